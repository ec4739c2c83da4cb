import type { Report, Rule } from '../rule';
import { dockerCredentialsIn } from './docker-config';
import { mask } from './placeholder';
import { textsOf } from './texts';

/** SEC006: the configuration of a container client with credentials stands in a Secret. */
export const dockerConfiguration: Rule = {
  id: 'SEC006',
  title: 'registry credentials outside of a Secret',
  severity: 'error',
  fix: 'make a Secret of the type kubernetes.io/dockerconfigjson outside of the YAML, and name it in imagePullSecrets or mount it',
  why: '`auth` is user and password in base64: everybody who may read the object can push images that your cluster then runs',
  page: {
    reports:
      'JSON with `auths` that hold `auth`, `password` or `identitytoken`, plain or in base64, in a ConfigMap, a variable, an argument, an annotation or a custom resource. A configuration with empty `auths`, or with `credHelpers` and `credsStore` alone, is not reported.',
    mend: 'Mount the configuration from a Secret of the type `kubernetes.io/dockerconfigjson`, or use a credential helper, which asks the cloud for a short-lived token.',
    before: `apiVersion: v1
kind: ConfigMap
metadata:
  name: docker-config
data:
  config.json: '{"auths": {"registry.example.com": {"auth": "cnVubmVyOjhtWmsycFF2"}}}'
`,
    after: [
      [
        `config.json: '{"auths": {"registry.example.com": {"auth": "cnVubmVyOjhtWmsycFF2"}}}'`,
        `config.json: '{"credHelpers": {"111122223333.dkr.ecr.eu-west-1.amazonaws.com": "ecr-login"}}'`,
      ],
    ],
  },
  check(model) {
    const found: Report[] = [];
    for (const field of textsOf(model)) {
      if (field.secretType !== undefined) continue;
      const [credential] = dockerCredentialsIn(field.value, field.name);
      if (credential === undefined) continue;
      found.push({
        manifest: field.manifest,
        path: field.path,
        message: `credentials of an image registry (${mask(credential)})`,
      });
    }
    return found;
  },
};
