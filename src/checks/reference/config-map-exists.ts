import type { Rule } from '../rule';
import { missingObjects } from './problems';

/** REF004: each ConfigMap that is named exists. */
export const configMapExists: Rule = {
  id: 'REF004',
  title: 'ConfigMap that does not exist',
  severity: 'error',
  fix: 'make it part of the manifests, correct the name, or declare it as external with a reason',
  why: 'a container that needs the ConfigMap never starts: it waits in CreateContainerConfigError, or its volume is never mounted',
  page: {
    reports:
      'a ConfigMap that `env`, `envFrom`, a volume, a projected volume, a PodDefault, a TriggerAuthentication or the values of a HelmRelease name and that is not in their namespace. What is marked `optional: true` is not reported, nor is `kube-root-ca.crt`, which every namespace has, nor what a `configMapGenerator` of kustomize makes.',
    mend: 'Add the ConfigMap, correct its name or namespace, or mark the reference `optional: true` where the program works without it. A ConfigMap of another repository is declared as external, with the reason.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: studioml
spec:
  containers:
    - name: web
      image: registry.example/web:1.4
      envFrom:
        - configMapRef:
            name: setings
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: studioml
data:
  LOG: debug
`,
    after: [['name: setings', 'name: settings']],
  },
  check: (model, target) => missingObjects(model, target, 'configMap'),
};
