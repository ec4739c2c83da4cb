import type { Rule } from '../../rule';
import { escalations } from './escalations';

/** RBA019: no service account that may change admission webhooks. */
export const webhooks: Rule = {
  id: 'RBA019',
  title: 'service account that may change admission webhooks',
  severity: 'warning',
  why: 'a webhook sees and changes every object that is written',
  fix: 'name the configurations by resourceNames',
  page: {
    reports:
      'a service account that a ClusterRoleBinding lets create or change admission webhook configurations, policies that change objects, or APIServices, which say what server answers for an API group, of any name. What lists and watches custom resources in every namespace is not reported.',
    mend: 'Let the program change only its own, by `resourceNames`.',
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
  - apiGroups: [admissionregistration.k8s.io]
    resources: [mutatingwebhookconfigurations]
    verbs: [create, update]
`,
    after: [
      [
        '    verbs: [create, update]',
        `    verbs: [update]
    resourceNames: [agent]`,
      ],
    ],
  },
  check: (model, target) =>
    escalations(
      model,
      target,
      ['webhooks'],
      'the API server sends it each secret that is written, or lets it change each pod',
    ),
};
