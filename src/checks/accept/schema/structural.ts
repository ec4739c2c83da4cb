import { isDeepStrictEqual } from 'util';
import type { Schema } from '../../../facts/schemas';
import { formatPath } from '../../field-path';
import type { FieldPath } from '../../field-path';
import { duplicate, invalid, notSupported, required } from '../field-error';
import type { FieldError } from '../field-error';
import { hasFormat } from './formats';
import { goRegExp } from './go-regexp';
import { typeName } from './problem';
import type { Sink } from './problem';

/** What a structural schema says of the completed copy of a custom resource: types and values. */
export function validateStructure(value: unknown, schema: Schema, path: FieldPath, sink: Sink): void {
  if (value === null && schema.nullable === true) return;
  const report = (error: FieldError): void => {
    sink({ topic: 'type', ...error });
  };
  const where = path.length === 0 ? '' : `${formatPath(path)} in body `;
  const wrong = (shown: unknown, detail: string): void => {
    report(invalid(path, shown, `${where}${detail}`));
  };
  const wanted = schema['x-kubernetes-int-or-string'] === true ? ['integer', 'string'] : typesOf(schema);
  if (wanted.length > 0 && !wanted.some((type) => isOfType(value, type))) {
    wrong(typeName(value), `must be of type ${wanted.join(',')}: "${typeName(value)}"`);
    return;
  }
  if (Array.isArray(schema.enum) && !schema.enum.some((allowed) => isDeepStrictEqual(allowed, value))) {
    report(notSupported(path, value, schema.enum as string[]));
  }
  if (typeof value === 'string') textProblems(value, schema, wrong);
  else if (typeof value === 'number') numberProblems(value, schema, wrong);
  else if (Array.isArray(value)) {
    countProblems(value.length, schema.minItems, schema.maxItems, 'items', wrong);
    if (schema.uniqueItems === true && firstTwin(value) !== undefined) wrong(value, "shouldn't contain duplicates");
    if (schema.items) {
      for (const [index, item] of value.entries()) validateStructure(item, schema.items, [...path, index], sink);
    }
  } else if (typeof value === 'object' && value !== null) {
    const names = Object.keys(value);
    countProblems(names.length, schema.minProperties, schema.maxProperties, 'properties', wrong);
    for (const name of (schema.required as readonly string[] | undefined) ?? []) {
      if (!Object.hasOwn(value, name)) report(required([...path, name]));
    }
    for (const name of names) {
      const field = fieldOf(schema, name);
      if (field) validateStructure((value as Record<string, unknown>)[name], field, [...path, name], sink);
    }
  }
  combinationProblems(value, schema, path, report);
}

/** The schema of a field of an object; `undefined` where it may hold anything. */
export function fieldOf({ properties, additionalProperties }: Schema, name: string): Schema | undefined {
  if (properties && Object.hasOwn(properties, name)) return properties[name];
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

/** Lists that are sets or maps and hold something twice. */
export function validateLists(value: unknown, schema: Schema, path: FieldPath, sink: Sink): void {
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
    for (const [name, item] of Object.entries(value) as [string, unknown][]) {
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

function typesOf({ type }: Schema): string[] {
  return type === undefined ? [] : [type];
}

function isOfType(value: unknown, type: string): boolean {
  const given = typeName(value);
  return given === type || (type === 'number' && given === 'integer');
}

type Wrong = (shown: unknown, detail: string) => void;

function textProblems(value: string, schema: Schema, wrong: Wrong): void {
  const { minLength, maxLength, pattern, format } = schema;
  if (typeof minLength === 'number' || typeof maxLength === 'number') {
    const length = Array.from(value).length;
    if (typeof minLength === 'number' && length < minLength) wrong(value, `should be at least ${minLength} chars long`);
    if (typeof maxLength === 'number' && length > maxLength) wrong(value, `should be at most ${maxLength} chars long`);
  }
  if (typeof pattern === 'string' && goRegExp(pattern)?.test(value) === false)
    wrong(value, `should match '${pattern}'`);
  if (!hasFormat(value, format)) wrong(value, `must be of type ${String(format)}: ${JSON.stringify(value)}`);
}

const RANGES: Readonly<Record<string, number>> = { int32: 2 ** 31, int64: 2 ** 63 };

function numberProblems(value: number, schema: Schema, wrong: Wrong): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, type, format } = schema;
  if (minimum !== undefined && (exclusiveMinimum === true ? value <= minimum : value < minimum)) {
    wrong(value, `should be greater than ${exclusiveMinimum === true ? '' : 'or equal to '}${minimum}`);
  }
  if (maximum !== undefined && (exclusiveMaximum === true ? value >= maximum : value > maximum)) {
    wrong(value, `should be less than ${exclusiveMaximum === true ? '' : 'or equal to '}${maximum}`);
  }
  if (typeof multipleOf === 'number' && !Number.isInteger(value / multipleOf)) {
    wrong(value, `should be a multiple of ${multipleOf}`);
  }
  const width = typeof format === 'string' ? format : 'int64';
  const range = type === 'integer' ? RANGES[width] : undefined;
  if (range !== undefined && (value < -range || value >= range)) {
    wrong(value, `Checked value must be of type integer with format ${width}`);
  }
}

function countProblems(count: number, min: unknown, max: unknown, what: string, wrong: Wrong): void {
  if (typeof min === 'number' && count < min) wrong(count, `should have at least ${min} ${what}`);
  if (typeof max === 'number' && count > max) wrong(count, `must have at most ${max} ${what}`);
}

function combinationProblems(
  value: unknown,
  { allOf, anyOf, oneOf, not }: Schema,
  path: FieldPath,
  report: (error: FieldError) => void,
): void {
  const fits = (schema: Schema): boolean => fitsSchema(value, schema, path);
  const must = (detail: string): void => {
    report({ path, message: `Invalid value: must validate ${detail}` });
  };
  if (isSchemas(allOf) && !allOf.every(fits)) must('all the schemas (allOf)');
  if (isSchemas(anyOf) && !anyOf.some(fits)) must('at least one schema (anyOf)');
  if (isSchemas(oneOf)) {
    const valid = oneOf.filter(fits).length;
    const found = valid === 0 ? 'none valid' : `${valid} valid alternatives`;
    if (valid !== 1) must(`one and only one schema (oneOf). Found ${found}`);
  }
  if (typeof not === 'object' && not !== null && fits(not as Schema)) {
    report({ path, message: 'Invalid value: must not validate the schema (not)' });
  }
}

function isSchemas(value: unknown): value is readonly Schema[] {
  return Array.isArray(value);
}

function fitsSchema(value: unknown, schema: Schema, path: FieldPath): boolean {
  let fits = true;
  validateStructure(value, schema, path, () => {
    fits = false;
  });
  return fits;
}
