import type { Rule } from '../rule';
import { isSubset, isWildcard } from './engine/hosts';
import { isCatchAll } from './engine/istio/match';
import type { VirtualHost } from './engine/istio/virtual-hosts';
import { title } from './engine/objects';
import { routeViews } from './gateways';
import { documents, gateway, service, to, virtualService } from './page-parts';

/** NET004: a VirtualService of a wildcard host is not hidden by one of a host of its own. */
export const hiddenWildcard: Rule = {
  id: 'NET004',
  title: 'routes of a wildcard host that a narrower host hides',
  severity: 'warning',
  fix: 'give both VirtualServices the narrower host, or a route for every path to the narrower one',
  why: 'Envoy looks at one host only, so a request for the narrower one never comes to the routes of the wildcard and gets 404',
  page: {
    reports:
      'a VirtualService of a wildcard host, such as `*`, beside another of the same namespace and the same Gateway for a host that the wildcard takes, where the narrower one has no route for every path. Objects of other namespaces or Gateways are taken to be meant apart. It is a warning, because the hosts may be meant apart here as well.',
    mend: 'Add the narrower host to `hosts` of the wildcard VirtualService, and its routes count for it too.',
    before: documents(
      gateway(),
      virtualService('all', to('web', '/pages'), '*'),
      virtualService('studio', to('api', '/api')),
      service('web'),
      service('api'),
    ),
    after: documents(
      gateway(),
      virtualService('all', to('web', '/pages')),
      virtualService('studio', to('api', '/api')),
      service('web'),
      service('api'),
    ),
  },
  *check(model) {
    const said = new Set<string>();
    for (const { gateway: view } of routeViews(model)) {
      for (const { hosts } of view.tables.all()) {
        const wide = [...hosts.values()].filter(({ domain }) => isWildcard(domain));
        for (const narrow of hosts.values()) {
          if (narrow.routes.some(({ match }) => isCatchAll(match))) continue;
          for (const host of wide) {
            if (host === narrow || !isSubset(narrow.domain, host.domain)) continue;
            const pair = hiddenBy(host, narrow);
            if (!pair) continue;
            const message = `its routes of host ${host.domain} are not asked for host ${narrow.domain}, which ${title(pair.narrow.manifest)} has for itself`;
            const key = `${title(pair.wide.manifest)} ${message}`;
            if (said.has(key)) continue;
            said.add(key);
            yield { manifest: pair.wide.manifest, path: ['spec', 'hosts'], message };
          }
        }
      }
    }
  },
};

/** Two VirtualServices of one namespace and one Gateway, of which the first is not asked for the host of the second. */
function hiddenBy(host: VirtualHost, narrow: VirtualHost) {
  const inside = new Set(narrow.routes.map(({ service: one }) => one));
  for (const { service: wide, server } of host.routes) {
    if (inside.has(wide)) continue;
    const other = narrow.routes.find(
      (one) => one.service.namespace === wide.namespace && one.server.gateway === server.gateway,
    );
    if (other) return { wide, narrow: other.service };
  }
  return undefined;
}
