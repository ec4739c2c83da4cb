import type { Rule } from '../../rule';
import { escalations } from './escalations';

/** RBA008: no service account that may do everything. */
export const fullPower: Rule = {
  id: 'RBA008',
  title: 'service account that may do everything',
  severity: 'error',
  why: 'every pod of the account can read all secrets, change every workload and grant itself anything',
  fix: 'grant the verbs and resources that the program uses, in its namespace',
  page: {
    reports:
      'a service account that a ClusterRoleBinding gives `cluster-admin`, or another role with every verb on every resource of every group. Users and groups of people are not reported, and neither are the accounts of Argo CD, Flux, Velero and the profiles of Kubeflow, whose projects publish it so; in another namespace `app.kubernetes.io/part-of: argocd` or `flux` on the binding says it of accounts that end as those do. The user name of a service account counts, and so does the group of those of a namespace; a RoleBinding counts in `kube-system` alone.',
    mend: 'Write a Role with what the program asks for, and bind it in the namespace. `can-i --list` shows what an account has.',
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
  - apiGroups: ['*']
    resources: ['*']
    verbs: ['*']
`,
    after: [
      ["- apiGroups: ['*']", "- apiGroups: ['']"],
      ["resources: ['*']", 'resources: [configmaps]'],
      ["verbs: ['*']", 'verbs: [get, list, watch]'],
    ],
  },
  check: (model, target) =>
    escalations(
      model,
      target,
      ['everything'],
      'whoever runs code in one of its pods takes its token and owns the cluster: every secret, every node, every other account',
    ),
};
