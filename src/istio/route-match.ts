import { byText } from '../facts/by-text';
import type { HeaderMatch, Route } from '../core/route';

/** What a table renders for: Istio's prefix is text, that of the Gateway API is whole segments. */
export type RouteApi = 'istio' | 'gateway';

/** The path of a route by kind. */
export interface PathMatch {
  readonly kind: 'exact' | 'prefix' | 'regex';
  readonly value: string;
}

/** The path that a route matches, as the API reads it: to the Gateway API the prefixes `/a` and `/a/` are one. */
export function pathOf({ exact, prefix, regex }: Route, api: RouteApi): PathMatch {
  if (exact !== undefined) return { kind: 'exact', value: exact };
  if (regex !== undefined) return { kind: 'regex', value: regex };
  const text = prefix!;
  return { kind: 'prefix', value: api === 'gateway' && text.length > 1 ? text.replace(/\/$/, '') : text };
}

/** Headers of a route by name in lower case, sorted. */
export function headersOf({ headers = {} }: Route): [name: string, match: HeaderMatch][] {
  const lower = Object.entries(headers).map(([name, match]): [string, HeaderMatch] => [name.toLowerCase(), match]);
  return lower.sort(([a], [b]) => byText(a, b));
}

/** One text for each method that a route takes; two routes with one text in common take the same requests. */
export function matchKeys(route: Route, api: RouteApi): string[] {
  const { kind, value } = pathOf(route, api);
  const headers = headersOf(route).map(([name, match]) => `${name} ${Object.entries(match).flat().join(' ')}`);
  return methodsOf(route).map((method) => JSON.stringify([kind, value, method, headers]));
}

/** The methods of a route, each once and sorted; an empty text stands for every method. */
export function methodsOf({ methods }: Route): string[] {
  return methods ? [...new Set(methods)].sort() : [''];
}

/** What becomes of the requests of a route, as one text. */
export function actionKey({ to, redirect, rewrite, timeout, requestHeaders }: Route): string {
  return JSON.stringify(sorted({ to, redirect, rewrite, timeout, requestHeaders }));
}

/** A route's match in words, such as `POST of prefix /a/ with header x`. */
export function describeMatch(route: Route, api: RouteApi): string {
  const { kind, value } = pathOf(route, api);
  const names = headersOf(route).map(([name]) => name);
  const methods = route.methods ? `${methodsOf(route).join(', ')} of ` : '';
  return `${methods}${kind} ${value}${names.length > 0 ? ` with header ${names.join(', ')}` : ''}`;
}

/** Where a route sends its requests, in words. */
export function describeAction({ to, redirect, rewrite, timeout, requestHeaders }: Route): string {
  const extra = Object.entries({ rewrite, timeout, requestHeaders }).filter(([, value]) => value !== undefined);
  const place = to
    ? `${to.service}.${to.namespace}:${to.port}${to.subset === undefined ? '' : ` subset ${to.subset}`}`
    : `a redirect ${JSON.stringify(sorted(redirect))}`;
  return [place, ...extra.map(([name, value]) => `${name} ${JSON.stringify(sorted(value))}`)].join(' with ');
}

/**
 * Which of two routes is asked first: exact paths, then the longest text, a regular expression counting as long as the text it begins
 * with and before a prefix of that length; then those that ask for a method, then those that ask for more headers. What is left is
 * decided by the text of the match, so that the order of registration never counts.
 */
export function compareRoutes(a: Route, b: Route, api: RouteApi): number {
  const [left, right] = [rank(a, api), rank(b, api)];
  for (const [index, value] of left.entries()) {
    const difference =
      typeof value === 'number' ? value - (right[index] as number) : byText(value, String(right[index]));
    if (difference !== 0) return difference;
  }
  return 0;
}

function rank(route: Route, api: RouteApi): (number | string)[] {
  const { kind, value } = pathOf(route, api);
  // A regular expression without such a text takes paths all the same, which begin with '/'.
  const length = kind === 'regex' ? Math.max(1, literalHead(value).length) : value.length;
  return [
    kind === 'exact' ? 0 : 1,
    kind === 'exact' ? 0 : -length,
    kind === 'regex' ? 0 : 1,
    value,
    route.methods ? 0 : 1,
    -headersOf(route).length,
    matchKeys(route, api).join(),
    route.name,
  ];
}

/** Whether every request that `behind` takes is taken by the prefix of `first`, whatever its method and headers. */
export function hides(first: Route, behind: Route, api: RouteApi): boolean {
  const [prefix, path] = [pathOf(first, api), pathOf(behind, api)];
  if (prefix.kind !== 'prefix' || first.methods || headersOf(first).length > 0) return false;
  return prefix.value === '/' || (path.kind === 'regex' && literalHead(path.value).startsWith(`${prefix.value}/`));
}

/** The text with which everything begins that a regular expression matches; empty where it can't be told. */
export function literalHead(regex: string): string {
  const source = regex.replace(/^\^/, '');
  if (source.includes('|') || source.startsWith('(?')) return '';
  const [head] = /^(?:[^\\.+*?()[\]{}^$]|\\[^A-Za-z0-9])*/.exec(source)!;
  // A quantifier belongs to the last character: `/a*` begins with `/` alone.
  const text = /^[*?{]/.test(source.slice(head.length)) ? head.replace(/\\?[\s\S]$/, '') : head;
  return text.replace(/\\([\s\S])/g, '$1');
}

/** Plain data with its keys in order, so that equal data is equal text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => byText(a, b)).map(([key, field]) => [key, sorted(field)]));
}
