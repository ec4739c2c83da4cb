import type { Rule } from '../rule';
import { missingObjects } from './problems';

/** REF015: each Service that is routed to exists. */
export const serviceExists: Rule = {
  id: 'REF015',
  title: 'Service that does not exist',
  severity: 'warning',
  fix: 'make it part of the manifests, correct the name, or declare it as external with a reason',
  why: 'what is routed to it gets an error, and a webhook without its Service stops every request that it should judge',
  page: {
    reports:
      'a Service that an Ingress, an HTTPRoute or another route, a VirtualService, a DestinationRule, a webhook, an APIService or `serviceName` of a StatefulSet names and that is not in the namespace that they mean. Hosts of Istio count where they are a short name or end in `.svc` or `.svc.cluster.local`; other hosts may be outside of the cluster. It is a warning, because operators make Services at run time.',
    mend: 'Correct the name or the namespace, or add the Service. One that is made outside is declared as external, with the reason.',
    before: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: studioml
spec:
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: webb
                port:
                  number: 80
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: studioml
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: 8080
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: studioml
  labels:
    app: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.4
`,
    after: [['name: webb', 'name: web']],
  },
  check: (model, target) => missingObjects(model, target, 'service'),
};
