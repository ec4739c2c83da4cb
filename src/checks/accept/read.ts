/** Reads of values that may be of any type: anyone's YAML comes here, also where the schema has refused it already. */

/** The value as an object; an empty one where it is none. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : NO_FIELDS;
}

// One for all: a value that is none is asked for as often as one that is.
const NO_FIELDS: Readonly<Record<string, unknown>> = Object.freeze({});
const NO_ITEMS: readonly unknown[] = Object.freeze([]);

/** What a map or a table has under a name that an author chose: `constructor` is one like any other, and not what JavaScript has there. */
export function own<T>(map: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** The value as a list; an empty one where it is none. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : NO_ITEMS;
}

/** The value as text; `undefined` where it is none. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The texts of a list; an empty list where it is none. */
export function texts(value: unknown): string[] {
  return list(value).flatMap((one) => text(one) ?? []);
}

/** Whether a field is given: to the API server null is not. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** The contrary of {@link isSet}. */
export function isUnset(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** The value as a number; `undefined` where it is none. */
export function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The quantities of a map by their names: to the API server one that is null is there, and zero. It has no name but these. */
export function amounts(value: unknown): Record<string, unknown> {
  const named = Object.create(null) as Record<string, unknown>;
  for (const [name, amount] of Object.entries(record(value))) named[name] = amount ?? 0;
  return named;
}
