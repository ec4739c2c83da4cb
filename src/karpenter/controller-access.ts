import { Construct } from 'constructs';
import { KubeObject } from '../core/kube-object';

const READ = ['get', 'list', 'watch'];

/** What the controller may do in the whole cluster. */
const CLUSTER_RULES = [
  rule(
    'karpenter.sh',
    ['nodepools', 'nodepools/status', 'nodeclaims', 'nodeclaims/status', 'nodeoverlays', 'nodeoverlays/status'],
    READ,
  ),
  rule('karpenter.sh', ['nodeclaims', 'nodeclaims/status'], ['create', 'delete', 'update', 'patch']),
  rule('karpenter.sh', ['nodepools', 'nodepools/status', 'nodeoverlays/status'], ['update', 'patch']),
  // The group is the provider's own; the chart of 0.4.0 wrote another one, which no server has (KKA-32).
  rule('karpenter.azure.com', ['aksnodeclasses'], READ),
  rule('karpenter.azure.com', ['aksnodeclasses', 'aksnodeclasses/status'], ['patch', 'update']),
  rule(
    '',
    ['pods', 'nodes', 'persistentvolumes', 'persistentvolumeclaims', 'replicationcontrollers', 'namespaces'],
    READ,
  ),
  rule('storage.k8s.io', ['storageclasses', 'csinodes', 'volumeattachments'], READ),
  rule('apps', ['daemonsets', 'deployments', 'replicasets', 'statefulsets'], ['list', 'watch']),
  rule('policy', ['poddisruptionbudgets'], READ),
  rule('', ['events'], ['create', 'patch']),
  rule('', ['nodes'], ['patch', 'delete', 'update']),
  rule('', ['pods/eviction'], ['create']),
  rule('', ['pods'], ['delete']),
];

/** What it may do in its own namespace: elect a leader. */
const OWN_RULES = [
  rule('coordination.k8s.io', ['leases'], ['get', 'watch']),
  { ...rule('coordination.k8s.io', ['leases'], ['patch', 'update']), resourceNames: ['karpenter-leader-election'] },
  // A name cannot limit a create.
  rule('coordination.k8s.io', ['leases'], ['create']),
];

/** Leases of nodes that are gone. */
const NODE_LEASE_RULES = [rule('coordination.k8s.io', ['leases'], [...READ, 'delete'])];

/** The address of the cluster's DNS, which new nodes are told. */
const DNS_RULES = [{ ...rule('', ['services'], ['get']), resourceNames: ['kube-dns'] }];

/** Properties of a {@link ControllerAccess}. */
export interface ControllerAccessProps {
  /** The service account of the controller. */
  readonly serviceAccount: { readonly name: string; readonly namespace: string };
}

/**
 * The rights of Karpenter's controller, as its Azure provider needs them since 1.4, which has no webhooks. It reads no Secret.
 *
 * @see https://github.com/Azure/karpenter-provider-azure/tree/main/charts/karpenter/templates
 */
export class ControllerAccess extends Construct {
  public constructor(scope: Construct, id: string, props: ControllerAccessProps) {
    super(scope, id);
    const { name, namespace } = props.serviceAccount;
    const subjects = [{ kind: 'ServiceAccount', name, namespace }];
    this.grant('Cluster', 'karpenter', undefined, CLUSTER_RULES, subjects);
    this.grant('Own', 'karpenter', namespace, OWN_RULES, subjects);
    this.grant('NodeLease', 'karpenter-lease', 'kube-node-lease', NODE_LEASE_RULES, subjects);
    this.grant('Dns', 'karpenter-dns', 'kube-system', DNS_RULES, subjects);
  }

  private grant(id: string, name: string, namespace: string | undefined, rules: object[], subjects: object[]): void {
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    const scope = namespace === undefined ? 'Cluster' : '';
    new KubeObject(this, `${id}Role`, { apiVersion, kind: `${scope}Role`, metadata: { name, namespace }, rules });
    new KubeObject(this, `${id}Binding`, {
      apiVersion,
      kind: `${scope}RoleBinding`,
      metadata: { name, namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: `${scope}Role`, name },
      subjects,
    });
  }
}

function rule(
  apiGroup: string,
  resources: string[],
  verbs: string[],
): { apiGroups: string[]; resources: string[]; verbs: string[] } {
  return { apiGroups: [apiGroup], resources, verbs };
}
