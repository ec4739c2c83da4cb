import type { Binding, Subject } from '../objects';

const CONTROLLER_MANAGER = user('system:kube-controller-manager');
const SCHEDULER = user('system:kube-scheduler');
const AUTHENTICATED = group('system:authenticated');

/** The bindings that each API server makes at its start; those of controllers follow from their roles. */
export const BINDINGS: readonly Binding[] = [
  cluster('cluster-admin', group('system:masters')),
  cluster('system:monitoring', group('system:monitoring')),
  cluster('system:discovery', AUTHENTICATED),
  cluster('system:basic-user', AUTHENTICATED),
  cluster('system:public-info-viewer', AUTHENTICATED, group('system:unauthenticated')),
  cluster('system:service-account-issuer-discovery', group('system:serviceaccounts')),
  cluster('system:kube-dns', account('kube-dns')),
  cluster('system:kube-controller-manager', CONTROLLER_MANAGER),
  cluster('system:kube-scheduler', SCHEDULER),
  cluster('system:volume-scheduler', SCHEDULER),
  cluster('system:node-proxier', user('system:kube-proxy')),
  // Nodes have an authorizer of their own.
  cluster('system:node'),
  {
    ...namespaced('kube-system', 'extension-apiserver-authentication-reader', CONTROLLER_MANAGER, SCHEDULER),
    name: 'system::extension-apiserver-authentication-reader',
  },
  namespaced(
    'kube-system',
    'system::leader-locking-kube-controller-manager',
    CONTROLLER_MANAGER,
    account('kube-controller-manager'),
  ),
  namespaced('kube-system', 'system::leader-locking-kube-scheduler', SCHEDULER, account('kube-scheduler')),
  namespaced('kube-system', 'system:controller:bootstrap-signer', account('bootstrap-signer')),
  namespaced('kube-system', 'system:controller:cloud-provider', account('cloud-provider')),
  namespaced('kube-system', 'system:controller:token-cleaner', account('token-cleaner')),
  namespaced('kube-public', 'system:controller:bootstrap-signer', account('bootstrap-signer')),
];

/** The binding of a role to subjects, both of one name. */
export function cluster(name: string, ...subjects: readonly Subject[]): Binding {
  return { kind: 'ClusterRoleBinding', namespace: '', name, subjects, roleRef: { kind: 'ClusterRole', name } };
}

/** A service account of `kube-system`. */
export function account(name: string): Subject {
  return { kind: 'ServiceAccount', name, namespace: 'kube-system' };
}

function namespaced(namespace: string, name: string, ...subjects: readonly Subject[]): Binding {
  return { kind: 'RoleBinding', namespace, name, subjects, roleRef: { kind: 'Role', name } };
}

function user(name: string): Subject {
  return { kind: 'User', name };
}

function group(name: string): Subject {
  return { kind: 'Group', name };
}
