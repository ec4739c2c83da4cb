import * as yaml from 'js-yaml';
import type { External } from '../../../src/checks/declarations';
import { formatPath } from '../../../src/checks/field-path';
import type { KubernetesObject } from '../../../src/checks/manifest';
import { Model } from '../../../src/checks/model/model';
import { SCHEDULE_RULES } from '../../../src/checks/schedule';
import { Target } from '../../../src/facts/target';

/** How a set of objects is read. */
export interface Options {
  readonly target?: Target;
  readonly externals?: readonly External[];
}

/** What the rules of this family say, as `RULE Kind name path: message`. */
export function run(
  objects: readonly unknown[],
  { target = Target.generic('1.36'), externals }: Options = {},
): string[] {
  const manifests = objects.map((object, document) => ({
    object: object as KubernetesObject,
    origin: { file: 'all.yaml', document },
  }));
  const model = new Model(manifests, { externals });
  return SCHEDULE_RULES.flatMap((rule) =>
    [...rule.check(model, target)].map(({ manifest: { object }, path, message }) => {
      const { kind, metadata } = object;
      return `${rule.id} ${kind} ${metadata?.name} ${path === undefined ? '' : formatPath(path)}: ${message}`;
    }),
  );
}

/** What the rules say of the documents of YAML texts. */
export function runYaml(texts: readonly string[], options: Options = {}): string[] {
  return run(
    texts.flatMap((text) => yaml.loadAll(text).filter((one) => one !== null && one !== undefined)),
    options,
  );
}
