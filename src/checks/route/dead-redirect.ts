import { InputError } from '../model/input-error';
import type { Rule } from '../rule';
import type { IstioGateway } from './engine/istio/istio';
import type { EnvoyRoute } from './engine/istio/virtual-hosts';
import { lookUp } from './engine/hosts';
import { inbound } from './engine/request';
import type { Inbound } from './engine/request';
import type { Outcome, RouteRequest } from './engine/types';
import { istioViews } from './gateways';
import { documents, gateway, service, to, virtualService } from './page-parts';

const REDIRECT = `    - match:
        - uri:
            exact: /
      redirect:
        uri: /home/
`;

/** NET010: a redirect leads to a URL that a route serves. */
export const deadRedirect: Rule = {
  id: 'NET010',
  title: 'redirect that leads nowhere',
  severity: 'warning',
  fix: 'redirect to a path that a route of the host takes',
  why: 'the client follows the redirect and gets 404, or is sent in a circle until it gives up',
  page: {
    reports:
      'a redirect of a VirtualService to a host of the same gateway where no route takes the new URL, or where the redirects that follow come back to a URL that was asked before. It is tried with the path of the match and the headers that it asks for; a match by a regular expression is not tried, nor is a URL of another host, of a port that the gateway does not have, or of HTTPS where another proxy may be in front.',
    mend: 'Follow it by hand: `cdk8s-ml-platform route` prints each hop of a URL.',
    before: documents(gateway(), virtualService('studio', REDIRECT + to('web', '/pages/')), service('web')),
    after: documents(gateway(), virtualService('studio', REDIRECT + to('web', '/home/')), service('web')),
  },
  *check(model) {
    const said = new Set<unknown>();
    for (const { gateway: view } of istioViews(model)) {
      for (const { hosts } of view.tables.all()) {
        for (const { domain, routes } of hosts.values()) {
          for (const route of routes) {
            const { rule } = route;
            if (!rule.redirect || said.has(rule)) continue;
            const request = sample(route, domain);
            const problem = request && problemOf(request, view);
            if (!problem) continue;
            said.add(rule);
            yield { manifest: rule.place.manifest, path: [...rule.place.path, 'redirect'], message: problem };
          }
        }
      }
    }
  },
};

/** A request that the match of a route takes; `undefined` where none can be made up. */
function sample({ match, server, rule }: EnvoyRoute, domain: string): RouteRequest | undefined {
  const host = domain.replace(/^\*\.?/, (star) => (star === '*' ? 'any.invalid' : 'any.'));
  const uri = match?.uri;
  if (uri?.kind === 'regex' || match?.authority || match?.scheme || (match && match.queryParams.size > 0))
    return undefined;
  if (rule.redirect?.scheme === 'https' && !server.tls) return undefined;
  const headers: Record<string, string> = {};
  for (const [name, one] of match?.headers ?? []) {
    if (one.kind === 'regex' || name.startsWith('@')) return undefined;
    headers[name] = one.kind === 'none' ? 'any' : one.value;
  }
  const method = match?.method?.kind === 'exact' ? match.method.value : 'GET';
  const path = uri === undefined || uri.kind === 'none' || !uri.value.startsWith('/') ? '/' : uri.value;
  const scheme = server.protocol === 'HTTPS' ? 'https' : 'http';
  const port = server.port === (scheme === 'https' ? 443 : 80) ? '' : `:${server.port}`;
  return { method, url: `${scheme}://${host}${port}${path}`, headers };
}

function problemOf(request: RouteRequest, view: IstioGateway): string | undefined {
  const seen = new Set<string>();
  let { url } = request;
  for (let hops = 0; hops < 20; hops += 1) {
    const outcome = ask(view, { ...request, url });
    if (!outcome) return undefined;
    if (outcome.status === 404 && hops > 0) return `${request.url} is sent to ${url}, which no route takes`;
    if (outcome.redirect === null) return undefined;
    seen.add(url);
    url = outcome.redirect;
    if (seen.has(url)) return `${request.url} is sent in a circle by way of ${url}`;
  }
  return undefined;
}

/** What the gateway answers, where a host of its own is asked. */
function ask(view: IstioGateway, request: RouteRequest): Outcome | undefined {
  const seen = readable(request);
  if (!seen) return undefined;
  const port = view.tables.merged.ports.get(seen.port);
  const table = port && view.tables.table(port, seen.serverName, seen.scheme === 'http');
  return table && lookUp(table.hosts, seen.host) ? view.answer(seen) : undefined;
}

/** The request as the gateway reads it; none where a host, a port or a redirect is odd, so that no client could ask. */
function readable(request: RouteRequest): Inbound | undefined {
  try {
    return inbound(request, 'request');
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
