import { labelledCases, rejections } from '../cases';

const KINDS = [
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'Pod',
  'PodTemplate',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
];

const cases = labelledCases().filter(({ kind }) => KINDS.includes(kind));

/** Of the pod itself, not of the workload around it. */
const ofPod = ({ kind, field }: { kind: string; field?: string }): boolean =>
  kind === 'Pod'
    ? field?.startsWith('spec') === true
    : field?.includes('template.spec') === true && !field.endsWith('template.spec.restartPolicy');

const found = (each: (typeof cases)[number]): string[] =>
  rejections(each)
    .filter(({ rule }) => rule >= 'ACC020' && rule <= 'ACC039')
    .map(({ rule, path, message }) => `${rule} ${path ?? ''}: ${message}`);

const describeCases = cases.length === 0 ? describe.skip : describe;

describeCases('pods that a real API server judged (skipped where the cases are not beside this checkout)', () => {
  const accepted = cases.filter(({ verdict }) => verdict === 'accept');
  const refused = cases.filter((each) => each.verdict === 'reject' && each.stage === 'native' && ofPod(each));

  test.each([...accepted.map((each) => [each.id, each] as const), ['(none)', undefined] as const])(
    '%s is accepted',
    (_id, each) => {
      expect(each ? found(each) : []).toEqual([]);
    },
  );

  test.each([...refused.map((each) => [each.id, each] as const), ['(none)', undefined] as const])(
    '%s is refused',
    (_id, each) => {
      expect(each ? found(each).length : 1).toBeGreaterThan(0);
    },
  );

  // Pod Security and the schema have rules of their own, which these must not forestall.
  test('what others refuse is not refused here', () => {
    const others = cases.filter(({ verdict, stage }) => verdict === 'reject' && stage === 'podsecurity');
    expect(others.filter((each) => found(each).length > 0).map(({ id }) => id)).toEqual([]);
  });
});
