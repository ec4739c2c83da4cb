import type { Schema } from '../../../facts/schemas';
import { unknownField } from './problem';
import type { Sink } from './problem';
import { once } from '../../../facts/once';

/** What every object has, whatever its schema says. */
const OBJECT_FIELDS = ['apiVersion', 'kind', 'metadata'];
/** The root may have a status too: the schemas here leave it out, for no author writes it. */
const ROOT_FIELDS = [...OBJECT_FIELDS, 'status'];

type Fields = Readonly<Record<string, unknown>>;

/**
 * A custom resource as the API server sees it when it validates: without unknown fields, which are reported, without null where the
 * schema allows none, and with the schema's defaults. The object itself is left as it is.
 */
export function complete(object: Readonly<Record<string, unknown>>, schema: Schema, sink: Sink): unknown {
  return new Completer(sink).object(object, schema, ROOT_FIELDS);
}

class Completer {
  /** Where the walk stands: one list for all of it, of which each problem gets a copy. */
  private readonly path: (string | number)[] = [];

  public constructor(private readonly sink: Sink) {}

  /** A copy only where something is to be changed: most of what authors write is complete. */
  public object(value: Fields, schema: Schema, own: readonly string[]): Fields {
    const { properties = NONE, additionalProperties } = schema;
    const keepUnknown = schema['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties === true;
    const names = Object.keys(value);
    let copy: Record<string, unknown> | undefined;
    for (let at = 0; at < names.length; at += 1) {
      const name = names[at]!;
      const given = value[name];
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const field = known ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
      let kept: unknown = given;
      if (own.includes(name) && (own === ROOT_FIELDS || !field)) kept = given;
      else if (given === undefined) kept = undefined;
      else if (field) kept = given === null && field.nullable !== true ? undefined : this.at(name, given, field);
      else if (!keepUnknown) {
        this.sink(unknownField([...this.path, name], [...Object.keys(properties), ...own]));
        kept = undefined;
      }
      if (copy === undefined && (kept !== given || given === undefined)) copy = someOf(value, names, at);
      if (copy !== undefined && kept !== undefined) put(copy, name, kept);
    }
    for (const [name, field] of defaultsOf(schema)) {
      if (Object.hasOwn(copy ?? value, name)) continue;
      copy ??= someOf(value, names, names.length);
      put(copy, name, this.at(name, field.default, field));
    }
    return copy ?? value;
  }

  private at(key: string | number, value: unknown, schema: Schema): unknown {
    // Only what has parts can have any that is to be changed.
    if (typeof value !== 'object' || value === null) return value;
    this.path.push(key);
    const completed = Array.isArray(value) ? this.list(value, schema) : this.map(value as Fields, schema);
    this.path.pop();
    return completed;
  }

  private list(value: readonly unknown[], schema: Schema): readonly unknown[] {
    // Where no list belongs, its objects have no fields that are known.
    const items = schema.items ?? (schema['x-kubernetes-preserve-unknown-fields'] === true ? undefined : NOTHING);
    if (!items) return value;
    let changed = false;
    const completed = value.map((item, index) => {
      const given = item === null && items.nullable !== true && items.default !== undefined ? items.default : item;
      const kept = this.at(index, given, items);
      changed ||= kept !== item;
      return kept;
    });
    return changed ? completed : value;
  }

  private map(value: Fields, schema: Schema): Fields {
    // A map where the schema wants a list or text: the type is wrong, and says more than its fields would.
    if (schema.type !== undefined && schema.type !== 'object') return value;
    return this.object(value, schema, schema['x-kubernetes-embedded-resource'] === true ? OBJECT_FIELDS : []);
  }
}

const NOTHING: Schema = {};
const NONE: Readonly<Record<string, Schema>> = {};

/** The fields of a schema that have a default. */
const defaultsOf = once((schema: Schema): readonly (readonly [name: string, field: Schema])[] =>
  Object.entries(schema.properties ?? NONE).filter(([, field]) => field.default !== undefined),
);

/** The first fields of an object, in an object of their own. */
function someOf(value: Fields, names: readonly string[], count: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (let at = 0; at < count; at += 1) put(copy, names[at]!, value[names[at]!]);
  return copy;
}

/** Also a key such as `__proto__` is only a key. */
function put(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') target[name] = value;
  else Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
