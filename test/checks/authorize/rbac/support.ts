const API = 'rbac.authorization.k8s.io/v1';

/** A ClusterRole. */
export function clusterRole(name: string, rules: unknown, more: object = {}): object {
  return { apiVersion: API, kind: 'ClusterRole', metadata: { name }, rules, ...more };
}

/** A Role. */
export function role(name: string, namespace: string, rules: unknown): object {
  return { apiVersion: API, kind: 'Role', metadata: { name, namespace }, rules };
}

/** A RoleBinding where a namespace is given, else a ClusterRoleBinding; the role is `Kind/name`, a subject `Kind:name` or `Kind:namespace/name`. */
export function binding(name: string, roleRef: string, subjects: readonly string[], namespace?: string): object {
  const [kind, ...rest] = roleRef.split('/');
  return {
    apiVersion: API,
    kind: namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: { name, namespace },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name: rest.join('/') },
    subjects: subjects.map(subject),
  };
}

function subject(text: string): object {
  const colon = text.indexOf(':');
  const [kind, name] = [text.slice(0, colon), text.slice(colon + 1)];
  if (kind !== 'ServiceAccount') return { kind, name, apiGroup: 'rbac.authorization.k8s.io' };
  const [first, second] = name.split('/');
  return second === undefined ? { kind, name: first } : { kind, name: second, namespace: first };
}
