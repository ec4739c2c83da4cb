import * as yaml from 'js-yaml';
import { WORKLOAD_RULES } from '../../../../src/checks/accept/workload';
import type { KubernetesObject } from '../../../../src/checks/manifest';
import { Model } from '../../../../src/checks/model/model';
import { mendedOf } from '../../../../src/checks/rule-page';
import { Target } from '../../../../src/facts/target';
import { said } from './support';

/** Runs the rules of this folder alone. */
function run(object: unknown): void {
  const model = new Model([{ object: object as KubernetesObject, origin: {} }]);
  for (const rule of WORKLOAD_RULES) for (const _report of rule.check(model, Target.generic('1.36'))) continue;
}

test('the numbers have no gap', () => {
  expect(WORKLOAD_RULES.map(({ id }) => id)).toEqual(Array.from({ length: 15 }, (_, index) => `ACC0${40 + index}`));
});

describe.each(WORKLOAD_RULES.map((rule) => [rule.id, rule.page] as const))('the page of %s', (id, page) => {
  const after = mendedOf(page);

  test('shows what the rule reports, and the same mended', () => {
    expect(said(yaml.load(page.before)).some((one) => one.startsWith(id))).toBe(true);
    expect(said(yaml.load(after))).toEqual([]);
  });

  test('shows objects that the rule reads whatever stands in their fields', () => {
    for (const value of [null, 0, -1.5, 'text', '', true, [], [null], [1], ['a'], {}, { a: 1 }]) {
      for (const object of variants(yaml.load(after), value)) {
        const untouched = JSON.stringify(object);
        expect(() => run(object)).not.toThrow();
        expect(JSON.stringify(object)).toBe(untouched);
      }
    }
  });
});

/** The object with each of its fields in turn replaced by the value. */
function* variants(object: unknown, value: unknown): Iterable<unknown> {
  if (typeof object !== 'object' || object === null) return;
  const entries = Object.entries(object);
  for (const [key, field] of entries) {
    const rebuilt = (one: unknown): unknown =>
      Array.isArray(object)
        ? object.map((item: unknown, index) => (index === Number(key) ? one : item))
        : { ...object, [key]: one };
    if (key !== 'apiVersion' && key !== 'kind') yield rebuilt(value);
    for (const deeper of variants(field, value)) yield rebuilt(deeper);
  }
}
