import type { Construct } from 'constructs';
import { KubeObject } from '../core/kube-object';

/** What {@link renderAccess} needs. */
export interface AutoscalerAccessProps {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The minor version of the target's Kubernetes; the documented rights are without one. */
  readonly minor?: number;
}

const READ = ['get', 'list', 'watch'];

/** ConfigMaps that the program keeps its status in, and reads the order of groups from. */
const CONFIG_MAPS = ['cluster-autoscaler-status', 'cluster-autoscaler-priority-expander'];

/**
 * The rights of the cluster autoscaler: to read what the scheduler reads, to taint nodes and to evict pods, in the whole cluster; its lease
 * and its ConfigMaps only in its own namespace. Beside upstream's example it leaves out `endpoints`, by which no release since 1.20 elects
 * its leader, and the group `extensions`, which no API server has served since 1.22.
 *
 * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/examples/cluster-autoscaler-autodiscover.yaml
 */
export function renderAccess(scope: Construct, props: AutoscalerAccessProps): void {
  const { name, minor } = props;
  if (minor === undefined) {
    render(scope, props, DOCUMENTED_CLUSTER_RULES, DOCUMENTED_RULES);
    return;
  }
  const cluster = [
    { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
    { apiGroups: [''], resources: ['pods/eviction'], verbs: ['create'] },
    { apiGroups: [''], resources: ['pods/status'], verbs: ['update'] },
    { apiGroups: [''], resources: ['nodes'], verbs: [...READ, 'update'] },
    {
      apiGroups: [''],
      resources: [
        ...['namespaces', 'persistentvolumeclaims', 'persistentvolumes', 'pods', 'replicationcontrollers', 'services'],
      ],
      verbs: READ,
    },
    { apiGroups: ['apps'], resources: ['daemonsets', 'replicasets', 'statefulsets'], verbs: READ },
    { apiGroups: ['batch'], resources: ['jobs'], verbs: [...READ, 'patch'] },
    { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: READ },
    {
      apiGroups: ['storage.k8s.io'],
      resources: ['csidrivers', 'csinodes', 'csistoragecapacities', 'storageclasses', 'volumeattachments'],
      verbs: READ,
    },
    // The scheduler that it contains reads them since they are stable.
    ...(minor >= 34
      ? [
          {
            apiGroups: ['resource.k8s.io'],
            resources: ['deviceclasses', 'resourceclaims', 'resourceslices'],
            verbs: READ,
          },
        ]
      : []),
  ];
  const own = [
    { apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'list', 'watch'] },
    { apiGroups: [''], resources: ['configmaps'], resourceNames: CONFIG_MAPS, verbs: ['delete', 'get', 'update'] },
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], resourceNames: [name], verbs: ['get', 'update'] },
  ];
  render(scope, props, cluster, own);
}

function render(scope: Construct, props: AutoscalerAccessProps, cluster: object[], own: object[]): void {
  const { name, namespace, labels } = props;
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const subjects = [{ kind: 'ServiceAccount', name, namespace }];
  const ref = (kind: string): object => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name });
  const metadata = { name, labels };
  const inNamespace = { name, namespace, labels };
  new KubeObject(scope, 'ClusterRole', { apiVersion, kind: 'ClusterRole', metadata, rules: cluster });
  new KubeObject(scope, 'Role', { apiVersion, kind: 'Role', metadata: inNamespace, rules: own });
  const bindings = [
    { kind: 'ClusterRoleBinding', metadata, roleRef: ref('ClusterRole') },
    { kind: 'RoleBinding', metadata: inNamespace, roleRef: ref('Role') },
  ];
  for (const binding of bindings) new KubeObject(scope, binding.kind, { apiVersion, ...binding, subjects });
}

/** As upstream's example was that studio-go-runner ships. */
const DOCUMENTED_CLUSTER_RULES = [
  { apiGroups: [''], resources: ['events', 'endpoints'], verbs: ['create', 'patch'] },
  { apiGroups: [''], resources: ['pods/eviction'], verbs: ['create'] },
  { apiGroups: [''], resources: ['pods/status'], verbs: ['update'] },
  { apiGroups: [''], resources: ['endpoints'], resourceNames: ['cluster-autoscaler'], verbs: ['get', 'update'] },
  { apiGroups: [''], resources: ['nodes'], verbs: ['watch', 'list', 'get', 'update'] },
  {
    apiGroups: [''],
    resources: ['pods', 'services', 'replicationcontrollers', 'persistentvolumeclaims', 'persistentvolumes'],
    verbs: ['watch', 'list', 'get'],
  },
  { apiGroups: ['extensions'], resources: ['replicasets', 'daemonsets'], verbs: ['watch', 'list', 'get'] },
  { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: ['watch', 'list'] },
  { apiGroups: ['apps'], resources: ['statefulsets', 'replicasets', 'daemonsets'], verbs: ['watch', 'list', 'get'] },
  { apiGroups: ['storage.k8s.io'], resources: ['storageclasses', 'csinodes'], verbs: ['watch', 'list', 'get'] },
  { apiGroups: ['batch', 'extensions'], resources: ['jobs'], verbs: ['get', 'list', 'watch', 'patch'] },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
  {
    apiGroups: ['coordination.k8s.io'],
    resourceNames: ['cluster-autoscaler'],
    resources: ['leases'],
    verbs: ['get', 'update'],
  },
];

const DOCUMENTED_RULES = [
  { apiGroups: [''], resources: ['configmaps'], verbs: ['create', 'list', 'watch'] },
  {
    apiGroups: [''],
    resources: ['configmaps'],
    resourceNames: CONFIG_MAPS,
    verbs: ['delete', 'get', 'update', 'watch'],
  },
];
