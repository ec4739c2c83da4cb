import type { Rule } from '../rule';
import { missingObjects } from './problems';

/** REF013: each priority class and runtime class that a pod names exists. */
export const schedulingClassExists: Rule = {
  id: 'REF013',
  title: 'priority class or runtime class that does not exist',
  severity: 'error',
  fix: 'make it part of the manifests, correct the name, or declare it as external with a reason',
  why: 'the API server refuses each such pod, so a Deployment stays without pods and says so only in its events',
  page: {
    reports:
      'a PriorityClass or RuntimeClass that a pod or a pod template names and that is not among the manifests. `system-node-critical` and `system-cluster-critical` exist, and the GPU operator of NVIDIA makes the runtime classes `nvidia`, `nvidia-cdi` and `nvidia-legacy`.',
    mend: 'Add the class, or correct its name. A class that is made outside is declared as external, with the reason.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: studioml
spec:
  priorityClassName: trainning
  containers:
    - name: web
      image: registry.example/web:1.4
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: training
value: 1000
`,
    after: [['priorityClassName: trainning', 'priorityClassName: training']],
  },
  check: (model, target) => missingObjects(model, target, 'scheduling'),
};
