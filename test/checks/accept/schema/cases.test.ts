import { SCHEMA_RULES } from '../../../../src/checks/accept/schema';
import type { KubernetesObject } from '../../../../src/checks/manifest';
import { Model } from '../../../../src/checks/model/model';
import { Target } from '../../../../src/facts/target';
import { labelledCases, rejections } from '../cases';

const STAGES = ['schema', 'strict-unknown', 'cel', 'other'];
const JUNK: readonly unknown[] = [
  null,
  5,
  1.5,
  true,
  'text',
  [[]],
  [null],
  { a: { b: 1 } },
  { __proto__: 1, constructor: null },
];
const cases = labelledCases();

/** Copies of a value, each with the junk in the place of one part down to the third level. */
function spoil(value: unknown, junk: unknown, depth: number): unknown[] {
  if (typeof value !== 'object' || value === null || depth === 3) return [];
  return Object.entries(value as Record<string, unknown>).flatMap(([key, item]) => {
    const replaced = (part: unknown): unknown => {
      const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
      (copy as Record<string, unknown>)[key] = part;
      return copy;
    };
    return [replaced(junk), ...spoil(item, junk, depth + 1).map(replaced)];
  });
}

function deepFreeze(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

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

  // Anyone's YAML comes here: a field of any other type may not stop a check, and no check may write to an object.
  test.each(JUNK)('no field that is %j stops it, and no object is changed', (junk) => {
    const objects = cases.filter(({ verdict }) => verdict === 'accept').flatMap(({ objects: all }) => all.slice(-1));
    for (const object of objects) {
      const spoilt = spoil(object, junk, 0).map((json) => deepFreeze(json));
      const manifests = spoilt.map((json) => ({ object: json as KubernetesObject, origin: {} }));
      const model = new Model(manifests);
      for (const rule of SCHEMA_RULES) expect(() => [...rule.check(model, Target.generic('1.36'))]).not.toThrow();
    }
  });

  test.each(STAGES)('each object that it rejects at the stage %s has one', (stage) => {
    const missed = cases
      .filter((labelled) => labelled.stage === stage)
      .filter((labelled) => !rejections(labelled).some(({ rule }) => isOurs(rule)))
      .map(({ id, kind, mutation, message }) => `${id} ${kind} (${mutation}): ${message}`);
    expect(missed).toEqual([]);
  });
}
