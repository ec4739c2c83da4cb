import { groupOf } from '../../facts/kinds';
import { record, text } from '../accept/read';
import type { External } from '../declarations';
import type { KubernetesObject } from '../manifest';
import { isMaker, providedBy } from './provided';

/**
 * Those of the externals that the manifests do not hold. What a construct takes to exist may stand among the manifests, or be made by one of
 * them, and then they say what it is: a declaration would hide a key that it lacks. What a user declares says more than the manifests, such as
 * a key that a program adds, and is not to be asked for here.
 *
 * @param objects of the manifests; asked for only where there is an external
 */
export function outsideOf(externals: readonly External[], objects: () => Iterable<KubernetesObject>): External[] {
  if (externals.length === 0) return [];
  const wanted = new Set(externals.map((one) => keyOf(one)));
  const held = new Map<string, Set<string>>();
  const add = (key: string, namespace: string): void => {
    if (wanted.has(key)) held.set(key, (held.get(key) ?? new Set()).add(namespace));
  };
  for (const object of objects()) {
    const [apiVersion, kind] = [text(object.apiVersion), text(object.kind)];
    if (apiVersion === undefined || kind === undefined) continue;
    const { name, namespace } = record(object.metadata);
    const given = text(name);
    if (given !== undefined) add(keyOf({ apiVersion, kind, name: given }), text(namespace) ?? '');
    for (const one of providedBy(object)) add(keyOf(one), one.namespace);
  }
  return externals.filter((one) => {
    const namespaces = held.get(keyOf(one));
    // An object that names no namespace may be applied to any; one of another namespace than is declared is another object.
    return !namespaces?.has('') && !namespaces?.has(one.namespace ?? '');
  });
}

/** Whether objects of a type may say something of an external: they are of its type, or controllers make others of them. */
export function mayHold(externals: readonly External[]): (group: string, kind: string) => boolean {
  const types = new Set(externals.map(({ apiVersion, group = groupOf(apiVersion), kind }) => `${group}/${kind}`));
  return (group, kind) => types.has(`${group}/${kind}`) || isMaker(`${group}/${kind}`);
}

function keyOf({
  apiVersion,
  group = groupOf(apiVersion),
  kind,
  name,
}: Pick<External, 'apiVersion' | 'group' | 'kind' | 'name'>): string {
  return `${group}/${kind}/${name}`;
}
