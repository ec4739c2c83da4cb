import type { Rule } from '../rule';
import { missingObjects } from './problems';

/** REF008: each service account that a pod runs under exists. */
export const serviceAccountExists: Rule = {
  id: 'REF008',
  title: 'service account that does not exist',
  severity: 'error',
  fix: 'make it part of the manifests, correct the name, or declare it as external with a reason',
  why: 'the API server refuses each pod whose service account is missing, so a Deployment stays without pods and says so only in its events',
  page: {
    reports:
      'the service account of a pod, of a pod template, of a workflow or of a secret store that is not in its namespace. `default` is in every namespace, and a Profile makes `default-editor` and `default-viewer` in its own.',
    mend: 'Add the ServiceAccount to the namespace of the pod, or correct the name. One of another repository is declared as external, with the reason.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: studioml
spec:
  serviceAccountName: runer
  containers:
    - name: web
      image: registry.example/web:1.4
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: runner
  namespace: studioml
`,
    after: [['serviceAccountName: runer', 'serviceAccountName: runner']],
  },
  check: (model, target) => missingObjects(model, target, 'account'),
};
