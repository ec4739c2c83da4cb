import { parseManifests } from '../../src/checks/model/parse';
import { Target } from '../../src/facts/target';
import { graph } from '../../src/graph/graph';
import type { GraphOptions } from '../../src/graph/graph';
import type { Graph } from '../../src/graph/graph-model';

/** A small platform: two pools, a device plugin, a GPU Job, a site behind a gateway, an account with a role. */
export const PLATFORM = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: t4 }
spec:
  limits: { nvidia.com/gpu: 8 }
  template:
    spec:
      nodeClassRef: { group: karpenter.azure.com, kind: AKSNodeClass, name: default }
      requirements: [{ key: karpenter.azure.com/sku-name, operator: In, values: [Standard_NC4as_T4_v3] }]
      taints: [{ key: nvidia.com/gpu, effect: NoSchedule }]
---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: general }
spec:
  template:
    spec:
      nodeClassRef: { group: karpenter.azure.com, kind: AKSNodeClass, name: default }
      requirements: [{ key: karpenter.azure.com/sku-name, operator: In, values: [Standard_D4s_v5] }]
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: plugin, namespace: gpu }
spec:
  selector: { matchLabels: { app: plugin } }
  template:
    metadata: { labels: { app: plugin } }
    spec:
      tolerations: [{ key: nvidia.com/gpu, operator: Exists }]
      containers: [{ name: plugin, image: 'nvcr.io/nvidia/k8s-device-plugin:v0.17.0' }]
---
apiVersion: batch/v1
kind: Job
metadata: { name: train, namespace: ml }
spec:
  parallelism: 2
  template:
    spec:
      restartPolicy: Never
      serviceAccountName: trainer
      tolerations: [{ key: nvidia.com/gpu, operator: Exists }]
      containers: [{ name: a, image: 'r.example.com/a:1', resources: { limits: { nvidia.com/gpu: 1 } } }]
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: trainer, namespace: ml }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: reader, namespace: ml }
rules:
  - { apiGroups: [''], resources: [pods, pods/log], verbs: [list, get] }
  - { apiGroups: [argoproj.io], resources: [workflows], verbs: ['*'] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: readers, namespace: ml }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }
subjects: [{ kind: ServiceAccount, name: trainer, namespace: ml }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: site }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: a, image: 'r.example.com/web:1' }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: site }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: public, namespace: istio-system }
spec:
  selector: { istio: ingressgateway }
  servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ['*'] }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web, namespace: site }
spec:
  hosts: [site.example.com]
  gateways: [istio-system/public]
  http:
    - match: [{ uri: { prefix: /app/ } }]
      route: [{ destination: { host: web.site.svc.cluster.local } }]
    - match: [{ uri: { exact: /lost } }]
      route: [{ destination: { host: lost.site.svc.cluster.local } }]
`;

export function draw(yaml: string, options: GraphOptions = {}, file = 'test.yaml'): Graph {
  return graph(parseManifests(yaml, file), Target.aks('1.34'), options);
}

/** Each edge by the first lines of its ends, with what it says. */
export function edges({ nodes, edges: all }: Graph): string[] {
  const name = (id: string): string => nodes.find((node) => node.id === id)!.lines[0]!;
  return all
    .map(
      ({ from, to, kind, label }) => `${name(from)} -${kind}-> ${name(to)}${label === undefined ? '' : ` (${label})`}`,
    )
    .sort();
}
