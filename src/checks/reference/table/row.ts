import { groupOf } from '../../../facts/kinds';
import { list, record, text } from '../../accept/read';
import type { FieldPath } from '../../field-path';

/** Text that is not empty: to the API server empty text is no value. */
export function filled(value: unknown): string | undefined {
  return text(value) === '' ? undefined : text(value);
}

/** What a reference is for; each topic is one rule. */
export type Topic =
  | 'configMap'
  | 'secret'
  | 'secretStore'
  | 'providerClass'
  | 'account'
  | 'subject'
  | 'role'
  | 'claim'
  | 'storage'
  | 'scheduling'
  | 'service'
  | 'capacity'
  | 'issuer'
  | 'autoscaling'
  | 'gateway'
  | 'delivery';

/** The object that a field names, and the part of it that the field needs. */
export interface Referent {
  readonly group: string;
  readonly kind: string;
  /** `undefined` for a cluster-scoped kind, empty where it is not named, {@link ANY_NAMESPACE} where it may be any. */
  readonly namespace?: string;
  readonly name: string;
  /** A key of a Secret or ConfigMap. */
  readonly key?: string;
  /** The name or the number of a port of a Service. */
  readonly port?: string | number;
}

/** The namespace of an object that may be in any: its field does not say where a program will look. */
export const ANY_NAMESPACE = '*';

/** A reference as a row of the table finds it, before it is known of which manifest. */
export interface Found {
  readonly topic: Topic;
  readonly path: FieldPath;
  readonly target: Referent;
  readonly optional: boolean;
}

/** Reads the references of one value; `namespace` is that of the object that holds it. */
export type Reader = (value: unknown, path: FieldPath, namespace: string) => Iterable<Found>;

/** Where references stand: `spec.tls[].secretName`, `[]` for each item of a list. */
export interface Row {
  readonly at: readonly string[];
  readonly read: Reader;
}

export function row(at: string, read: Reader): Row {
  return {
    at: at === '' ? [] : at.split('.').flatMap((key) => (key.endsWith('[]') ? [key.slice(0, -2), '[]'] : [key])),
    read,
  };
}

/** The references that rows find in a value. */
export function readRows(rows: readonly Row[], value: unknown, path: FieldPath, namespace: string): readonly Found[] {
  const walk = new Walk(path, namespace);
  for (const { at, read } of rows) walk.visit(value, at, 0, read);
  return walk.found;
}

/** Most fields of a table are not given, so that no path is made before one is. */
class Walk {
  public readonly found: Found[] = [];
  private readonly path: (string | number)[];

  public constructor(
    path: FieldPath,
    private readonly namespace: string,
  ) {
    this.path = [...path];
  }

  public visit(value: unknown, at: readonly string[], depth: number, read: Reader): void {
    if (value === undefined || value === null) return;
    const key = at[depth];
    if (key === undefined) {
      for (const one of read(value, [...this.path], this.namespace)) this.found.push(one);
    } else if (key === '[]') {
      const items = list(value);
      for (let index = 0; index < items.length; index += 1) this.below(index, items[index], at, depth, read);
    } else this.below(key, record(value)[key], at, depth, read);
  }

  private below(key: string | number, value: unknown, at: readonly string[], depth: number, read: Reader): void {
    if (value === undefined || value === null) return;
    this.path.push(key);
    this.visit(value, at, depth + 1, read);
    this.path.pop();
  }
}

/** What a reader of one kind of object needs to know. */
export interface Kind {
  readonly topic: Topic;
  readonly group: string;
  readonly kind: string;
  readonly cluster?: boolean;
}

export function kind(topic: Topic, group: string, name: string, cluster = false): Kind {
  return { topic, group, kind: name, cluster };
}

export const CONFIG_MAP = kind('configMap', '', 'ConfigMap');
export const SECRET = kind('secret', '', 'Secret');
export const SERVICE = kind('service', '', 'Service');
export const ACCOUNT = kind('account', '', 'ServiceAccount');

/** A field that is the name itself. */
export function named(of: Kind): Reader {
  return (value, path, namespace) => found(of, path, { name: text(value), namespace });
}

/** An object with `name`, and with `namespace`, `key`, `optional` and `items[].key` where the kind has them. */
export function referred(of: Kind, nameField = 'name'): Reader {
  return (value, path, namespace) => {
    const given = record(value);
    const name = text(given[nameField]);
    if (!name) return NONE;
    const where = { name, namespace: filled(given.namespace) ?? namespace, optional: given.optional === true };
    const all = [...found(of, [...path, nameField], where)];
    if (text(given.key)) all.push(...found(of, [...path, 'key'], { ...where, key: text(given.key) }));
    for (const [index, item] of list(given.items).entries()) {
      const key = text(record(item).key);
      if (key) all.push(...found(of, [...path, 'items', index, 'key'], { ...where, key }));
    }
    return all;
  };
}

/** An object with `name` and `kind`, and with `group` or `apiVersion`, of which each may be left out. */
export function typed(kinds: readonly Kind[], defaultKind: string): Reader {
  return (value, path, namespace) => {
    const given = record(value);
    const name = filled(given.kind) ?? defaultKind;
    const [first] = kinds as [Kind, ...Kind[]];
    const byApiVersion = text(given.apiVersion) ? groupOf(given.apiVersion) : undefined;
    const group = filled(given.group) ?? byApiVersion ?? first.group;
    const known = kinds.find((one) => one.kind === name && one.group === group);
    const of = known ?? { topic: first.topic, group, kind: name, cluster: first.cluster };
    // Whether an issuer or a store of another group has a namespace is not known.
    const anywhere = !known && (first.topic === 'issuer' || first.topic === 'secretStore');
    const where = anywhere ? ANY_NAMESPACE : (filled(given.namespace) ?? namespace);
    return found(of, [...path, 'name'], { name: text(given.name), namespace: where });
  };
}

interface Where {
  readonly name: string | undefined;
  readonly namespace: string;
  readonly key?: string;
  readonly port?: string | number;
  readonly optional?: boolean;
}

/** One reference; none where the name is missing, for the schema rule says so. */
export function found(of: Kind, path: FieldPath, { name, namespace, key, port, optional }: Where): readonly Found[] {
  if (!name) return NONE;
  const target = { group: of.group, kind: of.kind, namespace: of.cluster ? undefined : namespace, name, key, port };
  return [{ topic: of.topic, path, target, optional: optional ?? false }];
}

const NONE: readonly Found[] = [];

/** What stands anywhere below: `{ name, key }` of a Secret (of a ConfigMap where the field or `type` says so), and service accounts. */
export function* deepSecrets(value: unknown, path: FieldPath, namespace: string): Iterable<Found> {
  if (typeof value !== 'object' || value === null || path.length > 40) return;
  const given = record(value);
  const field = path[path.length - 1];
  if (text(given.name) && text(given.key)) {
    const isConfigMap = field === 'configMap' || field === 'configMapKeyRef' || given.type === 'ConfigMap';
    yield* referred(isConfigMap ? CONFIG_MAP : SECRET)(value, path, namespace);
    return;
  }
  if (field === 'serviceAccountRef') {
    yield* referred(ACCOUNT)(value, path, namespace);
    return;
  }
  const children = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [key, child] of children) yield* deepSecrets(child, [...path, key], namespace);
}
