import type { Report, Rule } from '../rule';
import { publicDefaultsIn } from './public-defaults';
import { textsOf } from './texts';

/** SEC005: no password is one that everybody knows. */
export const publicDefault: Rule = {
  id: 'SEC005',
  title: 'secret that everybody knows',
  severity: 'error',
  fix: 'make a value of your own, keep it in a Secret, and name that Secret here',
  why: 'the value is printed in the documentation of the software, so that it keeps nobody out',
  page: {
    reports:
      'the secrets that documents and projects ship, wherever they stand, also in a Secret and in base64: the stock key of the MinIO of Kubeflow Pipelines, the stock passwords of MinIO and RabbitMQ, the OIDC client secret and the cookie secret of Kubeflow, the password of its stock user and its hash, the MinIO password of the test build of studio-go-runner, and the key of the Azurite emulator. Short ones count only as a whole word or below the name of a secret.',
    mend: 'Make a random value, such as with `openssl rand -base64 32`, keep it in a vault, and let a Secret bring it to the pod. Change it in each program that uses it.',
    before: `apiVersion: v1
kind: Secret
metadata:
  name: mlpipeline-minio-artifact
  namespace: kubeflow
stringData:
  accesskey: ''
  secretkey: minio123
`,
    after: `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: mlpipeline-minio-artifact
  namespace: kubeflow
spec:
  secretStoreRef:
    kind: ClusterSecretStore
    name: vault
  dataFrom:
    - extract:
        key: minio
`,
  },
  check(model) {
    const found: Report[] = [];
    for (const field of textsOf(model)) {
      for (const { says, source } of publicDefaultsIn(field)) {
        found.push({ manifest: field.manifest, path: field.path, message: `${says}, which is public (${source})` });
      }
    }
    return found;
  },
};
