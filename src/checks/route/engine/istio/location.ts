import type { Inbound } from '../request';
import { replaceEach } from '../regex';
import type { EnvoyRoute } from './virtual-hosts';
import type { Redirect } from './virtual-service';

/** The `Location` of a redirect, as Envoy writes it: what is not said stays as the request has it. */
export function location(redirect: Redirect, { server }: EnvoyRoute, request: Inbound): string {
  const scheme = redirect.scheme || request.scheme;
  const port = portOf(redirect, server.port, redirect.scheme || (server.tls ? 'https' : 'http'));
  const host = redirect.authority || requestHost(request, scheme, port);
  const path = pathOf(redirect.uri, request.target);
  return `${scheme}://${host}${port}${path.startsWith('/') ? '' : '/'}${path}`;
}

/** A path of its own brings the query of the request along, unless it has one. */
function pathOf(uri: string, target: string): string {
  if (uri === '') return target;
  const query = target.indexOf('?');
  return uri.includes('?') || query < 0 ? uri : uri + target.slice(query);
}

/** With a colon; empty where the port is that of the scheme or none is given. */
function portOf({ port, derivePort }: Redirect, listener: number, scheme: string): string {
  const wanted = derivePort === 'FROM_REQUEST_PORT' ? listener : (port ?? 0);
  if (wanted === 0 || (wanted === 80 && scheme === 'http') || (wanted === 443 && scheme === 'https')) return '';
  return `:${wanted}`;
}

/** The port of the request goes with another port, and where the scheme changes from the one it is the default of. */
function requestHost({ authority, scheme }: Inbound, newScheme: string, newPort: string): string {
  const colon = /:\d*$/.exec(authority);
  if (!colon) return authority;
  const isDefault = (scheme === 'https' && colon[0] === ':443') || (scheme === 'http' && colon[0] === ':80');
  return newPort !== '' || (newScheme !== scheme && isDefault) ? authority.slice(0, colon.index) : authority;
}

/** The path that the destination sees. A prefix is text: only its characters are replaced. Without a prefix the whole path is. */
export function rewrittenPath({ rule, match }: EnvoyRoute, request: Inbound): string {
  const { rewrite } = rule;
  const query = request.target.slice(request.path.length);
  if (rewrite?.regex) {
    const { match: pattern, rewrite: substitution } = rewrite.regex;
    return replaceEach(pattern, request.path, substitution) + query;
  }
  if (rewrite?.uri === undefined) return request.target;
  const uri = match?.uri;
  const taken = !uri || uri.kind === 'none' ? 1 : uri.kind === 'prefix' ? uri.value.length : request.path.length;
  return rewrite.uri + request.path.slice(taken) + query;
}
