import { groupOf, isClusterScoped } from '../../facts/kinds';
import type { KubernetesObject, Manifest } from '../manifest';

/** All manifests of one cluster, indexed by what rules ask for. */
export class Model {
  private readonly byIdentity = new Map<string, Manifest[]>();

  public constructor(public readonly manifests: readonly Manifest[]) {
    for (const manifest of manifests) {
      const key = identityKey(manifest.object);
      if (key === undefined) continue;
      const same = this.byIdentity.get(key);
      if (same) same.push(manifest);
      else this.byIdentity.set(key, [manifest]);
    }
  }

  /** The manifests that are one object to the API server, for each object that is given more than once. */
  public *duplicates(): Iterable<readonly Manifest[]> {
    for (const same of this.byIdentity.values()) if (same.length > 1) yield same;
  }
}

/** An object is one by group, kind, namespace and name, whatever its version. Without a name it has no identity yet. */
function identityKey({ apiVersion, kind, metadata }: KubernetesObject): string | undefined {
  if (apiVersion === undefined || kind === undefined || metadata?.name === undefined) return undefined;
  const namespace = isClusterScoped(apiVersion, kind) ? '' : (metadata.namespace ?? '');
  return [groupOf(apiVersion), kind, namespace, metadata.name].join('\n');
}
