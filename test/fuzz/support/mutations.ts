import * as fc from 'fast-check';

/** Keys and indexes from the outermost. */
export type Path = readonly (string | number)[];

/** In place of a value: it is taken away. */
export const GONE = Symbol('gone');

/** What stands where something else belongs. */
export const MISFITS: readonly unknown[] = [
  GONE,
  null,
  'x',
  '',
  0,
  -1.5,
  1e300,
  true,
  [],
  {},
  [null],
  [[]],
  [{}],
  ['x', 'x'],
  { a: null },
  { '': '' },
  // What JavaScript has a meaning of its own for.
  'constructor',
  '__proto__',
  { constructor: 'x' },
  { toString: 'x', hasOwnProperty: 'x', length: -1 },
  JSON.parse('{"__proto__": {"x": "y"}}'),
];

/** Every path of a value but the empty one. */
export function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return at.length === 0 ? [] : [at];
  const below = Object.entries(value).flatMap(([key, inner]) =>
    pathsOf(inner, [...at, Array.isArray(value) ? Number(key) : key]),
  );
  return at.length === 0 ? below : [at, ...below];
}

/** A copy with another value at a path; what is not on the way is shared. `__proto__` is a key here as it is in YAML. */
export function put(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value) && !/^\d+$/.test(String(key))) return value;
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
  if (rest.length === 0 && by === GONE) {
    if (Array.isArray(copy)) copy.splice(Number(key), 1);
    else Reflect.deleteProperty(copy as object, key);
    return copy;
  }
  const old = Object.hasOwn(value, key) ? (value as Record<string | number, unknown>)[key] : undefined;
  const field = { value: put(old, rest, by), enumerable: true, configurable: true, writable: true };
  return Object.defineProperty(copy as object, key, field);
}

/**
 * What no output says: a value that JavaScript wrote for want of a text, a report of its engine, and a stack. The API server speaks of an
 * undefined field where an expression names one that there is not.
 */
export const ODD =
  /\[object \w+\]|\bundefined\b(?! field ')|\bNaN\b|TypeError|RangeError|Cannot read prop|is not (a function|iterable)|\n\s+at .*:\d+:\d+/;

/** Any of the values. */
export const misfit = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...MISFITS) }, fc.jsonValue({ maxDepth: 2 }));
