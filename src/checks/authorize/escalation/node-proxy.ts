import type { Rule } from '../../rule';
import { escalations } from './escalations';

/** RBA016: no service account that may talk to every kubelet. */
export const nodeProxy: Rule = {
  id: 'RBA016',
  title: 'service account that may talk to every kubelet',
  severity: 'warning',
  why: 'the kubelet obeys whoever may use nodes/proxy, also for reading: exec over a web socket is a get',
  fix: 'grant nodes/metrics and nodes/stats instead, which is what monitoring needs',
  page: {
    reports: 'a service account that a ClusterRoleBinding lets get or create `nodes/proxy`.',
    mend: 'Grant `nodes/metrics`, `nodes/stats`, and since Kubernetes 1.33 `nodes/pods` and `nodes/healthz`.',
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
    resources: [nodes/proxy]
    verbs: [get]
`,
    after: [['resources: [nodes/proxy]', 'resources: [nodes/metrics]']],
  },
  check: (model, target) =>
    escalations(
      model,
      target,
      ['nodes'],
      'it asks the kubelet to run a command in any pod of the node; neither admission nor the audit log sees it',
    ),
};
