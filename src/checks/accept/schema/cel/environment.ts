import type * as cel from '@marcbachmann/cel-js' with { 'resolution-mode': 'import' };
import { isGoDuration } from '../formats';
import { goMatches, goRegExp } from '../go-regexp';
import { registerFormats } from './format-functions';
import { unknownFunction } from './known-functions';
import { registerMacros, withKnownMacros } from './macros';
import { registerNetwork } from './network-functions';
import { registerQuantities } from './quantity-functions';
import { registerSemver } from './semver-functions';
import { registerSets } from './set-functions';
import { registerUrls } from './url';

/** A rule that is ready to be evaluated. */
export type Compiled = (context: Readonly<Record<string, unknown>>) => unknown;

let environment: cel.Environment | undefined;
const compiled = new Map<string, cel.ParseResult>();

/**
 * The rule, compiled once, in the environment of Kubernetes. It may have functions that are not known here, and can't be evaluated then.
 *
 * @throws where the library can't read it
 */
export function compile(source: string): Compiled {
  return parse(source) as Compiled;
}

/**
 * The same for a rule that is to be evaluated.
 *
 * @throws as `compile` does, and where the rule has a function that is not known here or types that the library can't bring together
 */
export function compileKnown(source: string): Compiled {
  const rule = parse(source);
  const missing = unknownFunction(rule.ast, (environment ??= create()));
  if (missing !== undefined) fail(`no function ${missing} is known`);
  // What the API server has compiled is well typed: an error of the types is one of the library's own.
  const { error } = rule.check();
  if (error) throw error;
  return rule as Compiled;
}

function parse(source: string): cel.ParseResult {
  let rule = compiled.get(source);
  if (!rule) {
    const known = (environment ??= create());
    rule = withKnownMacros(source, (text) => known.parse(text));
    compiled.set(source, rule);
  }
  return rule;
}

/** An expression as the library reads it, whatever names it has; `undefined` where it can't. */
export function astOf(source: string): unknown {
  try {
    return (environment ??= create()).parse(source).ast;
  } catch {
    return undefined;
  }
}

/** Types of which it is certain what they are. */
const CERTAIN = /^(?:bool|bytes|double|int|null|string|uint|list<.*>|map<.*>)$/;

/** The type that an expression comes to; `undefined` where it is not certain. */
export function resultType(source: string): string | undefined {
  try {
    const { type } = parse(source).check();
    return type !== undefined && CERTAIN.test(type) ? type : undefined;
  } catch {
    return undefined;
  }
}

/** @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-cel-libraries */
function create(): cel.Environment {
  // Loaded at the first rule: most programs have none. Node reads the module this way since 20.19.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  const { Environment, Optional } = require('@marcbachmann/cel-js') as typeof cel;
  const made = new Environment({
    unlistedVariablesAreDyn: true,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
  });
  const duration = new Environment({ unlistedVariablesAreDyn: true }).parse('duration(text)') as Compiled;

  made.registerFunction('goInt(string): int', (text: string) =>
    /^[+-]?\d+$/.test(text) ? int64(BigInt(text)) : fail(`type conversion error from 'string' to 'int'`),
  );
  made.registerFunction('goInt(int): int', (value: bigint) => value);
  made.registerFunction('goInt(double): int', (value: number) =>
    Number.isFinite(value) ? int64(BigInt(Math.trunc(value))) : fail('integer overflow'),
  );
  made.registerFunction('goDuration(string): google.protobuf.Duration', (text: string) => {
    if (!isGoDuration(text)) fail("type conversion error from 'string' to 'google.protobuf.Duration'");
    return duration({ text: /^[+-]?0$/.test(text) ? '0s' : text });
  });
  made.registerFunction('goDuration(google.protobuf.Duration): google.protobuf.Duration', (value: unknown) => value);

  made.registerFunction(
    'string.goMatches(string): bool',
    (text: string, pattern: string) => goMatches(pattern, text) ?? fail(`error parsing regexp: ${pattern}`),
  );
  made.registerFunction(
    'string.find(string): string',
    (text: string, pattern: string) => re(pattern).exec(text)?.[0] ?? '',
  );
  made.registerFunction('string.findAll(string): list<string>', (text: string, pattern: string) =>
    findAll(text, pattern),
  );
  made.registerFunction('string.findAll(string, int): list<string>', (text: string, pattern: string, limit: bigint) =>
    limit < 0n ? findAll(text, pattern) : findAll(text, pattern).slice(0, Number(limit)),
  );
  made.registerFunction('string.replace(string, string): string', (text: string, from: string, to: string) =>
    text.split(from).join(to),
  );
  made.registerFunction(
    'string.replace(string, string, int): string',
    (text: string, from: string, to: string, limit: bigint) => replaceSome(text, from, to, Number(limit)),
  );
  made.registerFunction('string.charAt(int): string', (text: string, at: bigint) =>
    at < 0n || at > BigInt(text.length) ? fail('index out of range') : text.charAt(Number(at)),
  );

  made.registerFunction('list.isSorted(): bool', (items: readonly Ordered[]) =>
    items.every((item, index) => index === 0 || (items[index - 1] ?? item) <= item),
  );
  made.registerFunction('list.min(): dyn', (items: readonly Ordered[]) => extreme(items, (a, b) => a < b));
  made.registerFunction('list.max(): dyn', (items: readonly Ordered[]) => extreme(items, (a, b) => a > b));
  const equal = made.parse('a == b') as Compiled;
  const same = (a: unknown) => (b: unknown) => equal({ a, b }) === true;
  made.registerFunction('list.indexOf(dyn): int', (items: readonly unknown[], item: unknown) =>
    BigInt(items.findIndex(same(item))),
  );
  made.registerFunction('list.lastIndexOf(dyn): int', (items: readonly unknown[], item: unknown) => {
    const behind = [...items].reverse().findIndex(same(item));
    return BigInt(behind < 0 ? -1 : items.length - 1 - behind);
  });
  made.registerFunction('list.sum(): dyn', (items: readonly (bigint | number)[]) =>
    items.reduce(
      (sum, item) => ((sum as number) + (item as number)) as bigint | number,
      typeof items[0] === 'number' ? 0 : 0n,
    ),
  );
  registerUrls(made);
  registerQuantities(made);
  registerNetwork(made);
  registerSemver(made);
  registerFormats(made, Optional);
  registerSets(made, same);
  registerMacros(made, Optional);
  return made;
}

type Ordered = string | number | bigint;

function extreme(items: readonly Ordered[], better: (a: Ordered, b: Ordered) => boolean): Ordered {
  const [first, ...rest] = items;
  if (first === undefined) return fail('called on an empty list');
  return rest.reduce((best, item) => (better(item, best) ? item : best), first);
}

function fail(message: string): never {
  throw new Error(message);
}

function int64(value: bigint): bigint {
  return value >= -(2n ** 63n) && value < 2n ** 63n ? value : fail('integer overflow');
}

function re(pattern: string): RegExp {
  return goRegExp(pattern) ?? fail(`error parsing regexp: ${pattern}`);
}

function findAll(text: string, pattern: string): string[] {
  return [...text.matchAll(new RegExp(re(pattern), `${re(pattern).flags}g`))].map(([found]) => found);
}

/** Go replaces so many from the left; all of them where the number is negative. */
function replaceSome(text: string, from: string, to: string, limit: number): string {
  const parts = text.split(from);
  if (limit < 0 || parts.length - 1 <= limit) return parts.join(to);
  return [...parts.slice(0, limit), parts.slice(limit).join(from)].join(to);
}
