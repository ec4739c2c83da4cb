import type { Target } from '../../../facts/target';
import type { Model } from '../../model/model';
import type { Report, Rule } from '../../rule';
import { nameOf, subjectName } from '../rbac/objects';
import type { Subject } from '../rbac/objects';
import { RbacPolicy } from '../rbac/policy';
import { isOperator } from './operators';
import { accountOfSubject, makesPods } from './powers';
import { STRONG, strongest } from './strongest';

/** RBA017: who may make pods does not make them beside a stronger account. */
export const strongerNeighbour: Rule = {
  id: 'RBA017',
  title: 'pods beside a stronger service account',
  severity: 'warning',
  why: 'a pod runs under any account of its namespace that it names, and admission asks for no permission for that',
  fix: 'move the stronger account to a namespace of its own',
  page: {
    reports:
      'a service account that a binding in a namespace lets make pods, or workloads that make pods, where another account of that namespace may do everything, change roles, act as others, or read all secrets, and the first may not. Operators are not reported.',
    mend: 'Put the program that needs the stronger account into another namespace, where only administrators make pods.',
    before: page('team'),
    after: page('platform'),
  },
  *check(model, target) {
    const policy = RbacPolicy.of(model, target);
    const strong = strongAccounts(policy);
    for (const binding of policy.bindings) {
      if (!binding.manifest || binding.kind !== 'RoleBinding') continue;
      const maker = policy.roleOf(binding)?.rules.find(makesPods);
      if (!maker) continue;
      yield* neighbours(model, target, binding, strong.get(binding.namespace) ?? []);
    }
  },
};

function* neighbours(
  model: Model,
  target: Target,
  binding: RbacPolicy['bindings'][number],
  strong: readonly Strong[],
): Iterable<Report> {
  const policy = RbacPolicy.of(model, target);
  for (const subject of binding.subjects) {
    const identity = accountOfSubject(subject);
    if (!identity || isOperator(policy, identity)) continue;
    const own = subjectName(subject);
    if (strong.some(({ account }) => subjectName(account) === own)) continue;
    const other = strong[0];
    if (!other) continue;
    const message = `${own} may make pods in namespace ${binding.namespace}, and so pods of ${subjectName(other.account)}, which has ${other.role} in the whole cluster`;
    yield { manifest: binding.manifest!, path: ['roleRef'], message };
  }
}

interface Strong {
  readonly account: Subject;
  readonly role: string;
}

/** By namespace, those that the manifests make so. */
function strongAccounts(policy: RbacPolicy): ReadonlyMap<string, readonly Strong[]> {
  const found = new Map<string, Strong[]>();
  for (const binding of policy.bindings) {
    const role = policy.roleOf(binding);
    if (!binding.manifest || binding.kind !== 'ClusterRoleBinding' || !role) continue;
    const power = strongest(policy, role)?.power.name;
    if (!power || !STRONG.includes(power)) continue;
    for (const account of binding.subjects) {
      if (account.kind !== 'ServiceAccount' || account.namespace === undefined) continue;
      found.set(account.namespace, [...(found.get(account.namespace) ?? []), { account, role: nameOf(role) }]);
    }
  }
  return found;
}

function page(namespace: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: builder
  namespace: team
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: builder
subjects:
  - kind: ServiceAccount
    name: builder
    namespace: team
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: builder
  namespace: team
rules:
  - apiGroups: [batch]
    resources: [jobs]
    verbs: [create]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: backup
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: backup
subjects:
  - kind: ServiceAccount
    name: backup
    namespace: ${namespace}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: backup
rules:
  - apiGroups: ['']
    resources: [secrets]
    verbs: [list]
`;
}
