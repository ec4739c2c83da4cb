import type { Report, Rule } from '../rule';
import { secretsInComments } from './comments';
import { hasMixed } from './is-name';
import { mask } from './placeholder';
import { passwordsInProse } from './prose';
import { publicDefaultsIn } from './public-defaults';
import { textsOf } from './texts';
import { urlCredentialsIn } from './url-credentials';
import type { UrlCredential } from './url-credentials';

/** SEC002: no address carries a password. */
export const credentialsInUrl: Rule = {
  id: 'SEC002',
  title: 'password in an address',
  severity: 'error',
  fix: 'keep the whole address in a Secret and read it from there, or write the password as $(VARIABLE) of one',
  why: 'an address is copied into logs, dashboards and error messages, and with it the password; everybody who may read the ConfigMap or the pod has it too',
  page: {
    reports:
      'a password in an address, wherever it stands outside of a Secret: variables, arguments, ConfigMaps, annotations, triggers of KEDA and fields of custom resources. It knows `scheme://user:password@host`, `https://token@host` where the token looks random, connection strings with `AccountKey`, `SharedAccessKey` or `Password`, addresses of MySQL drivers, signed URLs of Azure storage, headers of Basic and Bearer authentication, files such as `.netrc`, `.npmrc` and `.pgpass`, SQL that makes a user, and the passwords among the words of `curl`, `mysql`, `redis-cli`, `mongosh`, `docker login`, `sshpass`, `rabbitmqctl`, `zip` and the like. The key in the address of a project of Sentry is public. An address with a user alone, an empty password, a variable such as `$(PASSWORD)` or `${PASSWORD}`, and placeholders such as `<password>` and `***` are not reported. Of comments of YAML counts what nobody reads as a word.',
    mend: 'Put the address into a Secret and read it with `secretKeyRef`. In a variable of a container, `$(NAME)` of an earlier variable works as well; in a ConfigMap that `envFrom` reads, Kubernetes replaces nothing. Then change the password, for it has been written down.',
    before: `apiVersion: v1
kind: ConfigMap
metadata:
  name: studioml-env
data:
  AMQP_URL: amqp://runner:8mZk2pQv@rabbitmq-service:5672/
`,
    after: `apiVersion: v1
kind: Pod
metadata:
  name: runner
spec:
  containers:
    - name: runner
      image: leafai/studio-go-runner:0.9.21
      env:
        - name: AMQP_URL
          valueFrom:
            secretKeyRef:
              name: studioml-queue
              key: url
`,
  },
  check(model) {
    const found: Report[] = [];
    for (const field of textsOf(model)) {
      const { name, value } = field;
      if (field.secretType !== undefined) continue;
      for (const { says, value: password } of urlCredentialsIn(value)) {
        if (isPublic(name, value, password)) continue;
        found.push({ manifest: field.manifest, path: field.path, message: `${says} (${mask(password)})` });
      }
    }
    for (const { manifest, line, found: password } of secretsInComments(model, toldIn))
      found.push({ manifest, line, message: `${password.says} in a comment (${mask(password.value)})` });
    return found;
  },
};

/** A comment shows how an address is written, so that only what nobody reads as a word counts there. */
function toldIn(text: string): readonly UrlCredential[] {
  const said = passwordsInProse(text).map((value) => ({ says: 'a password', value }));
  return [...urlCredentialsIn(text).filter(({ value }) => hasMixed(value)), ...said];
}

/** Values that everybody knows are reported by their name. */
function isPublic(name: string, address: string, password: string): boolean {
  return publicDefaultsIn({ name, value: address }).length > 0 && /^(guest|minio123|minioadmin|Eby8)/.test(password);
}
