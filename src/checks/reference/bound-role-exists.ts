import type { Rule } from '../rule';
import { missingObjects } from './problems';

/** REF010: the role of each binding exists. */
export const boundRoleExists: Rule = {
  id: 'REF010',
  title: 'binding to a role that does not exist',
  severity: 'error',
  fix: 'make it part of the manifests, correct the name, or declare it as external with a reason',
  why: 'the binding grants nothing, and its role cannot be changed later: the binding must be deleted and made again',
  page: {
    reports:
      'a Role or ClusterRole that `roleRef` of a binding names and that is not among the manifests; a Role must be in the namespace of its binding. The ClusterRoles of Kubernetes itself (`cluster-admin`, `admin`, `edit`, `view`, `system:*`) exist.',
    mend: 'Correct the name or the kind of `roleRef`, or add the role. A role of another repository is declared as external, with the reason.',
    before: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: runner
  namespace: studioml
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reader
subjects:
  - kind: ServiceAccount
    name: runner
    namespace: studioml
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: reader
rules:
  - apiGroups: ['']
    resources: [configmaps]
    verbs: [get, list]
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: runner
  namespace: studioml
`,
    after: [['  kind: Role', '  kind: ClusterRole']],
  },
  check: (model, target) => missingObjects(model, target, 'role'),
};
