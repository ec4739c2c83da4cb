import { groupOf } from '../facts/kinds';

/**
 * An object that exists outside of the manifests: made by hand, by another repository, or by a program at run time.
 *
 * @example
 * const queue: External = { kind: 'Secret', namespace: 'studioml', name: 'studioml-queue', keys: ['url'], reason: 'made by the vault' };
 */
export interface External {
  /**
   * The `apiVersion`, of which only the group counts.
   * @default - `group` says it
   */
  readonly apiVersion?: string;
  /**
   * The API group; it wins over `apiVersion`.
   * @default - the group of `apiVersion`, the core group where that is not given either
   */
  readonly group?: string;
  /** The kind of the object. */
  readonly kind: string;
  /**
   * The namespace, or the beginning of its name and `*`.
   * @default - any namespace, and none for a cluster-scoped kind
   */
  readonly namespace?: string;
  /** The name, or the beginning of the name and `*`. */
  readonly name: string;
  /**
   * The keys that a Secret or a ConfigMap has, each a key or its beginning and `*`.
   * @default - every key that is asked for
   */
  readonly keys?: readonly string[];
  /** Why it exists though no manifest makes it. */
  readonly reason: string;
}

/** What an object is asked for by: its identity, and one of its keys where that matters. */
export interface ExternalQuery {
  readonly group: string;
  readonly kind: string;
  /** `*` where the object may be in any namespace. */
  readonly namespace?: string;
  readonly name: string;
  readonly key?: string;
}

/** Whether an object, and the key that is asked for, is declared to exist outside of the manifests. */
export function isDeclared(externals: readonly External[], asked: ExternalQuery): boolean {
  return candidates(externals, asked).some(({ name, keys }) => {
    if (!fits(name, asked.name)) return false;
    return asked.key === undefined || keys === undefined || keys.some((key) => fits(key, asked.key!));
  });
}

/** The externals of one kind by namespace, and those of all namespaces or of a pattern of names. */
interface OfKind {
  readonly all: External[];
  readonly byNamespace: Map<string, External[]>;
  readonly patterns: External[];
}

const indexes = new WeakMap<
  readonly External[],
  { readonly size: number; readonly kinds: ReadonlyMap<string, OfKind> }
>();

/** The externals whose kind and namespace fit. There may be one for each of a thousand namespaces. */
function candidates(externals: readonly External[], { group, kind, namespace }: ExternalQuery): readonly External[] {
  const found = indexOf(externals).get(`${group}/${kind}`);
  if (!found) return [];
  if (namespace === undefined || namespace === '*') return found.all;
  // An object that names no namespace goes where the context of kubectl says, which is `default` unless it is changed.
  const asked = namespace === '' ? 'default' : namespace;
  const patterns = found.patterns.filter((one) => one.namespace === undefined || fits(one.namespace, asked));
  return [...(found.byNamespace.get(asked) ?? []), ...patterns];
}

function indexOf(externals: readonly External[]): ReadonlyMap<string, OfKind> {
  const known = indexes.get(externals);
  // A list that grew since is another list.
  if (known?.size === externals.length) return known.kinds;
  const kinds = new Map<string, OfKind>();
  for (const external of externals) {
    const { apiVersion, group = groupOf(apiVersion), kind, namespace } = external;
    const key = `${group}/${kind}`;
    const ofKind = kinds.get(key) ?? { all: [], byNamespace: new Map<string, External[]>(), patterns: [] };
    kinds.set(key, ofKind);
    ofKind.all.push(external);
    if (namespace === undefined || namespace.endsWith('*')) ofKind.patterns.push(external);
    else if (ofKind.byNamespace.get(namespace)?.push(external) === undefined) {
      ofKind.byNamespace.set(namespace, [external]);
    }
  }
  indexes.set(externals, { size: externals.length, kinds });
  return kinds;
}

/** Whether a name is the one given, or begins as one that ends in `*`. */
function fits(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

/**
 * What a program asks of the API server, which no manifest can say. The checks hold it against what its account is granted, both ways.
 *
 * @example
 * import type { Need } from 'cdk8s-ml-platform';
 * const watch: Need = {
 *   serviceAccount: { namespace: 'studioml', name: 'studioml-account' },
 *   rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }],
 *   reason: 'runners watch their state map',
 * };
 */
export interface Need {
  /** The account that the program runs under. */
  readonly serviceAccount: { readonly namespace: string; readonly name: string };
  /** Everything that it asks for. An empty list says that it asks for nothing, so that any permission is one too many. */
  readonly rules: readonly NeedRule[];
  /** Why it asks. */
  readonly reason: string;
}

/** One rule of a {@link Need}: every verb on every resource of every group. */
export interface NeedRule {
  /** The core group is empty text. */
  readonly apiGroups: readonly string[];
  /** Plurals, with the subresource where it is one: `pods`, `pods/log`. */
  readonly resources: readonly string[];
  /** What is done, such as `get` or `create`. */
  readonly verbs: readonly string[];
  /**
   * The names of the objects.
   * @default - any object
   */
  readonly resourceNames?: readonly string[];
  /**
   * The namespace of the objects; `*` for all namespaces and for cluster-scoped resources.
   * @default - that of the account
   */
  readonly namespace?: string;
}
