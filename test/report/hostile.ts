import type { Manifest } from '../../src/checks/manifest';

const TAG =
  '</script></style></title></textarea></pre>"\'><img src=x onerror=alert(1)><script>alert(1)</script>{{x}}${x}';

/** Objects that try to leave their place in a page: in every name, in annotations, images, hosts and the name of the file. */
export const HOSTILE: readonly Manifest[] = [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: TAG,
      namespace: TAG,
      labels: { [TAG]: TAG },
      annotations: { [TAG]: TAG, 'cdk8s-ml-platform/suppress-ACC001': TAG },
    },
    spec: {
      selector: { matchLabels: { app: TAG } },
      template: {
        metadata: { labels: { app: TAG } },
        spec: {
          serviceAccountName: TAG,
          containers: [{ name: TAG, image: TAG, resources: { requests: { [TAG]: 1 } } }],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: TAG, namespace: TAG },
    spec: { selector: { app: TAG }, ports: [{ port: 80 }] },
  },
  { apiVersion: 'v1', kind: TAG, metadata: { name: TAG }, data: { a: TAG } },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: TAG, namespace: TAG },
    rules: [{ apiGroups: [TAG], resources: [TAG], verbs: [TAG], resourceNames: [TAG] }],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: TAG, namespace: TAG },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: TAG },
    subjects: [{ kind: 'ServiceAccount', name: TAG, namespace: TAG }],
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: TAG, namespace: TAG },
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          host: TAG,
          http: {
            paths: [{ path: `/${TAG}`, pathType: 'Prefix', backend: { service: { name: TAG, port: { number: 80 } } } }],
          },
        },
      ],
    },
  },
  {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: TAG },
    spec: {
      template: {
        spec: { nodeClassRef: { group: 'karpenter.azure.com', kind: 'AKSNodeClass', name: TAG }, requirements: [] },
      },
    },
  },
].map((object, document) => ({ object, origin: { file: `${TAG}.yaml`, document } }));
