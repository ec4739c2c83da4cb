import * as yaml from 'js-yaml';
import { CORE_RULES } from '../../../../src/checks/accept/core';
import { NETWORK_RULES } from '../../../../src/checks/accept/network';
import { RBAC_RULES } from '../../../../src/checks/accept/rbac';
import { STORAGE_RULES } from '../../../../src/checks/accept/storage';
import type { KubernetesObject } from '../../../../src/checks/manifest';
import { Model } from '../../../../src/checks/model/model';
import type { Rule } from '../../../../src/checks/rule';
import { mendedOf } from '../../../../src/checks/rule-page';
import { Target } from '../../../../src/facts/target';
import { labelledCases } from '../cases';

const RULES = [...NETWORK_RULES, ...STORAGE_RULES, ...RBAC_RULES, ...CORE_RULES];
const TARGET = Target.generic('1.36');

function reports(rules: readonly Rule[], objects: readonly unknown[]): string[] {
  const model = new Model(objects.map((object) => ({ object: object as KubernetesObject, origin: {} })));
  return rules.flatMap((rule) =>
    [...rule.check(model, TARGET)].map(({ path, message }) => `${rule.id} ${path?.join('.')}: ${message}`),
  );
}

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
  test('reports what its page shows first', () => {
    expect(reports([rule], [yaml.load(rule.page.before)])).not.toEqual([]);
  });

  test('and nothing reports what its page shows last', () => {
    expect(reports(RULES, [yaml.load(mendedOf(rule.page))])).toEqual([]);
  });
});

const CASES = labelledCases();
// The cases are not beside every checkout; then this one says that it is skipped.
(CASES.length > 0 ? test : test.skip)('no object that was really created is reported', () => {
  for (const { id, objects, verdict } of CASES) {
    const created = verdict === 'accept' ? objects : objects.slice(0, -1);
    expect([id, ...reports(RULES, created)]).toEqual([id]);
  }
});

/** Every field of an object replaced by each of these in turn. */
const ODD: readonly unknown[] = [
  null,
  '',
  0,
  -1,
  1.5,
  true,
  [],
  [null],
  ['a'],
  {},
  { a: null },
  'constructor',
  '::1',
  { constructor: 1 },
];

function* mutations(value: unknown): Iterable<unknown> {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    for (const changed of [...ODD, ...mutations((value as Record<string, unknown>)[key])]) {
      const copy = structuredClone(value) as Record<string, unknown>;
      copy[key] = changed;
      yield copy;
    }
  }
}

test.each(RULES.map((rule) => [rule.id, rule] as const))('%s reads any value and changes none', (_id, rule) => {
  for (const page of [rule.page.before, mendedOf(rule.page)]) {
    for (const object of mutations(yaml.load(page))) {
      const before = structuredClone(object);
      expect(() => reports([rule], [object])).not.toThrow();
      expect(object).toEqual(before);
    }
  }
});
