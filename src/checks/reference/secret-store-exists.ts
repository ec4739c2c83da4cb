import type { Rule } from '../rule';
import { missingObjects } from './problems';

/** REF007: each store that secrets come from exists. */
export const secretStoreExists: Rule = {
  id: 'REF007',
  title: 'secret store that does not exist',
  severity: 'warning',
  fix: 'make it part of the manifests, correct the name, or declare it as external with a reason',
  why: 'no Secret is made, so the pods that need it never start',
  page: {
    reports:
      'a SecretStore or ClusterSecretStore that an ExternalSecret names and that is not among the manifests. A SecretStore must be in the namespace of what names it. It is a warning, because stores often belong to the team of the cluster.',
    mend: 'Add the store, or say `kind: ClusterSecretStore` where it belongs to the whole cluster: without `kind` a SecretStore of the same namespace is meant. A store of another repository is declared as external, with the reason.',
    before: `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: studioml-queue
  namespace: studioml
spec:
  secretStoreRef:
    name: vault
  data:
    - secretKey: url
      remoteRef:
        key: studioml-queue-url
---
apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata:
  name: vault
spec:
  provider:
    azurekv:
      vaultUrl: https://studioml.vault.azure.net
`,
    after: [
      [
        '    name: vault',
        `    name: vault
    kind: ClusterSecretStore`,
      ],
    ],
  },
  check: (model, target) => missingObjects(model, target, 'secretStore'),
};
