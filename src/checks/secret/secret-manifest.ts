import type { Rule } from '../rule';
import { dockerCredentialsIn } from './docker-config';
import { keysIn } from './key-shapes';
import { isPlaceholder, mask } from './placeholder';
import { publicDefaultsIn } from './public-defaults';
import { textsOf } from './texts';
import type { TextField } from './texts';
import { urlCredentialsIn } from './url-credentials';

/** SEC001: no Secret carries its value into a file. */
export const secretManifest: Rule = {
  id: 'SEC001',
  title: 'secret value in a Secret manifest',
  severity: 'warning',
  fix: 'make the Secret outside of the YAML, or write an ExternalSecret, a SealedSecret or a SecretProviderClass in its place',
  why: 'base64 hides nothing: who can read the file, its history or the build that wrote it has the value, and it stays there after it is changed',
  page: {
    reports:
      'each key of a Secret, in `data` or `stringData`, that holds a value. Values that only stand for one are not reported: empty text, variables and templates, `<password>`, `***`, `changeme`, references such as `vault:...` and what sops encrypted. Neither are public certificates, what the cluster adds to the token of a Secret of the type `kubernetes.io/service-account-token`, and the kinds that hold no value, such as SealedSecret and ExternalSecret. Secrets within custom resources count, and so does what kubectl noted of a Secret in its annotation and the object no longer has. A finding never shows the value, only its length and, of a long one, the first two characters.',
    mend: 'Leave the value out of the YAML. Name an existing Secret, or let an operator make it from a vault. A value that has been committed must be changed at its source; to delete the file is not enough.',
    before: `apiVersion: v1
kind: Secret
metadata:
  name: studioml-queue
  namespace: studioml
stringData:
  password: 8mZk2pQv
`,
    after: `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: studioml-queue
  namespace: studioml
spec:
  secretStoreRef:
    kind: ClusterSecretStore
    name: vault
  data:
    - secretKey: password
      remoteRef:
        key: studioml-queue-password
`,
  },
  *check(model) {
    for (const field of textsOf(model)) {
      if (field.secretType === undefined) continue;
      const { manifest, path, name, value, secretType } = field;
      // The cluster fills it with what everybody may know, and with a token that does not expire.
      if (secretType === 'kubernetes.io/service-account-token' && name !== 'token') continue;
      if (isPlaceholder(value) || isPublic(value)) continue;
      // Values that everybody knows are reported by their name.
      if (publicDefaultsIn(field).length > 0) continue;
      yield { manifest, path, message: `key '${name}' holds ${kindOf(field)} (${mask(value)})` };
    }
  },
};

/** Certificates and public keys are no secret. */
function isPublic(value: string): boolean {
  return /^\s*-----BEGIN (CERTIFICATE|PUBLIC KEY|X509 CRL)-----/.test(value) && !value.includes('PRIVATE KEY');
}

function kindOf({ name, value }: TextField): string {
  const known = keysIn(value, name)[0] ?? urlCredentialsIn(value)[0];
  if (known) return known.says;
  return dockerCredentialsIn(value, name).length > 0 ? 'the credentials of an image registry' : 'a value';
}
