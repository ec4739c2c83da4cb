import type { Rule } from '../rule';
import { list, record, text } from '../accept/read';
import { serviceOf } from './engine/backend';
import { isGranted } from './engine/gateway-api/backends';
import { GATEWAY_API } from './engine/gateway-api/listener';
import { filled, namespaceOf } from './engine/objects';
import { documents, service } from './page-parts';

const ROUTE = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: web
  namespace: edge
spec:
  parentRefs:
    - name: public
  rules:
    - backendRefs:
        - name: web
          namespace: studioml
          port: 80
`;
const GRANT = `apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata:
  name: edge
  namespace: studioml
spec:
  from:
    - group: gateway.networking.k8s.io
      kind: HTTPRoute
      namespace: edge
  to:
    - group: ''
      kind: Service
`;

/** NET019: a backend of another namespace has a ReferenceGrant. */
export const backendNotGranted: Rule = {
  id: 'NET019',
  title: 'backend of another namespace without a ReferenceGrant',
  severity: 'error',
  fix: 'add a ReferenceGrant to the namespace of the Service',
  why: 'the gateway answers 500 in place of the backend',
  page: {
    reports:
      'a backend of an HTTPRoute that is a Service of another namespace, where the Service is among the manifests and no ReferenceGrant of its namespace lets HTTPRoutes of the namespace of the route in.',
    mend: 'The ReferenceGrant stands beside the Service: who owns it decides who may route to it.',
    before: documents(ROUTE, service('web')),
    after: documents(ROUTE, service('web'), GRANT),
  },
  *check(model) {
    for (const manifest of model.ofKind(GATEWAY_API, 'HTTPRoute')) {
      for (const [index, rule] of list(record(manifest.object.spec).rules).entries()) {
        for (const [at, one] of list(record(rule).backendRefs).entries()) {
          const { group, kind, name, namespace } = record(one);
          const of = filled(namespace) ?? namespaceOf(manifest);
          if ((text(group) ?? '') !== '' || (text(kind) ?? 'Service') !== 'Service') continue;
          if (of === namespaceOf(manifest) || typeof name !== 'string' || !serviceOf(model, of, name)) continue;
          if (isGranted(model, manifest, of, name)) continue;
          const path = ['spec', 'rules', index, 'backendRefs', at];
          const message = `no ReferenceGrant of namespace ${of} lets HTTPRoutes of namespace ${namespaceOf(manifest)} in`;
          yield { manifest, path, message };
        }
      }
    }
  },
};
