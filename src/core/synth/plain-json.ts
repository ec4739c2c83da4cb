import {
  ApiObject,
  ApiObjectMetadataDefinition,
  App,
  ImplicitTokenResolver,
  Lazy,
  LazyResolver,
  NumberStringUnionResolver,
} from 'cdk8s';
import type { KubernetesObject } from '../../checks/manifest';
import { isEmpty } from '../copy';
import { KubeObject } from '../kube-object';

/** What cdk8s keeps of an object and does not tell in its types. */
interface Inside {
  readonly props?: Readonly<Record<string, unknown>>;
  readonly patches?: readonly unknown[];
}

/** What only cdk8s itself knows how to render is in the data. */
const NOT_PLAIN = new Error('left to cdk8s');

/**
 * Whether an app resolves and sorts values as cdk8s does unless it is told otherwise, so that `plainJson` may be asked.
 *
 * @see https://github.com/cdk8s-team/cdk8s-core/blob/2.x/src/resolve.ts
 */
export function resolvesPlainly(app: App): boolean {
  const usual: readonly unknown[] = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];
  const { resolvers } = app as { readonly resolvers?: readonly object[] };
  return (
    !process.env.CDK8S_DISABLE_SORT &&
    resolvers?.length === usual.length &&
    resolvers.every((resolver, index) => resolver.constructor === usual[index])
  );
}

/**
 * What `object.toJson()` returns, made in one pass where cdk8s takes five, for objects of plain data: those of `ApiObject` and
 * `KubeObject` themselves, without JSON patches, whose values are data or `Lazy`.
 *
 * @returns `undefined` for any other object, which is to be asked itself
 */
export function plainJson(object: ApiObject): KubernetesObject | undefined {
  const { props, patches } = object as unknown as Inside;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- compared, never called
  const { toJson } = object;
  if (toJson !== OBJECT && toJson !== KUBE_OBJECT) return undefined;
  if (!props || patches?.length !== 0) return undefined;
  try {
    const data: Record<string, unknown> = {};
    put(data, 'apiVersion', plain(props.apiVersion, false));
    put(data, 'kind', plain(props.kind, false));
    put(data, 'metadata', metadataOf(object.metadata));
    for (const name of sorted(props)) {
      if (name !== 'apiVersion' && name !== 'kind' && name !== 'metadata') put(data, name, plain(props[name], false));
    }
    return toJson === KUBE_OBJECT ? KubeObject._withoutForeignNamespace(object, data) : data;
  } catch {
    // Whatever it is, cdk8s says it in its own words, with the path of the construct.
    return undefined;
  }
}

// eslint-disable-next-line @typescript-eslint/unbound-method -- compared, never called
const OBJECT = ApiObject.prototype.toJson;
// eslint-disable-next-line @typescript-eslint/unbound-method -- compared, never called
const KUBE_OBJECT = KubeObject.prototype.toJson;
// eslint-disable-next-line @typescript-eslint/unbound-method -- compared, never called
const METADATA = ApiObjectMetadataDefinition.prototype.toJson;

function metadataOf(metadata: ApiObjectMetadataDefinition): unknown {
  if (metadata.toJson !== METADATA) throw NOT_PLAIN;
  const inside = metadata as unknown as Record<string, unknown>;
  const { name, namespace, annotations, finalizers, ownerReferences, labels, _additionalAttributes } = inside;
  // In the order in which they are written, so that there is nothing to sort.
  const known = { annotations, finalizers, labels, name, namespace, ownerReferences };
  const more = _additionalAttributes as object;
  return plain(isEmpty(more) ? known : { ...more, ...known }, true);
}

/** A copy with sorted keys and without empty values: null and undefined, and where it is pruned also `{}` and `[]`. */
function plain(value: unknown, prune: boolean): unknown {
  if (typeof value !== 'object') {
    if (typeof value === 'function') throw NOT_PLAIN;
    return value;
  }
  if (value === null) return undefined;
  if (Array.isArray(value)) {
    if (value.constructor !== Array) throw NOT_PLAIN;
    return prune && value.length === 0 ? undefined : value.map((item: unknown) => plain(item, prune));
  }
  if (value.constructor !== Object || typeof (value as { resolve?: unknown }).resolve === 'function') {
    if (value instanceof Lazy) return plain(value.produce(), prune);
    throw NOT_PLAIN;
  }
  const result: Record<string, unknown> = {};
  let empty = true;
  for (const name of sorted(value)) {
    // Assigned, it would be no key.
    if (name === '__proto__') throw NOT_PLAIN;
    const field = plain((value as Record<string, unknown>)[name], prune);
    if (field === undefined) continue;
    result[name] = field;
    empty = false;
  }
  return prune && empty ? undefined : result;
}

function put(data: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') throw NOT_PLAIN;
  if (value !== undefined) data[name] = value;
}

/** Most objects are given in the order of their keys, or have few of them. */
function sorted(value: object): string[] {
  const names = Object.keys(value);
  for (let index = 1; index < names.length; index++) if (names[index - 1]! > names[index]!) return names.sort();
  return names;
}
