import { check } from '../../src/checks/check';
import type { Finding } from '../../src/checks/finding';
import type { KubernetesObject, Origin } from '../../src/checks/manifest';
import { Target } from '../../src/facts/target';

/** What the checks say of plain objects, as anyone's YAML has them. */
export function checkObjects(objects: readonly unknown[], target = Target.generic('1.36')): readonly Finding[] {
  return check(
    objects.map((object, document) => ({ object: object as KubernetesObject, origin: { file: 'all.yaml', document } })),
    target,
  );
}

/** What the checks say of one object, as `RULE path`. */
export function checkOne(object: unknown, origin: Origin = {}): string[] {
  return check([{ object: object as KubernetesObject, origin }], Target.generic('1.36')).map(
    ({ rule, path }) => `${rule} ${path ?? ''}`,
  );
}

export function configMap(metadata: unknown): unknown {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata };
}
