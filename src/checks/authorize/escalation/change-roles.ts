import type { Rule } from '../../rule';
import { escalations } from './escalations';

/** RBA012: no service account that may grant itself anything. */
export const changeRoles: Rule = {
  id: 'RBA012',
  title: 'service account that may grant itself anything',
  severity: 'warning',
  why: 'these verbs take away the barrier that nobody can grant more than he has',
  fix: 'leave out bind, escalate and impersonate, or limit them by resourceNames',
  page: {
    reports:
      'a service account that a ClusterRoleBinding gives `bind` or `escalate` on roles, or `impersonate` on users, groups or service accounts, of all names. A rule with `resourceNames` is reported where it names `cluster-admin` or a role as strong to bind, and where it names the group `system:masters`, an account of `kube-system`, or a user, a group or an account that has a strong role in every namespace to act as. `admin`, `edit` and `view` may be bound by name, as what makes namespaces for teams does, unless the same role may write ClusterRoleBindings. A RoleBinding counts in `kube-system` alone.',
    mend: 'Limit the rule by `resourceNames` to the roles and users that are meant.',
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
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterroles]
    verbs: [bind]
`,
    after: [
      [
        '    verbs: [bind]',
        `    verbs: [bind]
    resourceNames: [view]`,
      ],
    ],
  },
  check: (model, target) =>
    escalations(
      model,
      target,
      ['roles', 'impersonate'],
      'it binds cluster-admin to itself, writes itself a role, or acts as another user who has it',
    ),
};
