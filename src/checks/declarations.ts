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
