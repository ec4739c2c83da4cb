import type { Rule } from '../../rule';
import { escalations } from './escalations';

/** RBA015: no service account that may make tokens of any other. */
export const allTokens: Rule = {
  id: 'RBA015',
  title: 'service account that may make tokens of any other',
  severity: 'warning',
  why: 'a token is all that its account may do',
  fix: 'name the accounts by resourceNames',
  page: {
    reports:
      'a service account that a ClusterRoleBinding lets create `serviceaccounts/token` of any account, and of an account by its name where that has a strong role in every namespace or is one of `kube-system`. Operators are not reported. A RoleBinding counts in `kube-system` alone.',
    mend: 'Name the accounts by `resourceNames`, or bind the role in one namespace.',
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
    resources: [serviceaccounts/token]
    verbs: [create]
`,
    after: [
      [
        '    verbs: [create]',
        `    verbs: [create]
    resourceNames: [agent]`,
      ],
    ],
  },
  check: (model, target) =>
    escalations(model, target, ['tokens'], 'it makes itself a token of a stronger account, such as one of kube-system'),
};
