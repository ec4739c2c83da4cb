import { identify } from '../../checks/finding';
import { groupOf, isClusterScoped } from '../../facts/kinds';
import { record } from '../../checks/accept/read';
import { valueAt } from '../../checks/field-path';
import type { KubernetesObject, Manifest } from '../../checks/manifest';
import type { Model } from '../../checks/model/model';
import { referencesOf } from '../../checks/reference/references';
import type { Reference } from '../../checks/reference/references';
import { ANY_NAMESPACE } from '../../checks/reference/table/row';
import { once } from '../../facts/once';

/** A manifest that names an object. */
export interface Reader {
  readonly by: Manifest;
  /** The key that it reads. */
  readonly key?: string;
  /** Whether it takes every key: `envFrom`, or a volume without items. */
  readonly whole: boolean;
}

/** Which manifests name an object and need it, each once for each key. */
export function readersOf(object: KubernetesObject, model: Model): readonly Reader[] {
  const { apiVersion = '', kind = '', namespace: within = '', name = '' } = identify(object);
  const namespace = isClusterScoped(apiVersion, kind) ? undefined : within;
  const found = index(model).get(keyOf(groupOf(apiVersion), kind, name)) ?? [];
  const said = new Set<string>();
  return found
    .filter(({ target }) => namespace === undefined || [namespace, ANY_NAMESPACE, undefined].includes(target.namespace))
    .map(({ manifest, target, path }) => ({ by: manifest, key: target.key, whole: isWhole(manifest, path) }))
    .filter(({ by, key, whole }) => {
      const text = JSON.stringify([
        by.object.kind,
        by.object.metadata?.namespace,
        by.object.metadata?.name,
        key,
        whole,
      ]);
      return !said.has(text) && said.add(text);
    });
}

const index = once((model: Model): ReadonlyMap<string, readonly Reference[]> => {
  const made = new Map<string, Reference[]>();
  for (const reference of referencesOf(model)) {
    if (reference.optional) continue;
    const { group, kind, name } = reference.target;
    const key = keyOf(group, kind, name);
    const same = made.get(key);
    if (same) same.push(reference);
    else made.set(key, [reference]);
  }
  return made;
});

function keyOf(group: string, kind: string, name: string): string {
  return [group, kind, name].join('\n');
}

function isWhole({ object }: Manifest, path: Reference['path']): boolean {
  if (path.includes('envFrom')) return true;
  const parent = record(valueAt(object, path.slice(0, -1)));
  return path.includes('volumes') && path.at(-1) !== 'key' && parent.items === undefined;
}
