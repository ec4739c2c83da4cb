import { binding, clusterRole, role } from './rbac/support';
import { run } from './run';

type Rule = readonly [groups: string, resources: string, verbs: string, names?: string];

const READ = 'get,list,watch';
const ALL = 'create,delete,get,list,patch,update,watch';

/** Rules as charts of controllers write them: `core` is the core group. */
function rules(...given: Rule[]): object[] {
  return given.map(([groups, resources, verbs, names]) => ({
    apiGroups: groups.split(',').map((group) => (group === 'core' ? '' : group)),
    resources: resources.split(','),
    verbs: verbs.split(','),
    ...(names !== undefined && { resourceNames: names.split(',') }),
  }));
}

const controller = (account: string, ...given: Rule[]): object[] => [
  clusterRole('controller', rules(...given)),
  binding('controller', 'ClusterRole/controller', [`ServiceAccount:${account}`]),
];

const LEASES: Rule = ['coordination.k8s.io', 'leases', 'create,get,update'];
const EVENTS: Rule = ['core,events.k8s.io', 'events', 'create,patch'];

test.each<[string, object[]]>([
  [
    'certificates',
    controller(
      'cert-manager/cert-manager',
      ['cert-manager.io', 'certificates,certificates/status,certificaterequests,certificaterequests/finalizers', ALL],
      ['core', 'secrets', ALL],
      ['core', 'serviceaccounts/token', 'create', 'cert-manager'],
      ['certificates.k8s.io', 'certificatesigningrequests,certificatesigningrequests/status', `${READ},update,patch`],
      ['certificates.k8s.io', 'signers', 'sign', 'issuers.cert-manager.io/*,clusterissuers.cert-manager.io/*'],
      ['networking.k8s.io', 'ingresses,ingresses/finalizers', `${READ},create,delete,update`],
      EVENTS,
    ),
  ],
  [
    'a program that writes the certificates of webhooks',
    controller(
      'cert-manager/cainjector',
      ['cert-manager.io', 'certificates', READ],
      ['core', 'secrets', READ],
      [
        'admissionregistration.k8s.io',
        'validatingwebhookconfigurations,mutatingwebhookconfigurations',
        `${READ},update,patch`,
      ],
      ['apiregistration.k8s.io', 'apiservices', `${READ},update,patch`],
      ['apiextensions.k8s.io', 'customresourcedefinitions', `${READ},update,patch`],
    ),
  ],
  [
    'scaling by events',
    controller(
      'keda/keda-operator',
      ['keda.sh', 'scaledobjects,scaledobjects/finalizers,scaledobjects/status,triggerauthentications', '*'],
      ['core', 'configmaps,configmaps/status,limitranges,external,pods,secrets,services', READ],
      ['apps', 'deployments/scale,statefulsets/scale', `${READ},patch,update`],
      ['*', '*/scale', `${READ},patch,update`],
      ['*', '*', 'get'],
      ['autoscaling', 'horizontalpodautoscalers', '*'],
      ['batch', 'jobs', '*'],
      LEASES,
    ),
  ],
  [
    'secrets from outside',
    controller(
      'external-secrets/external-secrets',
      [
        'external-secrets.io',
        'secretstores,clustersecretstores,externalsecrets,externalsecrets/status',
        `${READ},update,patch`,
      ],
      ['core', 'secrets', ALL],
      ['core', 'serviceaccounts/token', 'create'],
      ['core', 'serviceaccounts,namespaces', READ],
      EVENTS,
    ),
  ],
  [
    'nodes on demand',
    controller(
      'kube-system/karpenter',
      ['karpenter.sh', 'nodepools,nodepools/status,nodeclaims,nodeclaims/status', `${READ},create,delete,update,patch`],
      ['core', 'pods,nodes,persistentvolumes,persistentvolumeclaims,replicationcontrollers,namespaces', READ],
      ['storage.k8s.io', 'storageclasses,csinodes,volumeattachments', READ],
      ['core', 'nodes', 'create,patch,delete,update'],
      ['core', 'pods/eviction', 'create'],
      ['admissionregistration.k8s.io', 'validatingwebhookconfigurations', 'update', 'validation.webhook.karpenter.sh'],
    ),
  ],
  [
    'notebooks',
    controller(
      'kubeflow/notebook-controller-service-account',
      ['kubeflow.org', 'notebooks,notebooks/status,notebooks/finalizers', '*'],
      ['apps', 'statefulsets', '*'],
      ['core', 'pods', READ],
      ['core', 'services', '*'],
      ['networking.istio.io', 'virtualservices', '*'],
      EVENTS,
    ),
  ],
  [
    'workflows',
    controller(
      'kubeflow/argo',
      ['core', 'pods,pods/exec', 'create,get,list,watch,update,patch,delete'],
      ['core', 'configmaps', 'get,watch,list'],
      ['core', 'persistentvolumeclaims,persistentvolumeclaims/finalizers', 'create,update,delete,get'],
      ['argoproj.io', 'workflows,workflows/finalizers', `${READ},update,patch,delete,create`],
      ['core', 'serviceaccounts,secrets', 'get,list'],
      ['policy', 'poddisruptionbudgets', 'create,get,delete'],
    ),
  ],
  [
    'metrics',
    controller(
      'monitoring/prometheus',
      ['core', 'nodes,nodes/metrics,services,endpoints,pods', READ],
      ['discovery.k8s.io', 'endpointslices', READ],
      ['networking.k8s.io,extensions', 'ingresses', READ],
      ['core', 'configmaps', 'get'],
    ),
  ],
  [
    'size of the cluster',
    controller(
      'kube-system/cluster-autoscaler',
      ['core', 'events,endpoints', 'create,patch'],
      ['core', 'pods/eviction', 'create'],
      ['core', 'pods/status', 'update'],
      ['core', 'endpoints', 'get,update', 'cluster-autoscaler'],
      ['core', 'nodes', 'watch,list,get,update,create,delete'],
      [
        'core',
        'namespaces,pods,services,replicationcontrollers,persistentvolumeclaims,persistentvolumes',
        'watch,list,get',
      ],
      ['batch,extensions', 'jobs', 'get,list,patch,watch'],
      ['extensions', 'replicasets,daemonsets', 'watch,list,get'],
      ['storage.k8s.io', 'storageclasses,csinodes,csidrivers,csistoragecapacities', 'watch,list,get'],
      ['coordination.k8s.io', 'leases', 'create'],
      ['coordination.k8s.io', 'leases', 'get,update', 'cluster-autoscaler'],
    ),
  ],
  [
    'volumes',
    controller(
      'nfs/nfs-provisioner',
      ['core', 'persistentvolumes', `${READ},create,delete`],
      ['core', 'persistentvolumeclaims', `${READ},update`],
      ['storage.k8s.io', 'storageclasses', READ],
      ['core', 'events', 'create,update,patch'],
      ['core', 'services,endpoints', 'get'],
      ['extensions', 'podsecuritypolicies', 'use', 'nfs-provisioner'],
    ),
  ],
  [
    'ingress',
    controller(
      'ingress-nginx/ingress-nginx',
      ['core', 'configmaps,endpoints,nodes,pods,namespaces,services', 'list,watch,get'],
      ['networking.k8s.io', 'ingresses,ingressclasses', READ],
      ['networking.k8s.io', 'ingresses/status', 'update'],
      EVENTS,
    ),
  ],
  [
    'the election of a leader',
    [
      role('leader', 'operators', [
        ...rules(LEASES, ['core', 'configmaps/status', 'get,update,patch'], ['core', 'events', 'create']),
      ]),
      binding('leader', 'Role/leader', ['ServiceAccount:operator'], 'operators'),
    ],
  ],
  [
    'people',
    [
      binding('admins', 'ClusterRole/cluster-admin', ['Group:platform-admins', 'User:ana@example.com']),
      binding('editors', 'ClusterRole/edit', ['Group:team', 'ServiceAccount:default-editor'], 'team'),
      binding('viewers', 'ClusterRole/view', ['Group:everybody-here', 'ServiceAccount:team/dashboard']),
      binding('owner', 'ClusterRole/admin', ['User:bob@example.com'], 'team'),
      binding('auth', 'ClusterRole/system:auth-delegator', ['ServiceAccount:team/api']),
    ],
  ],
])('nothing is reported of %s', (_what, objects) => {
  expect(run(objects)).toEqual([]);
});
