import type { Rule } from '../../rule';
import { escalations } from './escalations';

/** RBA018: no service account that may approve certificates. */
export const certificates: Rule = {
  id: 'RBA018',
  title: 'service account that may approve certificates',
  severity: 'warning',
  why: 'a client certificate is valid until it expires and cannot be revoked',
  fix: 'name the signers by resourceNames',
  page: {
    reports:
      'a service account that a ClusterRoleBinding lets approve certificate signing requests, or approve or sign for every signer. Operators are not reported.',
    mend: 'Name the signers by `resourceNames`.',
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
  - apiGroups: [certificates.k8s.io]
    resources: [signers]
    verbs: [approve]
`,
    after: [
      [
        '    verbs: [approve]',
        `    verbs: [approve]
    resourceNames: [example.com/serving]`,
      ],
    ],
  },
  check: (model, target) =>
    escalations(
      model,
      target,
      ['certificates'],
      'it approves its own request for a client certificate of a stronger user or of a node',
    ),
};
