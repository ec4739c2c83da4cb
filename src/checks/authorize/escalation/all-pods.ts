import type { Rule } from '../../rule';
import { escalations } from './escalations';

/** RBA021: no service account that may make pods in every namespace. */
export const allPods: Rule = {
  id: 'RBA021',
  title: 'service account that may make pods in every namespace',
  severity: 'warning',
  why: 'a pod runs under any account of its namespace and on any node, and admission asks for no permission for that',
  fix: 'bind the role in the namespaces where the program makes pods',
  page: {
    reports:
      'a service account that a ClusterRoleBinding, or a RoleBinding in `kube-system`, lets make or change pods, or workloads that make pods: a change of a pod may give it another image. Operators, which list and watch custom resources in every namespace and do more than read them, are not reported, and neither is what changes the number of pods alone, such as `deployments/scale`.',
    mend: 'Bind the role by a RoleBinding in each namespace that is meant.',
    before: page('ClusterRoleBinding', ''),
    after: page('RoleBinding', '\n  namespace: team'),
  },
  check: (model, target) =>
    escalations(
      model,
      target,
      ['pods'],
      'it makes a pod in kube-system under an account of the cluster itself, or one that owns its node',
    ),
};

function page(kind: string, namespace: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: ${kind}
metadata:
  name: agent${namespace}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: agent
subjects:
  - kind: ServiceAccount
    name: agent
    namespace: team
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: agent
rules:
  - apiGroups: [batch]
    resources: [jobs]
    verbs: [create, get, list, watch]
`;
}
