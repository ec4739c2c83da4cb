import { groupOf, isClusterScoped } from '../../facts/kinds';
import type { External, Need } from '../declarations';
import { shownName } from '../manifest';
import type { KubernetesObject, Manifest } from '../manifest';

/** What is known of a cluster beside its manifests. */
export interface ModelOptions {
  /**
   * Objects that exist outside of the manifests.
   * @default - none
   */
  readonly externals?: readonly External[];
  /**
   * What programs ask of the API server, beside what annotations say.
   * @default - none
   */
  readonly needs?: readonly Need[];
}

/** All manifests of one cluster, indexed by what rules ask for. */
export class Model {
  /** What is declared to exist outside of the manifests. */
  public readonly externals: readonly External[];
  /** What programs are declared to ask of the API server; what annotations say is not among it. */
  public readonly needs: readonly Need[];
  private readonly byIdentity = new Map<string, Manifest[]>();
  private readonly byKind = new Map<string, Manifest[]>();

  public constructor(
    public readonly manifests: readonly Manifest[],
    options: ModelOptions = {},
  ) {
    this.externals = options.externals ?? [];
    this.needs = options.needs ?? [];
    for (const manifest of manifests) {
      const { apiVersion, kind } = manifest.object;
      if (typeof apiVersion !== 'string' || typeof kind !== 'string') continue;
      push(this.byKind, `${groupOf(apiVersion)}/${kind}`, manifest);
      const key = identityOf(manifest.object);
      if (key !== undefined) push(this.byIdentity, key, manifest);
    }
  }

  /** The manifests of a kind, whatever their version; the core group is empty text. */
  public ofKind(group: string, kind: string): readonly Manifest[] {
    return this.byKind.get(`${group}/${kind}`) ?? [];
  }

  /** The manifest of one object; `namespace` is that of the manifest, empty for one that names none and for cluster-scoped kinds. */
  public find(group: string, kind: string, namespace: string, name: string): Manifest | undefined {
    return this.byIdentity.get(identityKey(group, kind, namespace, name))?.[0];
  }

  /** The manifests that are one object to the API server, for each object that is given more than once. */
  public *duplicates(): Iterable<readonly Manifest[]> {
    for (const same of this.byIdentity.values()) if (same.length > 1) yield same;
  }
}

/** An object is one by group, kind, namespace and name, whatever its version. Without a name it has no identity yet. */
function identityOf({ apiVersion = '', kind = '', metadata }: KubernetesObject): string | undefined {
  const name: unknown = metadata?.name;
  if (typeof name !== 'string' || name === '') return undefined;
  const namespace = isClusterScoped(apiVersion, kind) ? '' : (shownName(metadata?.namespace) ?? '');
  return identityKey(groupOf(apiVersion), kind, namespace, name);
}

function identityKey(group: string, kind: string, namespace: string, name: string): string {
  return [group, kind, namespace, name].join('\n');
}

function push(map: Map<string, Manifest[]>, key: string, manifest: Manifest): void {
  const found = map.get(key);
  if (found) found.push(manifest);
  else map.set(key, [manifest]);
}
