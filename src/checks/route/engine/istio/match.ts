import { list, number, record, text } from '../../../accept/read';
import type { Inbound } from '../request';
import type { Place } from '../types';
import { gatewayName } from './names';
import { asksPresence, fits, stringMatch } from './string-match';
import type { StringMatch } from './string-match';

/** One `match` of a route of a VirtualService. */
export interface Match {
  readonly place: Place;
  readonly uri?: StringMatch;
  readonly ignoreUriCase: boolean;
  readonly scheme?: StringMatch;
  readonly method?: StringMatch;
  readonly authority?: StringMatch;
  readonly headers: ReadonlyMap<string, StringMatch>;
  readonly withoutHeaders: ReadonlyMap<string, StringMatch>;
  readonly queryParams: ReadonlyMap<string, StringMatch>;
  /** The port of the server of the Gateway; 0 for any. */
  readonly port: number;
  readonly sourceLabels: ReadonlyMap<string, string>;
  readonly sourceNamespace: string;
  /** `namespace/name`. */
  readonly gateways: readonly string[];
}

/** Reads one `match`; `namespace` is that of its VirtualService. */
export function readMatch(value: unknown, place: Place, namespace: string): Match {
  const given = record(value);
  return {
    place,
    uri: stringMatch(given.uri),
    ignoreUriCase: given.ignoreUriCase === true,
    scheme: stringMatch(given.scheme),
    method: stringMatch(given.method),
    authority: stringMatch(given.authority),
    headers: mapOf(given.headers),
    withoutHeaders: mapOf(given.withoutHeaders),
    queryParams: mapOf(given.queryParams),
    port: number(given.port) ?? 0,
    sourceLabels: new Map(
      Object.entries(record(given.sourceLabels)).flatMap(([key, one]) => (typeof one === 'string' ? [[key, one]] : [])),
    ),
    sourceNamespace: text(given.sourceNamespace) ?? '',
    gateways: list(given.gateways).flatMap((one) => (typeof one === 'string' ? [gatewayName(one, namespace)] : [])),
  };
}

function mapOf(value: unknown): ReadonlyMap<string, StringMatch> {
  return new Map(
    Object.entries(record(value)).map(([name, one]) => [name, stringMatch(one) ?? { kind: 'none', value: '' }]),
  );
}

/** Whether it has no condition that a request could fail: istiod puts such routes last, and sends none behind them. */
export function isCatchAll(match: Match | undefined): boolean {
  if (!match) return true;
  const { uri, headers, withoutHeaders, queryParams, method, scheme, authority } = match;
  if (method ?? scheme ?? authority) return false;
  if (headers.size + withoutHeaders.size + queryParams.size > 0) return false;
  if (!uri || uri.kind === 'none') return true;
  return (uri.kind === 'prefix' && uri.value === '/') || (uri.kind === 'regex' && uri.value === '.*');
}

/** Whether a request fits, as Envoy decides: paths without their query, header names in any case, regular expressions as a whole. */
export function matches(match: Match | undefined, request: Inbound): boolean {
  if (!match) return true;
  if (!fitsPath(match, request.path)) return false;
  const single: [string, StringMatch | undefined][] = [
    [':method', match.method],
    [':authority', match.authority],
    [':scheme', match.scheme],
  ];
  for (const [name, one] of single) if (one && !fitsHeader(name, one, request)) return false;
  for (const [name, one] of match.headers) if (!fitsHeader(name, one, request)) return false;
  for (const [name, one] of match.withoutHeaders) if (!lacksHeader(name, one, request)) return false;
  for (const [name, one] of match.queryParams) {
    const value = request.query.get(name);
    if (value === undefined || !(asksPresence(one) || fits(one, value))) return false;
  }
  return true;
}

function fitsPath({ uri, ignoreUriCase }: Match, path: string): boolean {
  if (!uri || uri.kind === 'none') return true;
  if (!ignoreUriCase || uri.kind === 'regex') return fits(uri, path);
  return fits({ kind: uri.kind, value: uri.value.toLowerCase() }, path.toLowerCase());
}

/** A claim of a token, which is no header: without a token there is none. */
const CLAIM = /^@request\.auth\.claims[.[]/i;

function fitsHeader(name: string, match: StringMatch, { headers }: Inbound): boolean {
  if (CLAIM.test(name)) return false;
  const value = headers.get(name.toLowerCase());
  return value !== undefined && (asksPresence(match) || fits(match, value));
}

/** A header that is missing counts as empty here, except where only its presence is asked. */
function lacksHeader(name: string, match: StringMatch, { headers }: Inbound): boolean {
  if (CLAIM.test(name)) return true;
  const value = headers.get(name.toLowerCase());
  if (asksPresence(match)) return value === undefined;
  return !fits(match, value ?? '');
}
