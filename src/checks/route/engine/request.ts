import { isIP } from 'net';
import { kindOf, nearest } from '../../../facts/given';
import { isMapping } from '../../../facts/is-mapping';
import { record } from '../../accept/read';
import { InputError } from '../../model/input-error';
import type { RouteRequest } from './types';

/** A request as the gateway sees it, its parts taken apart once. */
export interface Inbound {
  readonly method: string;
  readonly scheme: 'http' | 'https';
  /** The `Host` header: the host in its own case, and the port where it is given. */
  readonly authority: string;
  /** The host of {@link authority} in lower case, without a port. */
  readonly host: string;
  /** The host of the URL in lower case, which a TLS client names first. */
  readonly serverName: string;
  readonly port: number;
  /** The path with its query, as it stands in the URL. */
  readonly target: string;
  /** The path alone. */
  readonly path: string;
  /** The first value of each query parameter, not decoded, as Envoy compares it. */
  readonly query: ReadonlyMap<string, string>;
  /** By name in lower case; `:method`, `:authority`, `:scheme`, `:path` and `host` among them. */
  readonly headers: ReadonlyMap<string, string>;
  /** The address of the client, where the question gives it. */
  readonly sourceIp?: string;
  /** The claims of a valid token, where the question gives them. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

const METHOD = /^[A-Za-z!#$%&'*+.^_`|~0-9-]+$/;
const URL_PARTS = /^(https?):\/\/([^/?#]*)([^#]*)/i;

/**
 * Takes a request apart.
 *
 * @param place how an error names the request, such as `requests.json: [3]`
 * @throws `InputError` where the method, the URL or a header is none
 */
export function inbound(request: RouteRequest, place: string): Inbound {
  const { url, headers: given = {} } = request;
  requireRead(place, 'url', url, typeof url === 'string', 'text');
  requireRead(place, 'headers', given, isMapping(given), 'an object of names and values');
  const method = request.method ?? 'GET';
  if (!METHOD.test(method)) throw new InputError(place, `method '${method}' is no method of HTTP`);
  const match = URL_PARTS.exec(url);
  if (!match) throw new InputError(place, `url '${url}' is not http://HOST/PATH or https://HOST/PATH`);
  const scheme = match[1]!.toLowerCase() as 'http' | 'https';
  const { host: serverName, port } = hostAndPort(match[2]!, url, place);
  const rest = match[3]!;
  const target = rest.startsWith('/') ? rest : `/${rest}`;
  const headers = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  const authority = headers.get('host') ?? headers.get(':authority') ?? match[2]!.replace(/^[^@]*@/, '');
  const pseudo = { ':method': method, ':authority': authority, host: authority, ':scheme': scheme, ':path': target };
  for (const [name, value] of Object.entries(pseudo)) headers.set(name, value);
  return {
    method,
    scheme,
    authority,
    host: withoutPort(authority).toLowerCase(),
    serverName: serverName.toLowerCase(),
    port: port ?? (scheme === 'https' ? 443 : 80),
    target,
    path: target.split('?', 1)[0]!,
    query: queryOf(target),
    headers,
    ...(request.sourceIp === undefined ? {} : { sourceIp: addressOf(request.sourceIp, place) }),
    ...(request.claims === undefined ? {} : { claims: request.claims }),
  };
}

function requireRead(place: string, field: string, given: unknown, fits: boolean, allowed: string): void {
  if (!fits) throw new InputError(place, `${field} is ${kindOf(given)}, allowed is ${allowed}`);
}

function addressOf(given: string, place: string): string {
  if (isIP(given) === 0) throw new InputError(place, `sourceIp '${given}' is no IP address`);
  return given;
}

function hostAndPort(authority: string, url: string, place: string): { host: string; port?: number } {
  const match = /^(?:[^@]*@)?(\[[0-9a-fA-F:.]+\]|[^:[\]\s]+)(?::(\d*))?$/.exec(authority);
  if (!match) throw new InputError(place, `url '${url}' has no usable host`);
  if (!match[2]) return { host: match[1]! };
  const port = Number(match[2]);
  if (port < 1 || port > 65535) throw new InputError(place, `url '${url}' has port ${port}, allowed are 1 to 65535`);
  return { host: match[1]!, port };
}

/** A host without the port behind it. */
export function withoutPort(authority: string): string {
  return authority.replace(/:\d*$/, '');
}

function queryOf(target: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const start = target.indexOf('?');
  if (start < 0) return found;
  for (const part of target.slice(start + 1).split('&')) {
    const equals = part.indexOf('=');
    const [name, value] = equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
    if (part !== '' && !found.has(name)) found.set(name, value);
  }
  return found;
}

const FIELDS = ['method', 'url', 'headers', 'sourceIp', 'claims'];

/**
 * A request of a file of requests: `{ method, url, headers, sourceIp, claims }`. Other fields are passed over, unless they are a slip of one.
 *
 * @throws `InputError` where it is none
 */
export function readRequest(value: unknown, place: string): RouteRequest {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InputError(place, 'is not a mapping with method, url and headers');
  for (const field of Object.keys(value)) {
    // Others, such as a note, are passed over; a short word is near to many.
    const meant = FIELDS.includes(field) || field.length < 5 ? undefined : nearest(field, FIELDS);
    if (meant !== undefined) throw new InputError(place, `has the unknown field '${field}'; did you mean '${meant}'?`);
  }
  const { method, url, headers, sourceIp, claims } = record(value);
  if (typeof url !== 'string') throw new InputError(place, 'needs url, as text');
  if (method !== undefined && method !== null && typeof method !== 'string')
    throw new InputError(place, 'method is not text');
  if (sourceIp !== undefined && typeof sourceIp !== 'string') throw new InputError(place, 'sourceIp is not text');
  if (claims !== undefined && (typeof claims !== 'object' || claims === null || Array.isArray(claims)))
    throw new InputError(place, 'claims is not a mapping of claim to value');
  const request = {
    method: method ?? undefined,
    url,
    headers: headersOf(headers, place),
    ...(sourceIp === undefined ? {} : { sourceIp }),
    ...(claims === undefined ? {} : { claims: record(claims) }),
  };
  inbound(request, place);
  return request;
}

function headersOf(value: unknown, place: string): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new InputError(place, 'headers is not a mapping');
  for (const [name, one] of Object.entries(value)) {
    if (typeof one !== 'string') throw new InputError(place, `header '${name}' is not text`);
  }
  return { ...(value as Record<string, string>) };
}
