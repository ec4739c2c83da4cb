import { declareExternal } from '../core/declare-external';
import { fail } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { WorkloadObject } from '../core/workload/workload-object';
import type { Dex, DexProps } from './dex';
import { DOCUMENTED_IMAGES } from './images';

/** What the documented form leaves open. */
const OPTIONS: readonly (keyof DexProps)[] = ['edition', 'host', 'routes'];

const LABELS = { app: 'dex' };
const GROUP = 'rbac.authorization.k8s.io';

/** The file as Kubeflow 1.8 ships it, without the public hash of a public password (KKA-18). */
const CONFIG = `issuer: http://dex.auth.svc.cluster.local:5556/dex
storage:
  type: kubernetes
  config:
    inCluster: true
web:
  http: 0.0.0.0:5556
logger:
  level: "debug"
  format: text
oauth2:
  skipApprovalScreen: true
enablePasswordDB: true
staticPasswords:
- email: user@example.com
  username: user
  userID: "15841185641784"
staticClients:
- idEnv: OIDC_CLIENT_ID
  redirectURIs: ["/authservice/oidc/callback"]
  name: 'Dex Login Application'
  secretEnv: OIDC_CLIENT_SECRET
`;

/**
 * The objects of Dex in Kubeflow 1.8, which document 003 keeps. Left out are the values that are public defaults: the Secret
 * `dex-oidc-client`, and the hash of the static password.
 */
export function renderDocumentedDex(dex: Dex, props: DexProps): void {
  for (const [option, value] of Object.entries(props)) {
    if (value === undefined || OPTIONS.includes(option as keyof DexProps)) continue;
    const allowed = OPTIONS.slice(1).join(', ');
    throw fail(dex, `${option} is given with edition 'documented', allowed with it are ${allowed}`);
  }
  const { namespace } = dex;
  if (namespace !== 'auth')
    throw fail(dex, `namespace is '${namespace}' with edition 'documented', whose issuer is in the namespace auth`);
  new KubeObject(dex, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  new KubeObject(dex, 'AuthCodes', {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'authcodes.dex.coreos.com' },
    spec: {
      group: 'dex.coreos.com',
      names: { kind: 'AuthCode', listKind: 'AuthCodeList', plural: 'authcodes', singular: 'authcode' },
      scope: 'Namespaced',
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  });
  new KubeObject(dex, 'Role', {
    apiVersion: `${GROUP}/v1`,
    kind: 'ClusterRole',
    metadata: { name: 'dex' },
    rules: [
      { apiGroups: ['dex.coreos.com'], resources: ['*'], verbs: ['*'] },
      { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: ['create'] },
    ],
  });
  new KubeObject(dex, 'Binding', {
    apiVersion: `${GROUP}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'dex' },
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: 'dex' },
    subjects: [{ kind: 'ServiceAccount', name: 'dex', namespace }],
  });
  const metadata = { name: 'dex', namespace };
  new KubeObject(dex, 'ServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
  new KubeObject(dex, 'Config', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'config.yaml': CONFIG } });
  new KubeObject(dex, 'Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: {
      type: 'ClusterIP',
      ports: [{ name: 'dex', port: 5556, protocol: 'TCP', targetPort: 5556 }],
      selector: LABELS,
    },
  });
  renderPods(dex);
}

function renderPods(dex: Dex): void {
  const { namespace } = dex;
  declareExternal(dex, {
    kind: 'Secret',
    namespace,
    name: 'dex-oidc-client',
    keys: ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
    reason: 'its values are public defaults, which are left out',
  });
  new WorkloadObject(dex, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { labels: LABELS, name: 'dex', namespace },
    spec: { replicas: 1, selector: { matchLabels: LABELS } },
    selector: true,
    template: {
      safeDefaults: false,
      labels: LABELS,
      serviceAccount: 'dex',
      containers: [
        {
          image: DOCUMENTED_IMAGES.dex,
          name: 'dex',
          command: ['dex', 'serve', '/etc/dex/cfg/config.yaml'],
          ports: [{ name: 'http', containerPort: 5556 }],
          volumeMounts: [{ name: 'config', mountPath: '/etc/dex/cfg' }],
          envFrom: [{ secretRef: { name: 'dex-oidc-client' } }],
          env: [{ name: 'KUBERNETES_POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
        },
      ],
      volumes: [{ name: 'config', configMap: { name: 'dex', items: [{ key: 'config.yaml', path: 'config.yaml' }] } }],
    },
  });
}
