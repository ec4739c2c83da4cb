import { isDeepStrictEqual } from 'util';
import type { Schema } from '../../../facts/schemas';
import { formatPath } from '../../field-path';
import type { FieldPath } from '../../field-path';
import { duplicate, invalid, notSupported, required } from '../field-error';
import type { FieldError } from '../field-error';
import { hasFormat, isKnownFormat } from './formats';
import { goMatches } from './go-regexp';
import { typeName } from './problem';
import type { Sink } from './problem';

type Fields = Readonly<Record<string, unknown>>;

const INT_OR_STRING = ['integer', 'string'];
const RANGES: Readonly<Record<string, number>> = { int32: 2 ** 31, int64: 2 ** 63 };

/**
 * What a structural schema says of the completed copy of a custom resource: types and values.
 *
 * @param readsWidths whether the API server reads formats of numbers, as it does since 1.36: an `int32` has no more than 32 bits then
 */
export function validateStructure(
  value: unknown,
  schema: Schema,
  path: FieldPath,
  sink: Sink,
  readsWidths = true,
): void {
  new Validator(sink, [...path], readsWidths).validate(value, schema);
}

class Validator {
  public constructor(
    private readonly sink: Sink,
    /** Where the walk stands: one list for all of it, of which each problem gets a copy. */
    private readonly path: (string | number)[],
    private readonly readsWidths: boolean,
  ) {}

  public validate(value: unknown, schema: Schema): void {
    if (value === null && schema.nullable === true) return;
    const wanted = schema['x-kubernetes-int-or-string'] === true ? INT_OR_STRING : schema.type;
    if (wanted !== undefined && !isOfType(value, wanted) && !isListForFormat(value, schema)) {
      this.wrong(typeName(value), `must be of type ${String(wanted)}: "${typeName(value)}"`);
      return;
    }
    if (Array.isArray(schema.enum) && !isAmong(value, schema.enum)) {
      this.report(notSupported([...this.path], value, schema.enum as string[]));
    }
    if (typeof value === 'string') this.text(value, schema);
    else if (typeof value === 'number') this.number(value, schema);
    else if (Array.isArray(value)) this.list(value, schema);
    else if (typeof value === 'object' && value !== null) this.object(value as Fields, schema);
    this.combinations(value, schema);
  }

  private list(value: readonly unknown[], { minItems, maxItems, uniqueItems, items }: Schema): void {
    this.count(value.length, minItems, maxItems, 'items');
    if (uniqueItems === true && firstTwin(value) !== undefined) this.wrong(value, "shouldn't contain duplicates");
    if (items) for (let index = 0; index < value.length; index += 1) this.at(index, value[index], items);
  }

  private object(value: Fields, schema: Schema): void {
    const names = Object.keys(value);
    this.count(names.length, schema.minProperties, schema.maxProperties, 'properties');
    for (const name of (schema.required as readonly string[] | undefined) ?? []) {
      if (!Object.hasOwn(value, name)) this.report(required([...this.path, name]));
    }
    for (const name of names) {
      const field = fieldOf(schema, name);
      if (field) this.at(name, value[name], field);
    }
  }

  private at(key: string | number, value: unknown, schema: Schema): void {
    this.path.push(key);
    this.validate(value, schema);
    this.path.pop();
  }

  private report(error: FieldError): void {
    this.sink({ topic: 'type', ...error });
  }

  private wrong(shown: unknown, detail: string): void {
    const where = this.path.length === 0 ? '' : `${formatPath(this.path)} in body `;
    this.report(invalid([...this.path], shown, `${where}${detail}`));
  }

  private text(value: string, { minLength, maxLength, pattern, format }: Schema): void {
    if (typeof minLength === 'number' || typeof maxLength === 'number') {
      const length = Array.from(value).length;
      if (typeof minLength === 'number' && length < minLength) {
        this.wrong(value, `should be at least ${minLength} chars long`);
      }
      if (typeof maxLength === 'number' && length > maxLength) {
        this.wrong(value, `should be at most ${maxLength} chars long`);
      }
    }
    if (typeof pattern === 'string' && goMatches(pattern, value) === false) {
      this.wrong(value, `should match '${pattern}'`);
    }
    if (!hasFormat(value, format)) this.wrong(value, `must be of type ${String(format)}: ${JSON.stringify(value)}`);
  }

  private number(value: number, schema: Schema): void {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, type, format } = schema;
    if (minimum !== undefined && (exclusiveMinimum === true ? value <= minimum : value < minimum)) {
      this.wrong(value, `should be greater than ${exclusiveMinimum === true ? '' : 'or equal to '}${minimum}`);
    }
    if (maximum !== undefined && (exclusiveMaximum === true ? value >= maximum : value > maximum)) {
      this.wrong(value, `should be less than ${exclusiveMaximum === true ? '' : 'or equal to '}${maximum}`);
    }
    if (typeof multipleOf === 'number' && !Number.isInteger(value / multipleOf)) {
      this.wrong(value, `should be a multiple of ${multipleOf}`);
    }
    const width = this.readsWidths && typeof format === 'string' ? format : 'int64';
    const range = type === 'integer' ? RANGES[width] : undefined;
    if (range !== undefined && (value < -range || value >= range)) {
      this.wrong(value, `Checked value must be of type integer with format ${width}`);
    }
  }

  private count(count: number, min: unknown, max: unknown, what: string): void {
    if (typeof min === 'number' && count < min) this.wrong(count, `should have at least ${min} ${what}`);
    if (typeof max === 'number' && count > max) this.wrong(count, `must have at most ${max} ${what}`);
  }

  private combinations(value: unknown, { allOf, anyOf, oneOf, not }: Schema): void {
    const fits = (one: Schema): boolean => this.fits(value, one);
    if (isSchemas(allOf) && !allOf.every(fits)) this.mustFit('all the schemas (allOf)');
    if (isSchemas(anyOf) && !anyOf.some(fits)) this.mustFit('at least one schema (anyOf)');
    if (isSchemas(oneOf)) {
      const valid = oneOf.filter(fits).length;
      const found = valid === 0 ? 'none valid' : `${valid} valid alternatives`;
      if (valid !== 1) this.mustFit(`one and only one schema (oneOf). Found ${found}`);
    }
    if (typeof not === 'object' && not !== null && fits(not as Schema)) {
      this.report({ path: [...this.path], message: 'Invalid value: must not validate the schema (not)' });
    }
  }

  private fits(value: unknown, schema: Schema): boolean {
    let fitting = true;
    validateStructure(
      value,
      schema,
      [],
      () => {
        fitting = false;
      },
      this.readsWidths,
    );
    return fitting;
  }

  private mustFit(detail: string): void {
    this.report({ path: [...this.path], message: `Invalid value: must validate ${detail}` });
  }
}

/** The schema of a field of an object; `undefined` where it may hold anything. */
export function fieldOf({ properties, additionalProperties }: Schema, name: string): Schema | undefined {
  if (properties && Object.hasOwn(properties, name)) return properties[name];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

// Most parts of a schema hold no such list: knowing which saves walking them for each object.
const holders = new WeakMap<Schema, boolean>();

function holdsLists(schema: Schema): boolean {
  let holds = holders.get(schema);
  if (holds === undefined) {
    const { items, properties, additionalProperties } = schema;
    const type = schema['x-kubernetes-list-type'];
    const inner = [items, additionalProperties, ...Object.values(properties ?? {})];
    holds = type === 'map' || type === 'set' || inner.some((part) => typeof part === 'object' && holdsLists(part));
    holders.set(schema, holds);
  }
  return holds;
}

/** Lists that are sets or maps and hold something twice. */
export function validateLists(value: unknown, schema: Schema, path: FieldPath, sink: Sink): void {
  if (!holdsLists(schema)) return;
  if (Array.isArray(value)) {
    const type = schema['x-kubernetes-list-type'];
    const seen = new Set<string>();
    value.forEach((item: unknown, index) => {
      const at = [...path, index];
      if (schema.items) validateLists(item, schema.items, at, sink);
      const key = type === 'map' ? keysOf(item, schema) : type === 'set' ? item : undefined;
      if (key === undefined) return;
      const text = canonical(key);
      if (seen.has(text)) sink({ topic: 'list', ...duplicate(at, key) });
      seen.add(text);
    });
  } else if (typeof value === 'object' && value !== null) {
    const fields = value as Fields;
    for (const name of Object.keys(fields)) {
      const item = fields[name];
      const field = typeof item === 'object' && item !== null ? fieldOf(schema, name) : undefined;
      if (field) validateLists(item, field, [...path, name], sink);
    }
  }
}

function keysOf(item: unknown, schema: Schema): object | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const keys = (schema['x-kubernetes-list-map-keys'] as readonly string[] | undefined) ?? [];
  return Object.fromEntries(keys.filter((key) => Object.hasOwn(item, key)).map((key) => [key, (item as never)[key]]));
}

/** The same text for equal values, whatever the order of their keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function firstTwin(items: readonly unknown[]): unknown {
  const seen = new Set<string>();
  return items.find((item) => seen.size === seen.add(canonical(item)).size);
}

function isOfType(value: unknown, wanted: string | readonly string[]): boolean {
  const given = typeName(value);
  if (typeof wanted !== 'string') return wanted.includes(given);
  return given === wanted || (wanted === 'number' && given === 'integer');
}

/** The API server asks no list for its type where the text that belongs there has a format. */
function isListForFormat(value: unknown, { type, format }: Schema): boolean {
  return Array.isArray(value) && type === 'string' && isKnownFormat(format);
}

function isAmong(value: unknown, allowed: readonly unknown[]): boolean {
  if (allowed.includes(value)) return true;
  return typeof value === 'object' && allowed.some((one) => isDeepStrictEqual(one, value));
}

function isSchemas(value: unknown): value is readonly Schema[] {
  return Array.isArray(value);
}
