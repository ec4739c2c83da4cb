import * as yaml from 'js-yaml';
import type { External } from '../../../src/checks/declarations';
import { formatPath } from '../../../src/checks/field-path';
import type { KubernetesObject } from '../../../src/checks/manifest';
import { Model } from '../../../src/checks/model/model';
import { REFERENCE_RULES } from '../../../src/checks/reference';
import { Target } from '../../../src/facts/target';

/** How a set of objects is read. */
export interface Options {
  readonly externals?: readonly External[];
  readonly target?: Target;
}

/** What the rules of this family say, as `RULE path: message`. */
export function run(
  objects: readonly unknown[],
  { externals, target = Target.generic('1.36') }: Options = {},
): string[] {
  const manifests = objects.map((object, document) => ({
    object: object as KubernetesObject,
    origin: { file: 'all.yaml', document },
  }));
  const model = new Model(manifests, { externals });
  return REFERENCE_RULES.flatMap((rule) =>
    [...rule.check(model, target)].map(
      ({ path, message }) => `${rule.id} ${path === undefined ? '' : formatPath(path)}: ${message}`,
    ),
  );
}

/** What the rules say of the documents of a YAML text. */
export function runYaml(text: string, options: Options = {}): string[] {
  return run(documents(text), options);
}

export function documents(text: string): unknown[] {
  return yaml.loadAll(text).filter((one) => one !== null && one !== undefined);
}

/** All findings but those of namespaces, for objects that need none of their own. */
export function inAnyNamespace(found: readonly string[]): string[] {
  return found.filter((one) => !one.startsWith('REF014'));
}
