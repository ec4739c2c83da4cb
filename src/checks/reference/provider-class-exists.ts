import type { Rule } from '../rule';
import { missingObjects } from './problems';

/** REF025: each SecretProviderClass that a volume names exists. */
export const providerClassExists: Rule = {
  id: 'REF025',
  title: 'SecretProviderClass that does not exist',
  severity: 'error',
  fix: 'make it part of the manifests, correct the name, or declare it as external with a reason',
  why: 'the volume is never mounted, so the pod never starts, and no Secret is made of it',
  page: {
    reports:
      'a SecretProviderClass that a volume of the secrets store CSI driver names and that is not in the namespace of the pod.',
    mend: 'Add the SecretProviderClass to the namespace of the pod, or correct the name. One of another repository is declared as external, with the reason.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: studioml
spec:
  containers:
    - name: web
      image: registry.example/web:1.4
      volumeMounts:
        - name: secrets
          mountPath: /secrets
          readOnly: true
  volumes:
    - name: secrets
      csi:
        driver: secrets-store.csi.k8s.io
        readOnly: true
        volumeAttributes:
          secretProviderClass: valut
---
apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  name: vault
  namespace: studioml
spec:
  provider: azure
`,
    after: [['secretProviderClass: valut', 'secretProviderClass: vault']],
  },
  check: (model, target) => missingObjects(model, target, 'providerClass'),
};
