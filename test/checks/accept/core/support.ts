import { check } from '../../../../src/checks/check';
import type { KubernetesObject } from '../../../../src/checks/manifest';
import { Target } from '../../../../src/facts/target';
import { labelledCases, rejections } from '../cases';
import type { Case } from '../cases';

/** What the rules of a range of ids say of an object as `RULE path: message`. */
export function saysOf(objects: unknown, first: number, last: number, version = '1.36'): string[] {
  const all = (Array.isArray(objects) ? objects : [objects]) as KubernetesObject[];
  return check(
    all.map((object) => ({ object, origin: {} })),
    Target.generic(version),
  )
    .filter(({ rule }) => isWithin(rule, first, last))
    .map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
}

/** Defines one test for each labelled case of some kinds: the rules of the range accept what the API server accepted, and refuse what it refused natively. */
export function testLabelledCases(kinds: readonly string[], first: number, last: number): void {
  const cases = labelledCases().filter(({ kind, objects }) => kinds.includes(kind) && objects.length > 0);
  if (cases.length === 0) {
    test.skip('labelled cases are not beside this checkout', () => undefined);
    return;
  }
  const ours = (one: Case): string[] =>
    rejections(one)
      .filter(({ rule }) => isWithin(rule, first, last))
      .map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
  const nameOf = ({ id, kind, mutation }: Case): string => `${id} ${kind}: ${mutation}`;
  const accepted = cases.filter(({ verdict }) => verdict === 'accept');
  // Names and labels of all kinds are ACC001's and ACC002's.
  const elsewhere = ['metadata.name', 'metadata.labels'];
  const refused = cases.filter(
    ({ verdict, stage, field }) => verdict === 'reject' && stage === 'native' && !elsewhere.includes(field ?? ''),
  );
  test.each(accepted.map((one) => [nameOf(one), one] as const))('accepts %s', (_name, one) => {
    expect(ours(one)).toEqual([]);
  });
  test.each(refused.map((one) => [nameOf(one), one] as const))('refuses %s', (_name, one) => {
    expect(ours(one)).not.toEqual([]);
  });
}

function isWithin(rule: string, first: number, last: number): boolean {
  const number = Number(rule.slice(3));
  return rule.startsWith('ACC') && number >= first && number <= last;
}
