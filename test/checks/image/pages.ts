import { loadAll } from 'js-yaml';
import type { KubernetesObject } from '../../../src/checks/manifest';
import { Model } from '../../../src/checks/model/model';
import type { Report, Rule } from '../../../src/checks/rule';
import { mendedOf } from '../../../src/checks/rule-page';
import { Target } from '../../../src/facts/target';
import { expectNothingLacks } from '../../support/lacking';

/** What one rule says of objects. */
export function reportsOf(rule: Rule, objects: readonly unknown[]): Report[] {
  const manifests = objects.map((object) => ({ object: object as KubernetesObject, origin: {} }));
  return [...rule.check(new Model(manifests), Target.generic('1.36'))];
}

/** Fails unless the rule reports what its page shows before, and not what it shows after. */
export function expectPageShows(rule: Rule): void {
  const { before } = rule.page;
  expectNothingLacks(
    `'page.before' of ${rule.id} shows what the rule reports`,
    reportsOf(rule, example(before)).length > 0 ? [] : [`a report of:\n${before}`],
  );
  expectNothingLacks(
    `'page.after' of ${rule.id} shows what the rule does not report`,
    reportsOf(rule, example(mendedOf(rule.page))).map(({ message }) => `silence, and it says: ${message}`),
  );
}

/** The objects of a page's example. */
export function example(yaml: string): unknown[] {
  return loadAll(yaml);
}
