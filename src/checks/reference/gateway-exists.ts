import type { Rule } from '../rule';
import { missingObjects } from './problems';

/** REF020: each gateway that a route names exists. */
export const gatewayExists: Rule = {
  id: 'REF020',
  title: 'gateway that does not exist',
  severity: 'warning',
  fix: 'make it part of the manifests, correct the name, or declare it as external with a reason',
  why: 'the routes are served by no gateway, and a client gets 404 or no answer',
  page: {
    reports:
      'a Gateway of Istio that a VirtualService names, and a Gateway of the Gateway API that a route names as its parent, which is not among the manifests. `mesh` is no gateway. It is a warning, because gateways often belong to the team of the cluster.',
    mend: 'Write the namespace of the gateway where it is another: `namespace/name` in a VirtualService, `namespace` of `parentRefs` in a route. A gateway that is made outside is declared as external, with the reason.',
    before: `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: docs
  namespace: studioml
spec:
  hosts: [docs.studio.example]
  gateways: [public]
  http:
    - redirect:
        authority: www.studio.example
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  name: public
  namespace: istio-system
spec:
  selector:
    istio: ingressgateway
  servers:
    - port:
        number: 80
        name: http
        protocol: HTTP
      hosts: ['*']
`,
    after: [['gateways: [public]', 'gateways: [istio-system/public]']],
  },
  check: (model, target) => missingObjects(model, target, 'gateway'),
};
