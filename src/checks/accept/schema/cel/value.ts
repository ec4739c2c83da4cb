import type { Schema } from '../../../../facts/schemas';

const KEYWORDS = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

const ESCAPES: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/** The name of a property in a rule: CEL has words and signs of its own. */
export function escapeName(name: string): string {
  if (KEYWORDS.has(name)) return `__${name}__`;
  return name.replace(/__|[.\-/]/g, (part) => ESCAPES[part] ?? part);
}

/** A value as rules see it: integers as `int`, objects with the properties that the schema names, maps with their own keys. */
export function celValue(value: unknown, schema: Schema): unknown {
  if (typeof value === 'number') return isInteger(value, schema) ? BigInt(value) : value;
  if (typeof value === 'string') return textValue(value, schema);
  // A list of another realm, such as `structuredClone` makes it in jest, has a `map` that makes one of that realm, which CEL does not know.
  if (Array.isArray(value)) return Array.from<unknown, unknown>(value, (item) => celValue(item, schema.items ?? {}));
  if (typeof value !== 'object' || value === null) return value;
  const { properties, additionalProperties } = schema;
  const result = new Map<string, unknown>();
  for (const [name, item] of Object.entries(value) as [string, unknown][]) {
    if (properties && Object.hasOwn(properties, name)) {
      result.set(escapeName(name), celValue(item, properties[name] ?? {}));
    } else if (!properties) {
      result.set(name, celValue(item, typeof additionalProperties === 'object' ? additionalProperties : {}));
    }
  }
  return result;
}

/** The object itself, of whose metadata rules see the names alone. */
export function celRoot(object: Readonly<Record<string, unknown>>, schema: Schema): unknown {
  const text: Schema = { type: 'string' };
  const metadata: Schema = { type: 'object', properties: { name: text, generateName: text } };
  const properties = { ...schema.properties, apiVersion: text, kind: text, metadata };
  return celValue(object, { ...schema, properties });
}

function isInteger(value: number, { type }: Schema): boolean {
  return type !== 'number' && Number.isInteger(value);
}

function textValue(value: string, { format }: Schema): unknown {
  if (format === 'byte') return new Uint8Array(Buffer.from(value, 'base64'));
  return format === 'date-time' || format === 'date' ? new Date(value) : value;
}
