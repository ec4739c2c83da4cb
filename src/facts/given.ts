import { closest, distance } from 'fastest-levenshtein';
import { isMapping } from './is-mapping';

/** What somebody without a compiler gave, in words that repeat no value, for it may be that of a secret. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  if (typeof value !== 'object') return `a ${typeof value}`;
  return Symbol.iterator in value ? `a ${value.constructor.name}` : 'an object';
}

/** Fields that other constructs take among their own, and an object of Kubernetes has in its metadata. */
const IN_METADATA = ['name', 'namespace', 'labels', 'annotations'];

/** What is wrong with the names of an object's fields: `unknown field 'placment', allowed are ...; did you mean 'placement'?`. */
export function unknownField(given: object, allowed: readonly string[]): string | undefined {
  const unknown = Object.keys(given).find((name) => !allowed.includes(name));
  if (unknown === undefined) return undefined;
  const near = nearest(unknown, allowed);
  const within = allowed.includes('metadata') && IN_METADATA.includes(unknown);
  const hint = within
    ? `; it belongs into metadata: { ${unknown} }`
    : near === undefined
      ? ''
      : `; did you mean '${near}'?`;
  return `unknown field '${unknown}', allowed are ${allowed.join(', ')}${hint}`;
}

/** The name of a list that another one is a slip of; `undefined` where none is that near. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const near = closest(name, names);
  return distance(name.toLowerCase(), near.toLowerCase()) <= 2 ? near : undefined;
}

/**
 * Fails unless a value is an object with no other fields than these.
 *
 * @param noun what it is, with its article, such as `a Placement`
 */
export function requireFields(noun: string, given: unknown, allowed: readonly string[]): void {
  if (!isMapping(given))
    throw new Error(`${noun} is given ${kindOf(given)}, allowed is an object of ${allowed.join(', ')}`);
  const unknown = unknownField(given, allowed);
  if (unknown !== undefined) throw new Error(`${noun} has the ${unknown}`);
}

/** Fails unless a value is text. */
export function requireText(name: string, given: unknown, example?: string): void {
  if (typeof given !== 'string')
    throw new Error(
      `${name} is ${kindOf(given)}, allowed is text${example === undefined ? '' : `, such as ${example}`}`,
    );
}

/** Fails unless a value, where it is given, is a list of text. */
export function requireTextList(name: string, given: unknown): void {
  if (given === undefined) return;
  if (!Array.isArray(given)) throw new Error(`${name} is ${kindOf(given)}, allowed is a list of text`);
  given.forEach((item: unknown, index) => {
    requireText(`${name}[${index}]`, item);
  });
}

/**
 * Fails unless a value is an object, of whichever fields.
 *
 * @param fields those that it may have, for the message
 */
export function requireMapping(name: string, given: unknown, fields: readonly string[] = []): void {
  if (isMapping(given)) return;
  throw new Error(
    `${name} is ${kindOf(given)}, allowed is an object${fields.length > 0 ? ` of ${fields.join(', ')}` : ''}`,
  );
}

/** Fails where a class whose values are made by its own functions is used with `new`, which only JavaScript allows. */
export function requireMade(name: string, given: unknown, functions: readonly string[]): void {
  if (isMapping(given)) return;
  throw new Error(
    `new ${name} is not for callers, allowed are ${functions.map((one) => `${name}.${one}(...)`).join(', ')}`,
  );
}

/** Fails unless a value is a construct, of whichever copy of the package. */
export function requireConstruct(name: string, given: unknown): void {
  if (isMapping(given) && isMapping(given.node) && typeof given.node.tryGetContext === 'function') return;
  throw new Error(`${name} is ${kindOf(given)}, allowed is a construct, such as a Chart`);
}

/**
 * Fails unless a value is a list of objects.
 *
 * @param fields those that each has
 */
export function requireObjects(name: string, given: unknown, fields: readonly string[]): void {
  if (!Array.isArray(given))
    throw new Error(`${name} is ${kindOf(given)}, allowed is a list of objects of ${fields.join(', ')}`);
  given.forEach((item: unknown, index) => {
    requireMapping(`${name}[${index}]`, item, fields);
  });
}
