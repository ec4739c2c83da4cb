import type { IConstruct } from 'constructs';
import { kindOf } from '../facts/given';
import { isMapping } from '../facts/is-mapping';
import { hideSecrets } from '../checks/secret/hide-secrets';

/**
 * Makes the error for bad input: the construct's path, then what was given and what is allowed, such as
 * `[gpu/a100] weight is 0, allowed are whole numbers from 1 to 100`. Keys and passwords of addresses in what was given are hidden.
 */
export function fail(construct: IConstruct, problem: string): Error {
  return new Error(`[${construct.node.path}] ${hideSecrets(problem)}`);
}

/** Fails unless the value, where it is given, is a whole number within bounds. */
export function requireInteger(construct: IConstruct, name: string, value: unknown, min: number, max = Infinity): void {
  if (value === undefined) return;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return;
  const bounds = max === Infinity ? `of at least ${min}` : `from ${min} to ${max}`;
  throw fail(construct, `${name} is ${show(value)}, allowed are whole numbers ${bounds}`);
}

/** Fails unless the value, where it is given, is one of a list. */
export function requireOneOf(construct: IConstruct, name: string, value: unknown, allowed: readonly unknown[]): void {
  if (value === undefined || allowed.includes(value)) return;
  throw fail(construct, `${name} is ${show(value)}, allowed are ${allowed.join(', ')}`);
}

/** Fails where an object has a field beside those of a list, which a caller without types would not notice. */
export function requireKnown(construct: IConstruct, name: string, object: object, allowed: readonly string[]): void {
  const given: unknown = object;
  if (!isMapping(given))
    throw fail(construct, `${name} is ${kindOf(given)}, allowed is an object of ${allowed.join(', ')}`);
  const unknown = Object.keys(object).find((field) => !allowed.includes(field));
  if (unknown !== undefined)
    throw fail(construct, `${name} has the unknown field '${unknown}', allowed are ${allowed.join(', ')}`);
}

/** Fails unless the value, where it is given, is text that matches a pattern; `allowed` says the pattern in words. */
export function requireMatch(
  construct: IConstruct,
  name: string,
  value: unknown,
  pattern: RegExp,
  allowed: string,
): void {
  if (value === undefined || (typeof value === 'string' && pattern.test(value))) return;
  throw fail(construct, `${name} is ${show(value)}, allowed is ${allowed}`);
}

/** Fails where a rule of `facts/names` finds a problem with the text. */
export function requireSyntax(
  construct: IConstruct,
  name: string,
  text: string,
  rule: (text: string) => string | undefined,
): void {
  const given: unknown = text;
  if (typeof given !== 'string') throw fail(construct, `${name} is ${kindOf(given)}, allowed is text`);
  const problem = rule(text);
  if (problem !== undefined) throw fail(construct, `${name} '${text}' ${problem}`);
}

/** What was given, in quotes, where it can be read as text; else what it is. */
export function quote(value: unknown): string {
  return ['string', 'number', 'boolean'].includes(typeof value) ? `'${String(value)}'` : kindOf(value);
}

/** What was given, as a program would write it. */
export function show(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  // JSON has no NaN, and no function.
  if (typeof value === 'number') return String(value);
  return JSON.stringify(value) ?? kindOf(value);
}
