import type { Rule } from '../../rule';
import { escalations } from './escalations';

/** RBA011: no service account that may do everything with the core resources. */
export const wildcard: Rule = {
  id: 'RBA011',
  title: 'service account that may do everything with the core resources',
  severity: 'warning',
  why: '`*` grants secrets, pods, nodes and service account tokens, also those that a later version adds',
  fix: 'name the resources and the verbs that the program uses',
  page: {
    reports:
      'a service account that a ClusterRoleBinding gives every verb on every resource of the core group, or a RoleBinding in `kube-system`.',
    mend: 'Name the resources and the verbs.',
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
    resources: ['*']
    verbs: ['*']
`,
    after: [
      ["resources: ['*']", 'resources: [configmaps]'],
      ["verbs: ['*']", 'verbs: [get, list, watch]'],
    ],
  },
  check: (model, target) =>
    escalations(model, target, ['wildcard'], 'it reads all secrets, and starts pods on any node and under any account'),
};
