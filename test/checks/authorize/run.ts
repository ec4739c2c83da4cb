import * as yaml from 'js-yaml';
import { AUTHORIZE_RULES } from '../../../src/checks/authorize';
import type { Need } from '../../../src/checks/declarations';
import { formatPath } from '../../../src/checks/field-path';
import type { KubernetesObject } from '../../../src/checks/manifest';
import { Model } from '../../../src/checks/model/model';
import { Target } from '../../../src/facts/target';

/** What the rules of this family say, as `RULE path: message`. */
export function run(objects: readonly unknown[], needs: readonly Need[] = []): string[] {
  const manifests = objects.map((object, document) => ({
    object: object as KubernetesObject,
    origin: { file: 'all.yaml', document },
  }));
  const model = new Model(manifests, { needs });
  return AUTHORIZE_RULES.flatMap((rule) =>
    [...rule.check(model, Target.generic('1.36'))].map(
      ({ path, message }) => `${rule.id} ${path === undefined ? '' : formatPath(path)}: ${message}`,
    ),
  );
}

/** What the rules say of the documents of a YAML text. */
export function runYaml(text: string, needs: readonly Need[] = []): string[] {
  return run(
    yaml.loadAll(text).filter((one) => one !== null && one !== undefined),
    needs,
  );
}
