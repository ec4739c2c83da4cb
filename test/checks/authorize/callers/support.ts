import * as yaml from 'js-yaml';
import { callers } from '../../../../src/checks/authorize/callers/callers';
import type { CallOptions } from '../../../../src/checks/authorize/callers/callers';
import type { KubernetesObject } from '../../../../src/checks/manifest';

/** The table of a YAML text, as `FROM -> TO ALLOWED BY`. */
export function table(text: string, options: CallOptions = {}): string[] {
  const manifests = yaml
    .loadAll(text)
    .filter((one) => one !== null && one !== undefined)
    .map((object) => ({ object: object as KubernetesObject, origin: {} }));
  return callers(manifests, options).map(({ from, to, allowed, by }) =>
    `${from} -> ${to} ${allowed} ${by.join(', ')}`.trim(),
  );
}

/** A pod with a port, and the Service of it where `service` is given. */
export function pod(
  name: string,
  namespace: string,
  { port = 8080, portName = 'http', service = false, labels = '', hostNetwork = false } = {},
): string {
  return `
---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name}${labels} } }
spec:
  serviceAccountName: ${name}
  hostNetwork: ${hostNetwork}
  containers: [{ name: main, image: 'registry.example/main:1', ports: [{ name: ${portName}, containerPort: ${port} }] }]
${
  service
    ? `---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { selector: { app: ${name} }, ports: [{ name: ${portName}, port: 80, targetPort: ${portName} }] }
`
    : ''
}`;
}

/** A NetworkPolicy, or a policy of Istio, by its spec in flow style. */
export function policy(kind: string, name: string, namespace: string, spec: string): string {
  const group = kind === 'NetworkPolicy' ? 'networking.k8s.io/v1' : 'security.istio.io/v1';
  return `
---
apiVersion: ${group}
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
`;
}

/** A Namespace, by its labels in flow style. */
export function namespace(name: string, labels: string): string {
  return `
---
apiVersion: v1
kind: Namespace
metadata: { name: ${name}, labels: { ${labels} } }
`;
}
