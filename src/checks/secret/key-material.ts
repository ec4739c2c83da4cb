import type { Report, Rule } from '../rule';
import { keysIn } from './key-shapes';
import { secretsInComments } from './comments';
import { mask } from './placeholder';
import { publicDefaultsIn } from './public-defaults';
import { textsOf } from './texts';

/** SEC003: no key or token stands outside of a Secret. */
export const keyMaterial: Rule = {
  id: 'SEC003',
  title: 'key or token',
  severity: 'error',
  fix: 'revoke the key, and read the new one from a Secret',
  why: 'keys of this shape are looked for by robots: one that is committed to a public place is used by strangers within minutes',
  page: {
    reports:
      'text outside of a Secret, names, labels and keys included, that has the shape of a key: private keys in PEM, of PuTTY, of age and of JSON web keys, as bytes, in PKCS #12 and Java stores and in keytabs, access keys of AWS, tokens of GitHub, GitLab, Slack, Google, OpenAI, Anthropic, npm, PyPI, Docker Hub, Hugging Face, NVIDIA, Vault, Databricks, Grafana, Stripe and sixty others, client secrets of Entra ID, keys of Azure services, webhooks of chats and signed JSON web tokens. It looks into base64, gzip, zlib and UTF-16, up to three times one in the other. Certificates, stores of certificates, public keys, digests, checksums, UUIDs and the examples of the vendors are not reported, and neither are the texts of a CustomResourceDefinition. Comments of YAML count where they are read from a file. The values of Secrets are left to the rule on Secret manifests.',
    mend: 'Revoke the key where it was made; to delete it from the file is not enough. Let the program read the new one from a Secret, or give it an identity that needs no key, such as workload identity.',
    before: `apiVersion: v1
kind: ConfigMap
metadata:
  name: aws
data:
  AWS_ACCESS_KEY_ID: AKIAZ3MSJ6YQ2WLTXD5F
`,
    after: [['AWS_ACCESS_KEY_ID: AKIAZ3MSJ6YQ2WLTXD5F', 'AWS_ROLE_ARN: arn:aws:iam::111122223333:role/runner']],
  },
  check(model) {
    const found: Report[] = [];
    for (const field of textsOf(model)) {
      if (field.secretType !== undefined) continue;
      for (const { says, value: key } of keysIn(field.value, field.name)) {
        if (publicDefaultsIn({ name: '', value: key }).length > 0) continue;
        found.push({ manifest: field.manifest, path: field.path, message: `${says} (${mask(key)})` });
      }
    }
    for (const { manifest, line, found: key } of secretsInComments(model, (text) => keysIn(text, ''))) {
      if (publicDefaultsIn({ name: '', value: key.value }).length > 0) continue;
      found.push({ manifest, line, message: `${key.says} in a comment (${mask(key.value)})` });
    }
    return found;
  },
};
