import type { Schema } from '../../../facts/schemas';
import type { FieldPath } from '../../field-path';
import { unknownField } from './problem';
import type { Sink } from './problem';

/** What every object has, whatever its schema says. */
const OBJECT_FIELDS = ['apiVersion', 'kind', 'metadata'];
/** The root may have a status too: the schemas here leave it out, for no author writes it. */
const ROOT_FIELDS = [...OBJECT_FIELDS, 'status'];

/**
 * A copy of a custom resource as the API server sees it when it validates: without unknown fields, which are reported, without null where the
 * schema allows none, and with the schema's defaults.
 */
export function complete(object: Readonly<Record<string, unknown>>, schema: Schema, sink: Sink): unknown {
  return new Completer(sink).object(object, schema, [], ROOT_FIELDS);
}

class Completer {
  public constructor(private readonly sink: Sink) {}

  public object(value: object, schema: Schema, path: FieldPath, own: readonly string[]): Record<string, unknown> {
    const { properties = {}, additionalProperties } = schema;
    const keepUnknown = schema['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties === true;
    const result: Record<string, unknown> = {};
    for (const [name, item] of Object.entries(value) as [string, unknown][]) {
      if (item === undefined) continue;
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const field = known ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
      if (own.includes(name) && (own === ROOT_FIELDS || !field)) put(result, name, item);
      else if (field) {
        if (item !== null || field.nullable === true) put(result, name, this.value(item, field, [...path, name]));
      } else if (keepUnknown) put(result, name, item);
      else this.sink(unknownField([...path, name], [...Object.keys(properties), ...own]));
    }
    for (const [name, field] of Object.entries(properties)) {
      if (field.default === undefined || Object.hasOwn(result, name)) continue;
      put(result, name, this.value(field.default, field, [...path, name]));
    }
    return result;
  }

  private value(value: unknown, schema: Schema, path: FieldPath): unknown {
    if (Array.isArray(value)) {
      const { items } = schema;
      if (!items) return value;
      return (value as unknown[]).map((item, index) => {
        const given = item === null && items.nullable !== true && items.default !== undefined ? items.default : item;
        return this.value(given, items, [...path, index]);
      });
    }
    if (typeof value !== 'object' || value === null) return value;
    // A map where the schema wants a list or text: the type is wrong, and says more than its fields would.
    if (schema.type !== undefined && schema.type !== 'object') return value;
    return this.object(value, schema, path, schema['x-kubernetes-embedded-resource'] === true ? OBJECT_FIELDS : []);
  }
}

/** Also a key such as `__proto__` is only a key. */
function put(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
