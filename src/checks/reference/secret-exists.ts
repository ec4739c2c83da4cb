import type { Rule } from '../rule';
import { missingObjects } from './problems';

/** REF005: each Secret that is named exists. */
export const secretExists: Rule = {
  id: 'REF005',
  title: 'Secret that does not exist',
  severity: 'warning',
  fix: 'make it by an ExternalSecret, a SealedSecret or a Certificate, correct the name, or declare it as external with a reason',
  why: 'a container that needs the Secret never starts, and an Ingress or a Gateway serves without its certificate',
  page: {
    reports:
      'a Secret that a pod, an image pull, an Ingress, a Gateway, an issuer, a secret store, a trigger authentication, a monitor or a Flux source names and that no manifest makes. A Certificate, an ExternalSecret, a SealedSecret, `secretObjects` of a SecretProviderClass, a Profile and an annotation of cert-manager count as making it. It is a warning, because Secrets are usually made outside of a repository.',
    mend: 'Make the Secret by an ExternalSecret, a SealedSecret or a Certificate, correct its name or namespace, or declare it as external, with the reason.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: studioml
spec:
  containers:
    - name: web
      image: registry.example/web:1.4
      env:
        - name: AMQP_URL
          valueFrom:
            secretKeyRef:
              name: studioml-queue
              key: url
`,
    after: [
      [
        '              key: url',
        `              key: url
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: studioml-queue
  namespace: studioml
spec:
  secretStoreRef:
    name: vault
    kind: ClusterSecretStore
  data:
    - secretKey: url
      remoteRef:
        key: studioml-queue-url`,
      ],
    ],
  },
  check: (model, target) => missingObjects(model, target, 'secret'),
};
