import type { Rule } from '../rule';
import { missingObjects } from './problems';

/** REF009: each service account that a binding names exists. */
export const subjectExists: Rule = {
  id: 'REF009',
  title: 'binding to a service account that does not exist',
  severity: 'warning',
  fix: 'make it part of the manifests, correct the name, or declare it as external with a reason',
  why: 'the permissions go to nobody, and the program that needs them is refused at run time',
  page: {
    reports:
      'a subject of a RoleBinding or ClusterRoleBinding that is a service account which no manifest makes. It is a warning, because a binding works for an account that is made later. Users and groups are no objects and not reported.',
    mend: 'Correct the name or the namespace of the subject, or declare the account as external, with the reason.',
    before: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: runner
  namespace: studioml
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: reader
subjects:
  - kind: ServiceAccount
    name: runer
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
    after: [['name: runer', 'name: runner']],
  },
  check: (model, target) => missingObjects(model, target, 'subject'),
};
