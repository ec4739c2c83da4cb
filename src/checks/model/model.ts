import { byText } from '../../facts/by-text';
import { groupOf, isClusterScoped, typeOf } from '../../facts/kinds';
import { once } from '../../facts/once';
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
  private identities: ReadonlyMap<string, Manifest[]> | undefined;
  private readonly byKind: ReadonlyMap<string, readonly Manifest[]>;

  public constructor(
    public readonly manifests: readonly Manifest[],
    options: ModelOptions = {},
    byKind = kindsOf(manifests),
  ) {
    this.externals = options.externals ?? [];
    this.needs = options.needs ?? [];
    this.byKind = byKind;
  }

  /** The manifests of a kind, whatever their version; the core group is empty text. The list is the same whenever it is asked for. */
  public ofKind(group: string, kind: string): readonly Manifest[] {
    return this.byKind.get(`${group}/${kind}`) ?? NONE;
  }

  /** A model with other manifests of one kind, and the same of all others. What is declared beside manifests is not in it. */
  public withOnly(group: string, kind: string, manifests: readonly Manifest[]): Model {
    const former = new Set(this.ofKind(group, kind));
    const others = former.size === 0 ? this.manifests : this.manifests.filter((manifest) => !former.has(manifest));
    return new Model([...others, ...manifests], {}, new Map(this.byKind).set(`${group}/${kind}`, manifests));
  }

  /**
   * The manifest of one object; `namespace` is that of the manifest, empty for one that names none and for cluster-scoped kinds. Of an
   * object that is given more than once it is the same one in whatever order they are.
   */
  public find(group: string, kind: string, namespace: string, name: string): Manifest | undefined {
    const same = this.byIdentity().get(identityKey(group, kind, namespace, name));
    return same && (same.length === 1 ? same[0] : firstByText(same));
  }

  /** The manifests that are one object to the API server, for each object that is given more than once. */
  public *duplicates(): Iterable<readonly Manifest[]> {
    for (const same of this.byIdentity().values()) if (same.length > 1) yield same;
  }

  private byIdentity(): ReadonlyMap<string, Manifest[]> {
    this.identities ??= identitiesOf(this.manifests);
    return this.identities;
  }
}

const NONE: readonly Manifest[] = [];

const firstByText = once((same: readonly Manifest[]): Manifest => {
  const texts = same.map((manifest) => ({ manifest, text: JSON.stringify(manifest.object) }));
  return texts.sort((a, b) => byText(a.text, b.text))[0]!.manifest;
});

function kindsOf(manifests: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> {
  const byKind = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const { apiVersion, kind } = manifest.object;
    if (typeof apiVersion === 'string' && typeof kind === 'string') push(byKind, typeOf(apiVersion, kind), manifest);
  }
  return byKind;
}

function identitiesOf(manifests: readonly Manifest[]): ReadonlyMap<string, Manifest[]> {
  const byIdentity = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const { apiVersion, kind } = manifest.object;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') continue;
    const key = identityOf(manifest.object);
    if (key !== undefined) push(byIdentity, key, manifest);
  }
  return byIdentity;
}

/** An object is one by group, kind, namespace and name, whatever its version. Without a name it has no identity yet. */
function identityOf({ apiVersion = '', kind = '', metadata }: KubernetesObject): string | undefined {
  const name: unknown = metadata?.name;
  if (typeof name !== 'string' || name === '') return undefined;
  const namespace = isClusterScoped(apiVersion, kind) ? '' : (shownName(metadata?.namespace) ?? '');
  return identityKey(groupOf(apiVersion), kind, namespace, name);
}

function identityKey(group: string, kind: string, namespace: string, name: string): string {
  return `${group}\n${kind}\n${namespace}\n${name}`;
}

function push(map: Map<string, Manifest[]>, key: string, manifest: Manifest): void {
  const found = map.get(key);
  if (found) found.push(manifest);
  else map.set(key, [manifest]);
}
