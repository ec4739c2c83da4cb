import type { Rule } from '../rule';
import { missingObjects } from './problems';

/** REF017: each node class and queue that capacity comes from exists. */
export const capacityExists: Rule = {
  id: 'REF017',
  title: 'node class or queue that does not exist',
  severity: 'error',
  fix: 'make it part of the manifests, correct the name, or declare it as external with a reason',
  why: 'a pool without its node class starts no machine, and a job whose queue is missing stays suspended',
  page: {
    reports:
      'the node class of a NodePool or NodeClaim, the ClusterQueue of a LocalQueue, the flavors of a ClusterQueue, and the LocalQueue that the label `kueue.x-k8s.io/queue-name` names, which are not among the manifests. On AKS the AKSNodeClasses `default` and `system-surge` of node auto-provisioning exist.',
    mend: 'Add the object, or correct its name. One that is made outside is declared as external, with the reason.',
    before: `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: a100
spec:
  template:
    spec:
      nodeClassRef:
        group: karpenter.azure.com
        kind: AKSNodeClass
        name: ubunto
      requirements:
        - key: karpenter.azure.com/sku-name
          operator: In
          values: [Standard_NC24ads_A100_v4]
---
apiVersion: karpenter.azure.com/v1beta1
kind: AKSNodeClass
metadata:
  name: ubuntu
spec:
  imageFamily: Ubuntu2204
`,
    after: [['name: ubunto', 'name: ubuntu']],
  },
  check: (model, target) => missingObjects(model, target, 'capacity'),
};
