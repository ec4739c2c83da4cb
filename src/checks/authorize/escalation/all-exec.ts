import type { Rule } from '../../rule';
import { escalations } from './escalations';

/** RBA014: no service account that may run commands in every pod. */
export const allExec: Rule = {
  id: 'RBA014',
  title: 'service account that may run commands in every pod',
  severity: 'warning',
  why: 'a shell in a pod is all that the pod may do and read',
  fix: 'bind the role in the namespaces whose pods are meant',
  page: {
    reports:
      'a service account that a ClusterRoleBinding gives `pods/exec`, `pods/attach` or `pods/ephemeralcontainers` in every namespace. Operators, which list and watch custom resources in every namespace and do more than read them, are not reported. A RoleBinding counts in `kube-system`, where the strongest accounts are; in another namespace it does not.',
    mend: 'Bind the role by a RoleBinding in each namespace that is meant.',
    before: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: agent
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
  - apiGroups: ['']
    resources: [pods/exec]
    verbs: [create]
`,
    after: [
      ['resources: [pods/exec]', 'resources: [pods/log]'],
      ['verbs: [create]', 'verbs: [get]'],
    ],
  },
  check: (model, target) =>
    escalations(
      model,
      target,
      ['exec'],
      'it runs a command in a pod of a stronger account, such as one of kube-system, and takes the token there',
    ),
};
