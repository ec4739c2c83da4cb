import type { Rule } from '../../rule';
import { escalations } from './escalations';

/** RBA020: no service account that may make volumes of any node. */
export const volumes: Rule = {
  id: 'RBA020',
  title: 'service account that may make volumes of any node',
  severity: 'warning',
  why: 'a PersistentVolume of a host path passes the Pod Security Standards, for the pod only names a claim',
  fix: 'leave persistentvolumes to the provisioner of a storage class',
  page: {
    reports:
      'a service account that a ClusterRoleBinding lets create PersistentVolumes. Provisioners, which read storage classes, and operators are not reported.',
    mend: 'Claim volumes of a storage class.',
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
    resources: [persistentvolumes]
    verbs: [create]
`,
    after: [['resources: [persistentvolumes]', 'resources: [persistentvolumeclaims]']],
  },
  check: (model, target) =>
    escalations(
      model,
      target,
      ['volumes'],
      'it makes a volume of the root folder of a node (hostPath), claims it, and reads the credentials of the kubelet',
    ),
};
