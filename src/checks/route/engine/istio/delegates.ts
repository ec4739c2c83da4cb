import type { HttpRule, VirtualService } from './virtual-service';
import type { Match } from './match';
import type { StringMatch } from './string-match';

/** A route whose delegate gives it nothing: there is none of the name, or it is not for this namespace. */
export interface LostDelegate {
  readonly rule: HttpRule;
  readonly reason: string;
}

/** The routes of a VirtualService, those of its delegates in the place of the entries that name them. */
export function withDelegates(
  root: VirtualService,
  delegates: ReadonlyMap<string, VirtualService>,
  onLost: (lost: LostDelegate) => void = () => undefined,
): readonly HttpRule[] {
  if (!root.http.some(({ delegate }) => delegate)) return root.http;
  return root.http.flatMap((rule) => {
    if (!rule.delegate) return [rule];
    const { name, namespace } = rule.delegate;
    const delegate = delegates.get(`${namespace}/${name}`);
    if (!delegate) {
      onLost({ rule, reason: `there is no VirtualService ${namespace}/${name} without hosts` });
      return [];
    }
    const { exportTo } = delegate;
    if (exportTo.length > 0 && !exportTo.includes('*') && !exportTo.includes(root.namespace)) {
      onLost({ rule, reason: `VirtualService ${namespace}/${name} is not exported to namespace ${root.namespace}` });
      return [];
    }
    return delegate.http.flatMap((one) => {
      const merged = mergeRule(rule, one);
      if (!merged) onLost({ rule: one, reason: 'its match is no part of the match that delegates to it' });
      return merged ? [merged] : [];
    });
  });
}

/** VirtualServices without hosts, which others delegate to, by `namespace/name`. */
export function delegatesOf(services: readonly VirtualService[]): ReadonlyMap<string, VirtualService> {
  return new Map(services.flatMap((one) => (one.hosts.length === 0 ? [[`${one.namespace}/${one.name}`, one]] : [])));
}

function mergeRule(root: HttpRule, leaf: HttpRule): HttpRule | undefined {
  const matches = mergeMatches(root.matches, leaf.matches);
  if (!matches) return undefined;
  return {
    ...leaf,
    matches,
    rewrite: leaf.rewrite ?? root.rewrite,
    directResponse: leaf.directResponse ?? root.directResponse,
    ...(leaf.hasHeaders ? {} : { authority: root.authority, hasHeaders: root.hasHeaders }),
  };
}

/** Each match of the delegate with each of the root that it is a part of; `undefined` where one is a part of none. */
function mergeMatches(root: readonly Match[], leaf: readonly Match[]): readonly Match[] | undefined {
  if (root.length === 0) return leaf;
  if (leaf.length === 0) return root;
  const out: Match[] = [];
  for (const one of leaf) {
    const parents = root.filter((parent) => !conflict(parent, one));
    if (parents.length === 0) return undefined;
    out.push(...parents.map((parent) => mergeMatch(parent, one)));
  }
  return out;
}

function mergeMatch(root: Match, leaf: Match): Match {
  return {
    ...leaf,
    uri: leaf.uri ?? root.uri,
    scheme: leaf.scheme ?? root.scheme,
    method: leaf.method ?? root.method,
    authority: leaf.authority ?? root.authority,
    headers: new Map([...root.headers, ...leaf.headers]),
    withoutHeaders: new Map([...root.withoutHeaders, ...leaf.withoutHeaders]),
    queryParams: new Map([...root.queryParams, ...leaf.queryParams]),
    port: leaf.port || root.port,
    sourceLabels: new Map([...root.sourceLabels, ...leaf.sourceLabels]),
    sourceNamespace: leaf.sourceNamespace || root.sourceNamespace,
    gateways: leaf.gateways.length > 0 ? leaf.gateways : root.gateways,
  };
}

function conflict(root: Match, leaf: Match): boolean {
  for (const field of ['uri', 'scheme', 'method', 'authority'] as const) {
    if (textConflict(root[field], leaf[field])) return true;
  }
  for (const field of ['headers', 'withoutHeaders', 'queryParams'] as const) {
    for (const [name, one] of leaf[field]) if (textConflict(root[field].get(name), one)) return true;
  }
  if (root.ignoreUriCase !== leaf.ignoreUriCase) return true;
  if (root.port > 0 && leaf.port > 0 && root.port !== leaf.port) return true;
  if (root.sourceNamespace !== '' && leaf.sourceNamespace !== root.sourceNamespace) return true;
  for (const [name, value] of leaf.sourceLabels) {
    const asked = root.sourceLabels.get(name);
    if (asked !== undefined && asked !== value) return true;
  }
  if (root.gateways.length === 0 || leaf.gateways.length === 0) return false;
  return leaf.gateways.length > root.gateways.length || leaf.gateways.some((one) => !root.gateways.includes(one));
}

/** Whether what the delegate asks of a text is no part of what the root asks. Nobody can tell for two regular expressions. */
function textConflict(root: StringMatch | undefined, leaf: StringMatch | undefined): boolean {
  if (!root || !leaf) return false;
  const given = (match: StringMatch, kind: StringMatch['kind']): boolean => match.kind === kind && match.value !== '';
  const says = (match: StringMatch): boolean => match.value !== '';
  if (given(root, 'regex') && says(leaf)) return true;
  if (given(leaf, 'regex') && says(root)) return true;
  if (given(root, 'exact')) return !(leaf.kind === 'exact' && leaf.value === root.value);
  if (given(root, 'prefix') && (given(leaf, 'prefix') || given(leaf, 'exact')))
    return !leaf.value.startsWith(root.value);
  return true;
}
