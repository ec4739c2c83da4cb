import type { Rule } from '../rule';
import { problemsOf, show } from './problems';

/** REF016: each port of a Service that is named is one of its ports. */
export const servicePortExists: Rule = {
  id: 'REF016',
  title: 'port that a Service does not have',
  severity: 'error',
  fix: "name one of the Service's own ports, by `port`, not by `targetPort`",
  why: 'the route leads to no backend, and a client gets 503 or no answer',
  page: {
    reports:
      'the number or the name of a port that an Ingress, an HTTPRoute or another route, a VirtualService, a webhook (443 where it names none) or an APIService names, where the Service is among the manifests and has no such port. The number is that of `port` of the Service, not that of `targetPort`. A Service of type ExternalName may have any.',
    mend: 'Name the port as the Service has it, or add it to the Service.',
    before: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: studioml
spec:
  defaultBackend:
    service:
      name: web
      port:
        number: 8080
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
`,
    after: [['number: 8080', 'number: 80']],
  },
  *check(model, target) {
    for (const { reference, lacks, seen } of problemsOf(model, target)) {
      if (lacks !== 'port') continue;
      const ports = seen.flatMap((one) => one.ports ?? []);
      const shown = ports.map(({ name, port }) => (name === undefined ? `${port}` : `${port} (${name})`));
      const has = shown.length === 0 ? 'none' : [...new Set(shown)].slice(0, 10).join(', ');
      yield {
        manifest: reference.manifest,
        path: reference.path,
        message: `${show(reference.target)} has no port '${reference.target.port}', it has ${has}`,
      };
    }
  },
};
