/** YAML of the pages about replicas: nodes, and a Deployment whose pods keep apart. */

export { documents } from './examples';

/** A node of a zone. */
export function nodeYaml(name: string, zone: string): string {
  return `apiVersion: v1
kind: Node
metadata:
  name: ${name}
  labels:
    kubernetes.io/hostname: ${name}
    topology.kubernetes.io/zone: ${zone}
status:
  allocatable: {cpu: 4, memory: 16Gi, pods: 110}
`;
}

/** The label of zones. */
export const ZONES = 'topology.kubernetes.io/zone';

/** The label of nodes. */
export const HOSTS = 'kubernetes.io/hostname';

/** Two pods that keep apart; `strategy` is one line below `spec`. */
export function deploymentYaml(topologyKey: string, strategy = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: default
spec:
  replicas: 2
${strategy}  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: ${topologyKey}
              labelSelector:
                matchLabels:
                  app: web
      containers:
        - name: web
          image: registry.example.com/web:1.4
`;
}

/** An update that ends an old pod before the new one comes. */
export const ONE_BY_ONE = '  strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}\n';
