import type { IConstruct } from 'constructs';
import { byText } from '../facts/by-text';
import { fail } from '../core/fail';
import { withoutEmpty } from '../core/copy';
import type { HeaderMatch, RequestHeaderChanges, Route } from '../core/route';
import { headersOf, methodsOf, pathOf } from './route-match';

/** How many rules an HTTPRoute may have. */
export const MAX_RULES = 16;

const PATH_TYPE = { exact: 'Exact', prefix: 'PathPrefix', regex: 'RegularExpression' } as const;

/** Fails where a route asks for what the Gateway API has not. */
export function requireHttpRoute(owner: IConstruct, { name, to, redirect }: Route): void {
  if (to?.subset !== undefined)
    throw fail(
      owner,
      `route '${name}' has subset '${to.subset}', which the Gateway API has not; name a Service of its own`,
    );
  if (redirect?.host !== undefined && /[^-.a-z0-9]/.test(redirect.host))
    throw fail(
      owner,
      `redirect of route '${name}' has host '${redirect.host}', allowed with the Gateway API is a name without a port`,
    );
}

/** The rules of a route: one, or one a method where the prefix is replaced, which a rule of several matches may not do. */
export function httpRouteRules(route: Route): Record<string, unknown>[] {
  const { kind, value } = pathOf(route, 'gateway');
  const headers = headersOf(route).map(([name, match]) => ({ name, ...headerMatch(match) }));
  const matches = methodsOf(route).map((method) =>
    withoutEmpty({ path: { type: PATH_TYPE[kind], value }, method: method === '' ? undefined : method, headers }),
  );
  const rest = withoutEmpty({
    filters: filters(route),
    backendRefs: route.to && [{ name: route.to.service, namespace: route.to.namespace, port: route.to.port }],
    timeouts: route.timeout === undefined ? undefined : { request: route.timeout },
  });
  const alone = kind === 'prefix' && route.rewrite !== undefined && matches.length > 1;
  if (!alone) return [{ name: route.name, matches, ...rest }];
  return matches.map((match) => ({
    name: `${route.name}-${String(match.method).toLowerCase()}`,
    matches: [match],
    ...rest,
  }));
}

function headerMatch({ exact, prefix, regex }: HeaderMatch): Record<string, string> {
  if (exact !== undefined) return { type: 'Exact', value: exact };
  const pattern = regex ?? `${prefix!.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}.*`;
  return { type: 'RegularExpression', value: pattern };
}

function filters(route: Route): Record<string, unknown>[] {
  const { redirect, rewrite, prefix, requestHeaders } = route;
  const found: Record<string, unknown>[] = [];
  if (requestHeaders)
    found.push({ type: 'RequestHeaderModifier', requestHeaderModifier: headerChanges(requestHeaders) });
  if (rewrite !== undefined) {
    const path =
      prefix === undefined
        ? { type: 'ReplaceFullPath', replaceFullPath: rewrite }
        : { type: 'ReplacePrefixMatch', replacePrefixMatch: rewrite };
    found.push({ type: 'URLRewrite', urlRewrite: { path } });
  }
  if (redirect) {
    const { host, path, scheme, code = 301 } = redirect;
    const requestRedirect = withoutEmpty({
      scheme,
      hostname: host,
      path: path === undefined ? undefined : { type: 'ReplaceFullPath', replaceFullPath: path },
      // The Gateway API's own default is another than Istio's.
      statusCode: code,
    });
    found.push({ type: 'RequestRedirect', requestRedirect });
  }
  return found;
}

function headerChanges({ set, add, remove }: RequestHeaderChanges): Record<string, unknown> {
  const pairs = (map: Readonly<Record<string, string>> = {}): { name: string; value: string }[] =>
    Object.entries(map).map(([name, value]) => ({ name, value }));
  return withoutEmpty({ set: pairs(set), add: pairs(add), remove });
}

/** The Services of one namespace that routes go to, each once. */
export function servicesIn(routes: readonly Route[], namespace: string): string[] {
  const names = routes.flatMap(({ to }) => (to?.namespace === namespace ? [to.service] : []));
  return [...new Set(names)].sort(byText);
}
