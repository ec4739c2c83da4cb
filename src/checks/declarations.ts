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
  return externals.some((external) => {
    const { kind, name, namespace, keys } = external;
    if (kind !== asked.kind || (external.group ?? groupOf(external.apiVersion)) !== asked.group) return false;
    if (!fits(name, asked.name)) return false;
    const anywhere = namespace === undefined || asked.namespace === undefined || asked.namespace === '*';
    // An object that names no namespace goes where the context of kubectl says, which is `default` unless it is changed.
    if (!anywhere && !fits(namespace, asked.namespace === '' ? 'default' : asked.namespace)) return false;
    return asked.key === undefined || keys === undefined || keys.some((key) => fits(key, asked.key!));
  });
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
