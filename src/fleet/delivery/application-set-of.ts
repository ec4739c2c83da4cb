import type { Cluster } from '../cluster';
import { applicationSetKey } from './argocd';
import type { ApplicationSetKey } from './argocd';

/** The ApplicationSet that some clusters ask for, and the first of them that cannot be in it. */
export function applicationSetOf(clusters: readonly Cluster[]): {
  readonly key?: ApplicationSetKey;
  readonly problem?: { readonly cluster: string; readonly message: string };
} {
  let key: ApplicationSetKey | undefined;
  let first = '';
  for (const { name, delivery } of clusters) {
    const own = delivery && applicationSetKey(delivery);
    if (!own) continue;
    if (!key) [key, first] = [own, name];
    const shared = key;
    const differing = (['namespace', 'repository', 'path'] as const).find((field) => own[field] !== shared[field]);
    if (differing === undefined) continue;
    const message = `is true, and its ${differing} is ${own[differing] ?? 'none'} where that of ${first} is ${shared[differing] ?? 'none'}; one ApplicationSet has one`;
    return { key, problem: { cluster: name, message } };
  }
  return { key };
}
