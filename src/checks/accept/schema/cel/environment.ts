import type * as cel from '@marcbachmann/cel-js' with { 'resolution-mode': 'import' };
import { isQuantity, parseMilli } from '../../../../facts/quantity';
import { isGoDuration } from '../formats';
import { goMatches, goRegExp } from '../go-regexp';
import { unknownFunction } from './known-functions';

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
 * @throws as `compile` does, and where the rule has a function that is not known here
 */
export function compileKnown(source: string): Compiled {
  const rule = parse(source);
  const missing = unknownFunction(rule.ast, (environment ??= create()));
  if (missing !== undefined) fail(`no function ${missing} is known`);
  return rule as Compiled;
}

function parse(source: string): cel.ParseResult {
  let rule = compiled.get(source);
  if (!rule) {
    environment ??= create();
    rule = environment.parse(source);
    compiled.set(source, rule);
  }
  return rule;
}

/** Whether the syntax of a rule can be read, whatever functions it has: an expression of a webhook has some that no rule of a definition has. */
export function isReadable(source: string): boolean {
  try {
    parse(source);
    return true;
  } catch {
    return false;
  }
}

class Url {
  public readonly url: URL | undefined;
  public constructor(public readonly text: string) {
    // Whatever its scheme, it is read as Go reads it: with a host and a path.
    const hierarchical = text.startsWith('/') || /^[^:]+:\//.test(text);
    this.url = hierarchical ? new URL(text.replace(/^[^:/]+:/, 'http:'), 'http://none') : undefined;
  }
}

class Quantity {
  public readonly milli: bigint;
  public constructor(text: string) {
    this.milli = parseMilli(text) ?? fail('quantities must match the regular expression');
  }
}

/** @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-cel-libraries */
function create(): cel.Environment {
  // Loaded at the first rule: most programs have none. Node reads the module this way since 20.19.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  const { Environment } = require('@marcbachmann/cel-js') as typeof cel;
  const made = new Environment({
    unlistedVariablesAreDyn: true,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
  });
  const duration = new Environment({ unlistedVariablesAreDyn: true }).parse('duration(text)') as Compiled;
  made.registerType('kubernetes.URL', Url);
  made.registerType('kubernetes.Quantity', Quantity);

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

  made.registerFunction('isURL(string): bool', (text: string) => isUrl(text));
  made.registerFunction('url(string): kubernetes.URL', (text: string) =>
    isUrl(text) ? new Url(text) : fail(`URL parse error during conversion from string: parse ${JSON.stringify(text)}`),
  );
  made.registerFunction(
    'kubernetes.URL.getScheme(): string',
    ({ text }: Url) => /^([a-z][\w+.-]*):/i.exec(text)?.[1]?.toLowerCase() ?? '',
  );
  made.registerFunction('kubernetes.URL.getHost(): string', ({ text, url }: Url) =>
    text.includes('://') ? (url?.host ?? '') : '',
  );
  made.registerFunction('kubernetes.URL.getHostname(): string', ({ text, url }: Url) =>
    text.includes('://') ? (url?.hostname.replace(/^\[|\]$/g, '') ?? '') : '',
  );
  made.registerFunction('kubernetes.URL.getPort(): string', ({ url }: Url) => url?.port ?? '');
  made.registerFunction('kubernetes.URL.getEscapedPath(): string', ({ url }: Url) => url?.pathname ?? '');

  made.registerFunction('isQuantity(string): bool', (text: string) => isQuantity(text));
  made.registerFunction('quantity(string): kubernetes.Quantity', (text: string) => new Quantity(text));
  made.registerFunction('kubernetes.Quantity.compareTo(kubernetes.Quantity): int', (a: Quantity, b: Quantity) =>
    a.milli < b.milli ? -1n : a.milli > b.milli ? 1n : 0n,
  );
  made.registerFunction(
    'kubernetes.Quantity.isGreaterThan(kubernetes.Quantity): bool',
    (a: Quantity, b: Quantity) => a.milli > b.milli,
  );
  made.registerFunction(
    'kubernetes.Quantity.isLessThan(kubernetes.Quantity): bool',
    (a: Quantity, b: Quantity) => a.milli < b.milli,
  );
  made.registerFunction('kubernetes.Quantity.sign(): int', ({ milli }: Quantity) =>
    milli < 0n ? -1n : milli > 0n ? 1n : 0n,
  );

  made.registerOperator(
    'kubernetes.Quantity == kubernetes.Quantity',
    (a: Quantity, b: Quantity) => a.milli === b.milli,
  );

  made.registerFunction('list.isSorted(): bool', (items: readonly Ordered[]) =>
    items.every((item, index) => index === 0 || (items[index - 1] ?? item) <= item),
  );
  made.registerFunction('list.min(): dyn', (items: readonly Ordered[]) => extreme(items, (a, b) => a < b));
  made.registerFunction('list.max(): dyn', (items: readonly Ordered[]) => extreme(items, (a, b) => a > b));
  made.registerFunction('list.indexOf(dyn): int', (items: readonly unknown[], item: unknown) =>
    BigInt(items.indexOf(item)),
  );
  made.registerFunction('list.lastIndexOf(dyn): int', (items: readonly unknown[], item: unknown) =>
    BigInt(items.lastIndexOf(item)),
  );
  made.registerFunction('list.sum(): dyn', (items: readonly (bigint | number)[]) =>
    items.reduce(
      (sum, item) => ((sum as number) + (item as number)) as bigint | number,
      typeof items[0] === 'number' ? 0 : 0n,
    ),
  );
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

/** What Go's `url.ParseRequestURI` takes: an absolute address or an absolute path. */
function isUrl(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- Go refuses these
  if (/[\x00-\x1f\x7f]/.test(text)) return false;
  if (text.startsWith('/')) return true;
  const [, rest] = /^[a-zA-Z][a-zA-Z0-9+.-]*:([\s\S]*)$/.exec(text) ?? [];
  if (rest === undefined) return false;
  return (
    !rest.startsWith('//') || rest.startsWith('///') || (!/^\/\/[^/?#]*\s/.test(rest) && URL.canParse(`http:${rest}`))
  );
}
