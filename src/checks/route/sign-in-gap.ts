import type { Rule } from '../rule';
import type { EnvoyRoute } from './engine/istio/virtual-hosts';
import { shortHost } from './engine/istio/names';
import { conditions } from './engine/istio/show';
import type { Guard } from './engine/istio/sign-in';
import { title } from './engine/objects';
import { istioViews } from './gateways';
import { documents, gateway, service, to, virtualService } from './page-parts';

const POLICY = (paths: string): string => `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: sign-in
  namespace: istio-system
spec:
  selector:
    matchLabels:
      istio: ingressgateway
  action: CUSTOM
  provider:
    name: oauth2-proxy
  rules:
    - to:
        - operation:
            notPaths: [${paths}]
`;

/** NET012: a Service is not both behind the sign-in and beside it. */
export const signInGap: Rule = {
  id: 'NET012',
  title: 'path around the sign-in',
  severity: 'warning',
  fix: 'take the path out of what the sign-in leaves out, or suppress the finding with the reason why the path is public',
  why: 'whoever knows the path reaches the same pods without signing in',
  page: {
    reports:
      'a route that the external authorization of its gateway (an AuthorizationPolicy of action CUSTOM, or an EnvoyFilter that inserts `ext_authz`) does not ask for, by path or by host, where another route to the same Service is asked for. What is never asked for, such as the login pages of an identity provider, is not reported. It is a warning, because a path may be public on purpose.',
    mend: "Let the sign-in ask for every path of the Service, and give public pages a Service of their own. A pattern such as '/pages*' opens '/pages-admin' too.",
    before: documents(
      gateway(),
      POLICY("'/public/*'"),
      virtualService('studio', to('web', '/public/') + to('web', '/')),
      service('web'),
    ),
    after: documents(
      gateway(),
      POLICY("'/login/*'"),
      virtualService('studio', to('login', '/login/') + to('web', '/')),
      service('web'),
      service('login'),
    ),
  },
  *check(model) {
    const said = new Set<unknown>();
    for (const { gateway: view } of istioViews(model)) {
      const { guards } = view.signIn;
      if (guards.length === 0) continue;
      const guarded = new Set<string>();
      const open: { route: EnvoyRoute; to: string; guard: Guard }[] = [];
      for (const { hosts } of view.tables.all()) {
        for (const { domain, routes } of hosts.values()) {
          for (const route of routes) {
            const ends = route.rule.destinations.map(({ host }) => host);
            const around = guards.find((guard) => !asks(guard, route, domain));
            for (const end of ends) {
              if (around) open.push({ route, to: end, guard: around });
              else guarded.add(end);
            }
          }
        }
      }
      for (const { route, to: end, guard } of open) {
        const place = route.match?.place ?? route.rule.place;
        const key = route.match ?? route.rule;
        if (!guarded.has(end) || said.has(key)) continue;
        said.add(key);
        yield {
          ...place,
          message: `${conditions(route.match)} leads to ${shortHost(end)} without ${title(guard.place.manifest)}, which other routes to it pass`,
        };
      }
    }
  },
};

/** Whether a guard asks for the requests of a route, judged by the path that its match begins with. */
function asks(guard: Guard, { match, server }: EnvoyRoute, domain: string): boolean {
  const uri = match?.uri;
  const host = domain.replace(/^\*\.?/, (star) => (star === '*' ? 'any.invalid' : 'any.'));
  const path = uri && (uri.kind === 'exact' || uri.kind === 'prefix') && uri.value !== '' ? uri.value : '/';
  const method = match?.method?.kind === 'exact' ? match.method.value : 'GET';
  const request = { path, host, authority: host, method, port: server.port };
  return guard.asks(request) && !guard.open.some((prefix) => path.startsWith(prefix));
}
