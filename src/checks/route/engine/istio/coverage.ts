import { fitsWhole } from '../regex';
import { asksPresence, fits } from './string-match';
import type { StringMatch } from './string-match';
import { isCatchAll } from './match';
import type { Match } from './match';
import type { EnvoyRoute } from './virtual-hosts';

/** Whether every request that fits the second match fits the first. `false` also where nobody can tell. */
export function covers(first: Match | undefined, second: Match | undefined): boolean {
  if (!first || isCatchAll(first)) return true;
  if (!second) return false;
  if (!coversPath(first, second)) return false;
  for (const field of ['method', 'scheme', 'authority'] as const) {
    if (first[field] && !implies(second[field], first[field])) return false;
  }
  for (const [name, one] of first.headers) if (!implies(second.headers.get(name), one)) return false;
  for (const [name, one] of first.queryParams) if (!implies(second.queryParams.get(name), one)) return false;
  for (const [name, one] of first.withoutHeaders) {
    const other = second.withoutHeaders.get(name);
    if (other?.kind !== one.kind || other.value !== one.value) return false;
  }
  return true;
}

function coversPath(first: Match, second: Match): boolean {
  const [a, b] = [first.uri, second.uri];
  if (!a || a.kind === 'none' || (a.kind === 'prefix' && (a.value === '/' || a.value === ''))) return true;
  if (a.kind === 'regex' && (a.value === '.*' || a.value === '/.*')) return true;
  if (!b || b.kind === 'none') return false;
  if (a.kind === 'regex')
    return b.value === a.value && b.kind === 'regex'
      ? true
      : b.kind === 'exact' && !second.ignoreUriCase && fitsWhole(a.value, b.value);
  // One that reads case covers one that does not only where the text has no letters.
  if (second.ignoreUriCase && !first.ignoreUriCase && /[a-z]/i.test(a.value)) return false;
  const fold = (value: string): string => (first.ignoreUriCase ? value.toLowerCase() : value);
  if (a.kind === 'exact') return b.kind === 'exact' && fold(a.value) === fold(b.value);
  return fold(b.kind === 'regex' ? literalStart(b.value) : b.value).startsWith(fold(a.value));
}

/** Whether a value that fits `given` fits `asked` too. */
function implies(given: StringMatch | undefined, asked: StringMatch): boolean {
  if (!given) return false;
  if (asksPresence(asked)) return true;
  if (asksPresence(given)) return false;
  if (given.kind === asked.kind && given.value === asked.value) return true;
  if (given.kind === 'exact') return fits(asked, given.value);
  return asked.kind === 'prefix' && given.kind === 'prefix' && given.value.startsWith(asked.value);
}

/** The text with which every text begins that fits a pattern. */
export function literalStart(pattern: string): string {
  if (pattern.includes('|')) return '';
  const start = /^\^?([^\\.[\](){}*+?^$|]*)/.exec(pattern);
  const found = start?.[1] ?? '';
  const next = pattern[start?.[0].length ?? 0];
  return next === '*' || next === '?' || next === '{' ? found.slice(0, -1) : found;
}

/** Whether both fit the same requests. */
export function isSame(first: Match | undefined, second: Match | undefined): boolean {
  return covers(first, second) && covers(second, first);
}

/** What comes of a request on a route, as text that is equal for equal ends. */
export function endOf({ rule }: EnvoyRoute): string {
  const { redirect, directResponse, rewrite, destinations } = rule;
  if (redirect) return JSON.stringify(redirect);
  if (directResponse !== undefined) return `status ${directResponse}`;
  const to = destinations.map(({ host, port, subset, weight }) => [
    host,
    port,
    subset,
    destinations.length > 1 ? weight : 0,
  ]);
  return JSON.stringify([to, rewrite]);
}

/** The end of a route in words. */
export function showEnd({ rule }: EnvoyRoute): string {
  const { redirect, directResponse, destinations } = rule;
  if (redirect) return `a redirect to ${redirect.authority}${redirect.uri || '/'}`;
  if (directResponse !== undefined) return `status ${directResponse}`;
  return destinations.map(({ host, port }) => (port === undefined ? host : `${host}:${port}`)).join(', ');
}
