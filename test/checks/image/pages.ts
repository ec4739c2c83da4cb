import { loadAll } from 'js-yaml';
import type { KubernetesObject } from '../../../src/checks/manifest';
import { Model } from '../../../src/checks/model/model';
import type { Report, Rule } from '../../../src/checks/rule';
import { Target } from '../../../src/facts/target';

/** What one rule says of objects. */
export function reportsOf(rule: Rule, objects: readonly unknown[]): Report[] {
  const manifests = objects.map((object) => ({ object: object as KubernetesObject, origin: {} }));
  return [...rule.check(new Model(manifests), Target.generic('1.36'))];
}

/** The objects of a page's example. */
export function example(yaml: string): unknown[] {
  return loadAll(yaml);
}
