import { labelledCases, rejections } from '../cases';

const STAGES = ['schema', 'strict-unknown', 'cel', 'other'];
const cases = labelledCases();

/** `metadata.name` and labels that are no text: said by ACC001 and ACC002. */
const isOurs = (rule: string): boolean => /^ACC0(0[1-9]|1\d)$/.test(rule);

if (cases.length === 0) {
  test('skipped: ../shared/cases is not beside this checkout', () => {
    console.warn('skipped: the labelled cases are not there');
  });
} else {
  test('each object that the API server accepts has no finding', () => {
    const alarms = cases
      .filter(({ verdict }) => verdict === 'accept')
      .flatMap((labelled) =>
        rejections(labelled)
          .filter(({ rule }) => isOurs(rule))
          .map(
            ({ rule, path, message }) =>
              `${labelled.id} ${labelled.kind} (${labelled.mutation}): ${rule} ${path}: ${message}`,
          ),
      );
    expect(alarms).toEqual([]);
  });

  test.each(STAGES)('each object that it rejects at the stage %s has one', (stage) => {
    const missed = cases
      .filter((labelled) => labelled.stage === stage)
      .filter((labelled) => !rejections(labelled).some(({ rule }) => isOurs(rule)))
      .map(({ id, kind, mutation, message }) => `${id} ${kind} (${mutation}): ${message}`);
    expect(missed).toEqual([]);
  });
}
