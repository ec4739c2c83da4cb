import { list, number, own, record, text } from '../../../accept/read';
import { filled } from '../objects';
import { withoutPort } from '../request';
import type { Inbound } from '../request';
import type { RuleMatch } from './http-route';

/** The first filter of a type, of a rule. */
export function filterOf(
  { rule }: RuleMatch,
  type: string,
  field: string,
): Readonly<Record<string, unknown>> | undefined {
  const found = list(rule.filters).find((one) => record(one).type === type);
  return found === undefined ? undefined : record(record(found)[field]);
}

/** The path, with its query, that a rewrite or a redirect makes. */
export function newPath(modifier: unknown, { path }: RuleMatch, request: Inbound): string {
  const { type, replaceFullPath, replacePrefixMatch } = record(modifier);
  const query = request.target.slice(request.path.length);
  if (type === 'ReplaceFullPath') return (text(replaceFullPath) ?? '/') + query;
  if (type !== 'ReplacePrefixMatch' || path.type !== 'PathPrefix') return request.target;
  const rest = request.path.slice(path.value.replace(/\/$/, '').length);
  const joined = (text(replacePrefixMatch) ?? '').replace(/\/$/, '') + rest;
  return (joined === '' ? '/' : joined) + query;
}

/** Where a redirect sends, and with which status. Without a port it is that of the new scheme, or else of the listener. */
export function redirectOf(
  filter: Readonly<Record<string, unknown>>,
  match: RuleMatch,
  request: Inbound,
  listenerPort: number,
): { readonly to: string; readonly status: number } {
  const scheme = filled(filter.scheme) ?? request.scheme;
  const known = own({ http: 80, https: 443 }, scheme);
  const port = number(filter.port) ?? (filled(filter.scheme) === undefined ? listenerPort : known);
  const host = filled(filter.hostname) ?? withoutPort(request.authority);
  const shown = port === undefined || port === known ? '' : `:${port}`;
  const path = newPath(filter.path, match, request);
  return { to: `${scheme}://${host}${shown}${path}`, status: number(filter.statusCode) ?? 302 };
}
