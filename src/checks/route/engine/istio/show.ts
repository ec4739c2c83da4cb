import { formatPath } from '../../../field-path';
import type { Match } from './match';
import { show } from './string-match';
import type { StringMatch } from './string-match';
import type { HttpRule } from './virtual-service';

/** A route as hops and messages show it: `http[1].match[0]: uri prefix /api, method exact GET`. */
export function showMatch(match: Match | undefined, rule: HttpRule): string {
  const path = (match?.place ?? rule.place).path;
  return `${formatPath(path.slice(1))}: ${conditions(match)}`;
}

/** The conditions of a match in words; `every request` where it has none. */
export function conditions(match: Match | undefined): string {
  if (!match) return 'every request';
  const single: [string, StringMatch | undefined][] = [
    [match.ignoreUriCase ? 'uri in any case' : 'uri', match.uri],
    ['method', match.method],
    ['authority', match.authority],
    ['scheme', match.scheme],
  ];
  const parts = single.flatMap(([name, one]) => (one && one.kind !== 'none' ? [`${name} ${show(one)}`] : []));
  for (const [name, one] of match.headers) parts.push(`header ${name} ${show(one)}`);
  for (const [name, one] of match.withoutHeaders) parts.push(`without header ${name} ${show(one)}`);
  for (const [name, one] of match.queryParams) parts.push(`query ${name} ${show(one)}`);
  return parts.length === 0 ? 'every request' : parts.join(', ');
}
