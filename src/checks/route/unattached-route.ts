import type { Rule } from '../rule';
import { attachments } from './engine/gateway-api/http-route';
import { GATEWAY_API, listenersOf } from './engine/gateway-api/listener';
import { documents, service } from './page-parts';

const GATEWAY = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata:
  name: public
  namespace: studioml
spec:
  gatewayClassName: envoy
  listeners:
    - name: web
      port: 80
      protocol: HTTP
      hostname: '*.studio.example'
`;
const ROUTE = (host: string): string => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: web
  namespace: studioml
spec:
  parentRefs:
    - name: public
  hostnames: [${host}]
  rules:
    - backendRefs:
        - name: web
          port: 80
`;

/** NET018: each route of the Gateway API attaches to a listener. */
export const unattachedRoute: Rule = {
  id: 'NET018',
  title: 'route that attaches to no listener',
  severity: 'error',
  fix: 'let hostnames, sectionName and port fit a listener, and let the listener allow the namespace of the route',
  why: 'no gateway serves the route, and a client gets 404',
  page: {
    reports:
      'an HTTPRoute or a GRPCRoute none of whose parents takes it: no listener has the name or the port, `allowedRoutes` lets other namespaces or kinds in (without it only the namespace of the Gateway), or the hostnames do not meet. Where a parent is not among the manifests, or is no Gateway, nothing is reported.',
    mend: '`allowedRoutes.namespaces.from: All`, or a selector, lets routes of other namespaces attach.',
    before: documents(GATEWAY, ROUTE('studio.example'), service('web')),
    after: documents(GATEWAY, ROUTE('www.studio.example'), service('web')),
  },
  *check(model) {
    const listeners = listenersOf(model);
    for (const kind of ['HTTPRoute', 'GRPCRoute']) {
      for (const manifest of model.ofKind(GATEWAY_API, kind)) {
        const found = attachments(manifest, listeners, model);
        const refusals = found.flatMap((one) => ('refusal' in one ? [one.refusal] : []));
        // A Gateway that is missing is a matter of references.
        if (
          found.length === 0 ||
          refusals.length < found.length ||
          refusals.some((one) => one.startsWith('there is no'))
        )
          continue;
        yield { manifest, path: ['spec', 'parentRefs'], message: [...new Set(refusals)].join('; ') };
      }
    }
  },
};
