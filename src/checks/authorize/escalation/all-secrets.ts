import type { Rule } from '../../rule';
import { escalations } from './escalations';

/** RBA013: no service account that may read every secret. */
export const allSecrets: Rule = {
  id: 'RBA013',
  title: 'service account that may read every secret',
  severity: 'warning',
  why: 'one pod that is broken into gives away the credentials of all teams',
  fix: 'bind the role in the namespaces whose secrets are meant, or name the secrets by resourceNames',
  page: {
    reports:
      'a service account that a ClusterRoleBinding lets get, list or watch secrets of any name in every namespace. What lists and watches custom resources in every namespace, as operators and gateways do, is not reported. A RoleBinding counts in `kube-system`, where the strongest accounts are; in another namespace it does not, for programs read the secrets of their own.',
    mend: 'Bind the role by a RoleBinding in each namespace that is meant, or name the secrets.',
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
    resources: [secrets]
    verbs: [get, list]
`,
    after: [
      [
        '    verbs: [get, list]',
        `    verbs: [get]
    resourceNames: [queue]`,
      ],
    ],
  },
  check: (model, target) =>
    escalations(
      model,
      target,
      ['secrets'],
      'it reads the tokens, passwords and keys of every namespace, and goes on under the strongest of them',
    ),
};
