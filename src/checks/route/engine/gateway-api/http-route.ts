import { byText } from '../../../../facts/by-text';
import { list, number, own, record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { createdAt, filled, nameOf, namespaceOf } from '../objects';
import { fitsWhole } from '../regex';
import type { Inbound } from '../request';
import type { Place } from '../types';
import { intersection } from '../hosts';
import { GATEWAY_API } from './listener';
import type { Listener } from './listener';

/** A value that is compared as it is, or as a regular expression. */
interface ValueMatch {
  readonly name: string;
  readonly regex: boolean;
  readonly value: string;
}

/** One match of one rule of an HTTPRoute. */
export interface RuleMatch {
  readonly place: Place;
  readonly route: Manifest;
  readonly rule: Readonly<Record<string, unknown>>;
  readonly ruleIndex: number;
  readonly path: { readonly type: string; readonly value: string };
  readonly method?: string;
  readonly headers: readonly ValueMatch[];
  readonly queryParams: readonly ValueMatch[];
}

/** Every match of an HTTPRoute. A rule without a match takes every path. */
export function ruleMatches(route: Manifest): RuleMatch[] {
  return list(record(route.object.spec).rules).flatMap((one, ruleIndex) => {
    const rule = record(one);
    const given = list(rule.matches);
    return (given.length === 0 ? [{}] : given).map((match, index) => {
      const { path, method, headers, queryParams } = record(match);
      const rest = given.length === 0 ? [] : ['matches', index];
      return {
        place: { manifest: route, path: ['spec', 'rules', ruleIndex, ...rest] },
        route,
        rule,
        ruleIndex,
        path: { type: text(record(path).type) ?? 'PathPrefix', value: text(record(path).value) ?? '/' },
        method: filled(method),
        headers: values(headers),
        queryParams: values(queryParams),
      };
    });
  });
}

/** Of several entries of one name only the first counts. */
function values(value: unknown): ValueMatch[] {
  const found = new Map<string, ValueMatch>();
  for (const one of list(value)) {
    const { type, name, value: asked } = record(one);
    const key = text(name)?.toLowerCase() ?? '';
    if (key === '' || found.has(key)) continue;
    found.set(key, { name: text(name)!, regex: type === 'RegularExpression', value: text(asked) ?? '' });
  }
  return [...found.values()];
}

/** Whether a request fits. A prefix is one of path elements: `/abc` takes `/abc/d` and not `/abcd`. */
export function fitsRequest({ path, method, headers, queryParams }: RuleMatch, request: Inbound): boolean {
  if (method !== undefined && method !== request.method) return false;
  if (path.type === 'Exact' && request.path !== path.value) return false;
  if (path.type === 'PathPrefix' && !fitsElements(path.value, request.path)) return false;
  if (path.type === 'RegularExpression' && !fitsWhole(path.value, request.path)) return false;
  const fits = (one: ValueMatch, value: string | undefined): boolean =>
    value !== undefined && (one.regex ? fitsWhole(one.value, value) : one.value === value);
  return (
    headers.every((one) => fits(one, request.headers.get(one.name.toLowerCase()))) &&
    queryParams.every((one) => fits(one, request.query.get(one.name)))
  );
}

/** Whether a path begins with all elements of a prefix; a slash at the end of the prefix is no element. */
export function fitsElements(prefix: string, path: string): boolean {
  const bare = prefix.replace(/\/$/, '');
  return path === bare || path.startsWith(`${bare}/`);
}

const RANK: Readonly<Record<string, number>> = { Exact: 3, PathPrefix: 2 };

/**
 * The order of the Gateway API among matches of one host: exact paths, the longest prefix, a method, more headers, more query
 * parameters, the older route, its name, the earlier rule. Regular expressions go last, as Istio has them.
 */
export function byPrecedence(a: RuleMatch, b: RuleMatch): number {
  const rank = (one: RuleMatch): number[] => [
    own(RANK, one.path.type) ?? 1,
    one.path.type === 'PathPrefix' ? one.path.value.replace(/\/$/, '').length : one.path.value.length,
    one.method === undefined ? 0 : 1,
    one.headers.length,
    one.queryParams.length,
  ];
  const [left, right] = [rank(a), rank(b)];
  const differs = left.findIndex((value, index) => value !== right[index]);
  if (differs >= 0) return right[differs]! - left[differs]!;
  const [made, other] = [createdAt(a.route), createdAt(b.route)];
  if (made !== other) return made - other;
  const name = ({ route }: RuleMatch): string => `${namespaceOf(route)}/${nameOf(route)}`;
  return byText(name(a), name(b)) || a.ruleIndex - b.ruleIndex;
}

/** Why a route is not attached by one of its parents, or the hosts that it serves there; `*` for any. */
export type Attachment =
  | { readonly listener: Listener; readonly hosts: readonly string[] }
  | { readonly listener?: Listener; readonly refusal: string };

/** What comes of each parent of a route that is a Gateway, and of each listener of it. */
export function attachments(route: Manifest, listeners: readonly Listener[], model: Model): Attachment[] {
  const { parentRefs, hostnames } = record(route.object.spec);
  const hosts = list(hostnames).flatMap((one) => (typeof one === 'string' ? [one.toLowerCase()] : []));
  return list(parentRefs).flatMap((one): Attachment[] => {
    const { group, kind, name, namespace, sectionName, port } = record(one);
    if ((text(group) ?? GATEWAY_API) !== GATEWAY_API || (text(kind) ?? 'Gateway') !== 'Gateway') return [];
    const of = filled(namespace) ?? namespaceOf(route);
    const asked = `Gateway ${of}/${text(name) ?? ''}`;
    const all = listeners.filter(({ gateway }) => nameOf(gateway) === name && namespaceOf(gateway) === of);
    if (all.length === 0) {
      const exists = model.ofKind(GATEWAY_API, 'Gateway').some((g) => nameOf(g) === name && namespaceOf(g) === of);
      return [{ refusal: exists ? `${asked} has no listener` : `there is no ${asked}` }];
    }
    const meant = all.filter(
      (listener) =>
        (sectionName === undefined || listener.name === sectionName) &&
        (port === undefined || listener.port === number(port)),
    );
    if (meant.length === 0) {
      const part = sectionName === undefined ? `on port ${number(port) ?? 0}` : `named ${text(sectionName) ?? ''}`;
      return [{ refusal: `${asked} has no listener ${part}` }];
    }
    return meant.map((listener) => attach(route, listener, hosts));
  });
}

function attach(route: Manifest, listener: Listener, hosts: readonly string[]): Attachment {
  const namespace = namespaceOf(route);
  if (!listener.allows(namespace, route.object.kind ?? ''))
    return {
      listener,
      refusal: `listener ${listener.name} takes no ${route.object.kind ?? ''} of namespace ${namespace}`,
    };
  const own = listener.hostname === '' ? ['*'] : [listener.hostname];
  const shared = hosts.length === 0 ? own : intersection(own, hosts);
  if (shared.length > 0) return { listener, hosts: shared };
  return {
    listener,
    refusal: `listener ${listener.name} is for ${listener.hostname}, the route for ${hosts.join(', ')}`,
  };
}
