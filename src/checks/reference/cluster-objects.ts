import type { Provider } from '../../facts/target';
import type { External } from '../declarations';

const KUBERNETES = 'part of every Kubernetes cluster';

function cluster(group: string, kind: string, names: readonly string[], reason: string): External[] {
  return names.map((name) => ({ group, kind, name, reason }));
}

function inNamespace(namespace: string, kind: string, names: readonly string[], group = ''): External[] {
  return names.map((name) => ({ group, kind, namespace, name, reason: KUBERNETES }));
}

const RBAC = 'rbac.authorization.k8s.io';

/**
 * What each cluster has from its first minute.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
 * @see https://kubernetes.io/docs/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/
 */
const EVERYWHERE: readonly External[] = [
  ...cluster('', 'Namespace', ['default', 'kube-system', 'kube-public', 'kube-node-lease'], KUBERNETES),
  ...cluster('', 'ServiceAccount', ['default'], KUBERNETES),
  { group: '', kind: 'ConfigMap', name: 'kube-root-ca.crt', keys: ['ca.crt'], reason: KUBERNETES },
  // Istio's control plane keeps one in each namespace, and its sidecars mount it.
  { group: '', kind: 'ConfigMap', name: 'istio-ca-root-cert', keys: ['root-cert.pem'], reason: 'made by istiod' },
  ...cluster('scheduling.k8s.io', 'PriorityClass', ['system-node-critical', 'system-cluster-critical'], KUBERNETES),
  ...cluster(RBAC, 'ClusterRole', ['cluster-admin', 'admin', 'edit', 'view', 'system:*', 'kubeadm:*'], KUBERNETES),
  ...inNamespace('kube-system', 'Role', ['extension-apiserver-authentication-reader', 'system:*'], RBAC),
  ...inNamespace('kube-public', 'Role', ['system:*', 'kubeadm:*'], RBAC),
  ...inNamespace('kube-system', 'ConfigMap', ['extension-apiserver-authentication']),
  ...inNamespace('default', 'Service', ['kubernetes']),
  ...inNamespace('kube-system', 'Service', ['kube-dns', 'metrics-server']),
  ...inNamespace('kube-system', 'ServiceAccount', [
    'coredns',
    'kube-proxy',
    'generic-garbage-collector',
    'metrics-server',
    'attachdetach-controller',
    'certificate-controller',
    'clusterrole-aggregation-controller',
    'cronjob-controller',
    'daemon-set-controller',
    'deployment-controller',
    'disruption-controller',
    'endpoint-controller',
    'endpointslice-controller',
    'ephemeral-volume-controller',
    'expand-controller',
    'horizontal-pod-autoscaler',
    'job-controller',
    'namespace-controller',
    'node-controller',
    'persistent-volume-binder',
    'pod-garbage-collector',
    'pv-protection-controller',
    'pvc-protection-controller',
    'replicaset-controller',
    'replication-controller',
    'resourcequota-controller',
    'root-ca-cert-publisher',
    'route-controller',
    'service-account-controller',
    'service-controller',
    'statefulset-controller',
    'ttl-after-finished-controller',
    'ttl-controller',
  ]),
  // A project that is there as soon as Argo CD is.
  { group: 'argoproj.io', kind: 'AppProject', name: 'default', reason: 'made by Argo CD' },
];

const AKS = 'part of each AKS cluster';
const STORAGE = 'storage.k8s.io';

/**
 * What a provider adds.
 *
 * @see https://learn.microsoft.com/azure/aks/concepts-storage#storage-classes
 * @see https://learn.microsoft.com/azure/aks/azure-blob-csi
 * @see https://learn.microsoft.com/azure/aks/node-auto-provisioning
 * @see https://docs.aws.amazon.com/eks/latest/userguide/storage-classes.html
 * @see https://kind.sigs.k8s.io/
 */
const OF_PROVIDER: Readonly<Record<Provider, readonly External[]>> = {
  aks: [
    ...cluster(
      STORAGE,
      'StorageClass',
      [
        'default',
        'managed',
        'managed-csi',
        'managed-csi-premium',
        'managed-premium',
        'azurefile',
        'azurefile-csi',
        'azurefile-premium',
        'azurefile-csi-premium',
        'azureblob-*',
      ],
      AKS,
    ),
    ...cluster('node.k8s.io', 'RuntimeClass', ['runc', 'kata-mshv-vm-isolation', 'kata-vm-isolation'], AKS),
    // Node auto-provisioning makes it unless it is told not to.
    ...cluster('karpenter.azure.com', 'AKSNodeClass', ['default', 'system-surge'], AKS),
  ],
  eks: [
    ...cluster(STORAGE, 'StorageClass', ['gp2'], 'part of each EKS cluster'),
    ...cluster('eks.amazonaws.com', 'NodeClass', ['default'], 'part of EKS Auto Mode'),
  ],
  kind: cluster(STORAGE, 'StorageClass', ['standard'], 'part of each kind cluster'),
  generic: [],
};

/** What exists in a cluster of a provider before anything is applied. */
export function clusterObjects(provider: Provider): readonly External[] {
  return [...EVERYWHERE, ...OF_PROVIDER[provider]];
}

const CONTROL_PLANE = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
const ADD_ONS = ['kube-dns', 'kube-proxy', 'metrics-server'];

/** The labels of pods in `kube-system` that a cluster runs by itself, as kubeadm and the providers set it up. */
export const CLUSTER_PODS: readonly ReadonlyMap<string, string>[] = [
  ...ADD_ONS.map((name) => new Map([['k8s-app', name]])),
  ...CONTROL_PLANE.map(
    (component) =>
      new Map([
        ['component', component],
        ['tier', 'control-plane'],
      ]),
  ),
];
