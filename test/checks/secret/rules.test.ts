import { formatPath } from '../../../src/checks/field-path';
import { SECRET_RULES } from '../../../src/checks/secret';
import { mendedOf } from '../../../src/checks/rule-page';
import { labelledCases } from '../accept/cases';
import { example, expectPageShows, reportsOf } from '../image/pages';

/** Random text that stands for nothing; tokens are put together here so that no scanner takes this file for a leak. */
const RANDOM = '8mZk2pQvR4tYw7sLd9xBc3nFh6jGa1eU5iOq0KzTrVbNmXyPlWsEdCfAgH';
const HEX = '3f9a1c7e5b2d8046af13c9d7e2b58460';
const AZURE = `${(RANDOM + RANDOM).slice(0, 86)}==`;
const pem = (kind: string): string =>
  `-----BEGIN ${kind}-----\n${RANDOM.slice(0, 56)}\n${RANDOM.slice(0, 40)}\n-----END ${kind}-----\n`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const jwt = `${base64('{"alg":"RS256"}').replace(/=/g, '')}.${base64('{"sub":"runner","aud":"x"}').replace(/=/g, '')}.${RANDOM.slice(0, 43)}`;

function found(...objects: unknown[]): string[] {
  return SECRET_RULES.flatMap((rule) =>
    reportsOf(rule, objects).map(({ path }) => `${rule.id} ${formatPath(path ?? [])}`),
  );
}

const secret = (stringData: unknown, more: object = {}): unknown => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 's' },
  stringData,
  ...more,
});
const configMap = (data: unknown): unknown => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data });
const pod = (container: object): unknown => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { containers: [{ name: 'c', image: 'a:1', ...container }] },
});
const env = (name: string, value: unknown): unknown => pod({ env: [{ name, value }] });
const annotated = (annotations: object): unknown => ({ apiVersion: 'v1', kind: 'Pod', metadata: { annotations } });

/** The rules that report a value under a name that says nothing. */
const ofText = (value: string): string[] => found(configMap({ text: value })).map((line) => line.slice(0, 6));
const ofEnv = (name: string, value: unknown): string[] => found(env(name, value)).map((line) => line.slice(0, 6));

test.each(SECRET_RULES.map((rule) => [rule.id, rule] as const))('the page of %s shows what it says', (_id, rule) => {
  expectPageShows(rule);
  expect(found(...example(mendedOf(rule.page)))).toEqual([]);
});

describe('SEC001', () => {
  test.each([
    ['stringData', secret({ user: 'runner' }), ['SEC001 stringData[user]']],
    ['data', secret(undefined, { data: { user: base64('runner') } }), ['SEC001 data[user]']],
    ['each key', secret({ a: 'one', b: 'two' }), ['SEC001 stringData[a]', 'SEC001 stringData[b]']],
    ['a private key', secret({ 'tls.key': pem('PRIVATE KEY') }), ['SEC001 stringData[tls.key]']],
    ['an address', secret({ url: `amqp://runner:${HEX}@queue` }), ['SEC001 stringData[url]']],
    ['a list', { apiVersion: 'v1', kind: 'List', items: [secret({ a: 'one' })] }, ['SEC001 items[0].stringData[a]']],
  ])('reports %s', (_what, object, expected) => {
    expect(found(object)).toEqual(expected);
  });

  test.each([
    ['empty text', secret({ a: '' })],
    ['null', secret({ a: null })],
    ['no data', secret(undefined)],
    ['a variable', secret({ a: '${PASSWORD}' })],
    ['a placeholder', secret({ a: '<password>', b: '***', c: 'changeme', d: 'REPLACE_ME' })],
    ['a placeholder in base64', secret(undefined, { data: { a: base64('<password>') } })],
    ['a reference', secret({ a: 'vault:secret/data/queue#password', b: '<path:kv/data/queue#password>' })],
    ['what sops encrypted', secret({ a: 'ENC[AES256_GCM,data:abc,iv:def,type:str]' })],
    ['a certificate', secret({ 'ca.crt': pem('CERTIFICATE') })],
    [
      'what the cluster fills beside a token',
      secret({ 'ca.crt': 'x', namespace: 'studioml', token: '' }, { type: 'kubernetes.io/service-account-token' }),
    ],
    [
      'a SealedSecret',
      { apiVersion: 'bitnami.com/v1alpha1', kind: 'SealedSecret', spec: { encryptedData: { password: AZURE } } },
    ],
    [
      'an ExternalSecret',
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        spec: {
          data: [{ secretKey: 'databasePassword', remoteRef: { key: 'studioml-queue-2', property: 'password' } }],
          target: { template: { data: { url: 'amqp://{{ .user }}:{{ .password }}@queue' } } },
        },
      },
    ],
  ])('does not report %s', (_what, object) => {
    expect(found(object)).toEqual([]);
  });
});

describe('SEC002', () => {
  test.each([
    'amqp://user:pass@rabbitmq:5672/',
    `https://runner:${HEX}@git.example.com/ml.git`,
    'see postgres://ml:hunter22@db/kfp for it',
    `redis://:${HEX}@redis:6379`,
    `amqp://$(USER):${HEX}@queue`,
    'amqp://user:pass@${HOST}:5672',
    `DefaultEndpointsProtocol=https;AccountName=ml;AccountKey=${AZURE};EndpointSuffix=core.windows.net`,
    'Endpoint=sb://ml.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=8mZk2pQvR4tYw7sLd9xBc3n=',
    'Server=db;Database=ml;User Id=sa;Password=hunter22;',
    'host=db user=ml password=hunter22 dbname=kfp',
    'ml:hunter22@tcp(mysql:3306)/mlpipeline',
    'PlainLoginModule required username="ml" password="hunter22";',
    `https://ml.blob.core.windows.net/a?sv=2024-01-01&sig=${RANDOM.slice(0, 43)}%3D`,
  ])('reports %s', (value) => {
    expect(ofText(value)).toEqual(['SEC002']);
  });

  test.each([
    'amqp://rabbitmq:5672/',
    'amqp://user@rabbitmq:5672/',
    'amqp://user:@rabbitmq:5672/',
    'amqp://$(USER):$(PASSWORD)@rabbitmq',
    'amqp://user:${PASSWORD}@rabbitmq',
    'amqp://user:$PASSWORD@rabbitmq',
    'amqp://user:{{ .password }}@rabbitmq',
    'amqp://<user>:<password>@rabbitmq',
    'amqp://user:***@rabbitmq',
    'amqp://user:xxxxxx@rabbitmq',
    'ssh://git@github.com/a/b.git',
    'http://[fd00::1]:8080/a@b',
    'http://a.example:8080/x?mail=me@b.example',
    'docker://nginx:1.29@sha256:' + HEX + HEX,
    '^https?://[^:/]+:[^@/]+@(.*)$',
    'listen: 0.0.0.0:8080\n# such as amqp://user:password@host\n',
    'AccountKey=$(KEY);AccountName=ml',
    'Server=db;Password=${PASSWORD};',
    'password=secret',
    'PlainLoginModule required username="ml" password="${PASSWORD}";',
    'https://ml.blob.core.windows.net/a?sv=2024&sig=<signature>',
  ])('does not report %s', (value) => {
    expect(ofText(value)).toEqual([]);
  });

  test.each([
    ['a variable', env('URL', 'amqp://a:pass1@b'), 'spec.containers[0].env[0].value'],
    ['an argument', pod({ args: ['--url=amqp://a:pass1@b'] }), 'spec.containers[0].args[0]'],
    ['an annotation', annotated({ 'a/url': 'amqp://a:pass1@b' }), 'metadata.annotations[a/url]'],
    [
      'a trigger of KEDA',
      {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        spec: { triggers: [{ type: 'rabbitmq', metadata: { host: 'amqp://a:pass1@b' } }] },
      },
      'spec.triggers[0].metadata.host',
    ],
    [
      'binary data in base64',
      { apiVersion: 'v1', kind: 'ConfigMap', binaryData: { a: base64('amqp://a:pass1@b') } },
      'binaryData[a]',
    ],
  ])('reads %s', (_what, object, path) => {
    expect(found(object)).toEqual([`SEC002 ${path}`]);
  });

  test('schemas and copies of the object are not read', () => {
    const schema = { description: 'such as amqp://user:pass@host', example: `AKIAZ3MSJ6YQ2WLTXD5F` };
    expect(found({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', spec: schema })).toEqual(
      [],
    );
    const key = 'kubectl.kubernetes.io/last-applied-configuration';
    const object = configMap({ url: 'amqp://a:pass1@b' }) as { metadata: object };
    const copied = { ...object, metadata: { ...object.metadata, annotations: { [key]: JSON.stringify(object) } } };
    expect(found(copied)).toEqual(['SEC002 data[url]']);
  });
});

describe('SEC003', () => {
  test.each([
    ['PEM', pem('PRIVATE KEY')],
    ['PEM of RSA', pem('RSA PRIVATE KEY')],
    ['PEM of OpenSSH', pem('OPENSSH PRIVATE KEY')],
    ['PEM in one line', pem('EC PRIVATE KEY').replace(/\n/g, '\\n')],
    ['AWS', `AKIAZ3MSJ6YQ2WLTXD5F`],
    ['GitHub', `token is ghp_${RANDOM.slice(0, 36)}.`],
    ['GitHub, fine-grained', `github_pat_${RANDOM}${RANDOM.slice(0, 20)}`],
    ['GitHub in an address', `https://ghp_${RANDOM.slice(0, 36)}@github.com/a/b`],
    ['GitLab', `glpat-${RANDOM.slice(0, 20)}`],
    ['Slack', ['xoxb', 2468013579, RANDOM.slice(0, 24)].join('-')],
    ['a webhook of Slack', `https://hooks.slack.com/services/T02AB34CD5/B02AB34CD5/${RANDOM.slice(0, 24)}`],
    ['Google', `AIza${RANDOM.slice(0, 35)}`],
    ['OpenAI', `sk-proj-${RANDOM.slice(0, 40)}`],
    ['Anthropic', `sk-ant-api03-${RANDOM.slice(0, 40)}`],
    ['npm', `npm_${RANDOM.slice(0, 36)}`],
    ['Hugging Face', `hf_${RANDOM.slice(0, 34)}`],
    ['Entra ID', `aB38Q~${RANDOM.slice(0, 34)}`],
    ['age', `AGE-SECRET-KEY-1${(HEX + HEX).toUpperCase().slice(0, 58)}`],
    ['a JSON web token', `Bearer ${jwt}`],
    ['Azure storage', `storage_key: ${AZURE}`],
  ])('reports %s', (_what, value) => {
    expect(ofText(value)).toEqual(['SEC003']);
  });

  test.each([
    ['a certificate', pem('CERTIFICATE')],
    ['a public key', pem('PUBLIC KEY')],
    ['a script that looks for a key', 'grep -q "BEGIN PRIVATE KEY" /tls.key && echo "-----BEGIN PRIVATE KEY-----"'],
    ['a template of a key', '-----BEGIN PRIVATE KEY-----\n{{ .key }}\n-----END PRIVATE KEY-----'],
    ['the example of AWS', 'AKIAIOSFODNN7EXAMPLE'],
    ['a placeholder of GitHub', `ghp_${'x'.repeat(36)}`],
    ['a UUID', '3f9a1c7e-5b2d-4046-af13-c9d7e2b58460'],
    ['a digest', `example.com/a@sha256:${HEX}${HEX}`],
    ['an integrity hash', `sha512-${AZURE}`],
    ['a SHA-512 under no name of a key', AZURE],
    ['a checksum', `${HEX}${HEX}`],
    ['words with the same beginning', 'task-proj-planning, AKIA, hf_token, npm_config_registry, sk-learn, glpat'],
    ['a unsigned token', 'eyJhbGciOi.eyJzdWIiOi'],
    ['a dashboard', JSON.stringify({ panels: [{ uid: 'a1b2c3d4e5', targets: [{ expr: 'rate(x[5m])' }] }] })],
  ])('does not report %s', (_what, value) => {
    expect(ofText(value)).toEqual([]);
  });

  test('checksums in annotations and certificates of webhooks are none', () => {
    expect(found(annotated({ 'checksum/settings': HEX + HEX, 'checksum/secret': HEX + HEX }))).toEqual([]);
    const caBundle = base64(pem('CERTIFICATE'));
    expect(
      found({
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingWebhookConfiguration',
        webhooks: [{ name: 'a.b.c', clientConfig: { caBundle } }],
      }),
    ).toEqual([]);
  });
});

describe('SEC004', () => {
  test.each([
    ['PASSWORD', 'hunter22'],
    ['MYSQL_ROOT_PASSWORD', 'test'],
    ['PGPASSWORD', 'p@ss:word'],
    ['RABBITMQ_DEFAULT_PASS', 'admin'],
    ['dbPassword', 'hunter22'],
    ['RABBITMQ_ERLANG_COOKIE', 'secret'],
    ['API_TOKEN', HEX],
    ['AZURE_STORAGE_KEY', RANDOM.slice(0, 30)],
    ['AWS_SECRET_ACCESS_KEY', RANDOM.slice(0, 40)],
    ['CLIENT_SECRET', RANDOM.slice(0, 24)],
    ['api-key', 'k3y9f2h8s1d4'],
    ['KUBELET_BOOTSTRAP_TOKEN', `8m2kpq.4tyw7sld9xbc3nf1`],
    ['DB_PASSWORD_2', 'hunter22'],
  ])('reports %s', (name, value) => {
    expect(ofEnv(name, value)).toEqual(['SEC004']);
    expect(found(configMap({ [name]: value }))).toEqual([`SEC004 data[${name}]`]);
  });

  test.each([
    ['PASSWORD_FILE', '/run/secrets/password'],
    ['TOKEN_PATH', '/var/run/secrets/token'],
    ['KF_PIPELINES_SA_TOKEN_PATH', HEX],
    ['SECRET_NAME', 'studioml-queue-1'],
    ['SECRET_KEY_REF', HEX],
    ['PASSWORD_KEY', 'hunter22'],
    ['PASSWORD', ''],
    ['PASSWORD', '$(OTHER)'],
    ['PASSWORD', '${OTHER}'],
    ['PASSWORD', '<password>'],
    ['PASSWORD', 'changeme'],
    ['PASSWORD', 'CHANGE_ME'],
    ['PASSWORD', '********'],
    ['PASSWORD', '{{ .Values.password }}'],
    ['PASSWORD', 'prefix-$(OTHER)'],
    ['PASSWORD', '/etc/secrets/password'],
    ['PASSWORD', 'vault:secret/data/db#password'],
    ['ALLOW_EMPTY_PASSWORD', 'yes'],
    ['MYSQL_ALLOW_EMPTY_PASSWORD', 'true'],
    ['REQUIRE_TOKEN', 'false'],
    ['TOKEN', '3600'],
    ['MAX_TOKENS', '4096'],
    ['EOS_TOKEN', '<|endoftext|>'],
    ['PAD_TOKEN', 'pad0x1f2e3d4c'],
    ['TOKENIZER', 'bert-base-uncased-v2'],
    ['AUTH_SECRET', 'studioml-basic-auth'],
    ['IMAGE_PULL_SECRET', 'registry-credentials-1'],
    ['SESSION_TOKEN', '3f9a1c7e-5b2d-4046-af13-c9d7e2b58460'],
    ['PASSWORD', '$2y$12$abcdefghijklmnopqrstuv'],
    ['TOKEN', 'https://issuer.example.com/token'],
    ['PWD', '/workspace'],
    ['SECRET_KEY', 'k8s_token'],
    ['CLIENT_SECRET', 'oauth2-proxy:client-secret'],
    ['MONKEY', RANDOM],
    ['SORT_KEY', RANDOM],
    ['COMPASS', 'north-by-northwest'],
    ['FEATURE_GATES', 'ServiceAccountToken=true'],
  ])('does not report %s=%s', (name, value) => {
    expect(ofEnv(name, value)).toEqual([]);
    expect(found(configMap({ [name]: value }))).toEqual([]);
  });

  test.each([
    ['--password=hunter22'],
    ['--docker-password hunter22'],
    ['exec app --token=' + HEX],
    ['PASSWORD=hunter22 exec app'],
    ['export DB_PASSWORD="hunter22"; app'],
  ])('reports the argument %s', (text) => {
    expect(found(pod({ args: ['sh', '-c', text] }))).toEqual(['SEC004 spec.containers[0].args[2]']);
  });

  test('an argument may follow its flag', () => {
    expect(found(pod({ args: ['--password', 'hunter22'] }))).toEqual(['SEC004 spec.containers[0].args[1]']);
  });

  test.each([
    [['--password-file=/etc/password']],
    [['--password=$(PASSWORD)']],
    [['--password', '--verbose']],
    [['--tls-secret', 'studioml-tls']],
    [['--requestheader-username-headers=X-Remote-User']],
    [['--service-account-private-key-file', '/etc/sa.key']],
    [['sh', '-c', 'PASSWORD=$(cat /etc/password) exec app']],
    [['--use-token=true', '--token-ttl=3600']],
  ])('does not report the arguments %j', (args) => {
    expect(found(pod({ args }))).toEqual([]);
  });

  test.each([
    ['properties', 'a=1\nspring.datasource.password=hunter-22!\n'],
    ['YAML', 'server:\n  port: 1\n  password: "p@ss99"\n'],
    ['JSON', '{\n  "clientSecret": "8mZk2pQvR4tYw7sLd9xB",\n  "a": 1\n}\n'],
    ['shell', `export API_TOKEN=${HEX}\napp\n`],
  ])('reports a line of %s', (_what, text) => {
    expect(ofText(text)).toEqual(['SEC004']);
  });

  test.each([
    ['templates', 'password: ${PASSWORD}\nsecret: {{ .secret }}\n'],
    ['names of fields', 'mapping:\n  password: userPassword\n  token: access_token\n'],
    ['code', 'import os\npassword = os.environ["PASSWORD"]\ntoken = get_token()\n'],
    ['types', 'password: string\ntoken: str\n'],
    ['comments', '# password=hunter-22!\n; token=8mZk2pQvR4tYw7\n'],
    ['paths', 'password_file: /etc/p\npassword: /etc/p\n'],
    ['a dashboard', JSON.stringify({ title: 'Tokens', panels: [{ legend: '{{token}}' }] }, null, 2)],
    ['prose', 'The password: it is in the vault\nAsk for a token: see below\n'],
  ])('does not report lines of %s', (_what, text) => {
    expect(ofText(text)).toEqual([]);
  });

  test.each([
    ['fields of custom resources', { spec: { auth: { clientSecret: RANDOM.slice(0, 24) } } }, 'spec.auth.clientSecret'],
    [
      'parameters of Helm in Argo CD',
      { spec: { source: { helm: { parameters: [{ name: 'auth.password', value: 'hunter22' }] } } } },
      'spec.source.helm.parameters[0].value',
    ],
  ])('reads %s', (_what, object, path) => {
    expect(found({ apiVersion: 'example.com/v1', kind: 'App', ...object })).toEqual([`SEC004 ${path}`]);
  });

  test.each([
    [
      'references of custom resources',
      { spec: { auth: { clientSecret: 'dex-client', passwordSecretRef: { name: 'a' } } } },
    ],
    ['keys of references', { spec: { password: 'admin-password', secret: 'queue' } }],
  ])('does not read %s as values', (_what, object) => {
    expect(found({ apiVersion: 'example.com/v1', kind: 'App', ...object })).toEqual([]);
  });

  test('annotations name Secrets', () => {
    expect(found(annotated({ 'nginx.ingress.kubernetes.io/auth-secret': 'a1b2c3d4e5f6' }))).toEqual([]);
  });
});

describe('SEC005', () => {
  const OIDC = 'pUBnBOY80SnXgjibTYM9ZWNzY2xreNGQok';
  const HASH = '$2y$12$4K/VkmDd1q1Orb3xAt82zu8gk7Ad6ReFR4LCP9UeYE90NLiN9Df72';

  test.each([
    ['minio123 in a Secret', secret({ secretkey: 'minio123' }), 'stringData[secretkey]'],
    ['minio123 in base64', secret(undefined, { data: { secretkey: base64('minio123') } }), 'data[secretkey]'],
    ['minio123 in a variable', env('MINIO_SECRET_KEY', 'minio123'), 'spec.containers[0].env[0].value'],
    ['minio123 in a script', pod({ args: ['mc alias set m http://m minio minio123'] }), 'spec.containers[0].args[0]'],
    ['guest:guest', configMap({ AMQP_URL: 'amqp://guest:guest@rabbitmq:5672/' }), 'data[AMQP_URL]'],
    ['guest as a password', env('RABBITMQ_DEFAULT_PASS', 'guest'), 'spec.containers[0].env[0].value'],
    ['the OIDC client secret', secret({ CLIENT_SECRET: OIDC }), 'stringData[CLIENT_SECRET]'],
    [
      'the OIDC client secret in a file',
      configMap({ 'config.yaml': `staticClients:\n- secret: ${OIDC}\n` }),
      'data[config.yaml]',
    ],
    ['the cookie secret', secret({ 'cookie-secret': '7d16fee92f8d11b8940b081b3f8b8acb' }), 'stringData[cookie-secret]'],
    ['PasswordPassword', env('MINIO_SECRET_KEY', 'PasswordPassword'), 'spec.containers[0].env[0].value'],
    ['12341234', secret({ password: '12341234' }), 'stringData[password]'],
    ['12341234 in a file', configMap({ a: 'user: u\npassword: 12341234\n' }), 'data[a]'],
    ['its hash', configMap({ 'config.yaml': `staticPasswords:\n- hash: ${HASH}\n` }), 'data[config.yaml]'],
    ['minioadmin', env('MINIO_ROOT_PASSWORD', 'minioadmin'), 'spec.containers[0].env[0].value'],
  ])('reports %s, once', (_what, object, path) => {
    expect(found(object)).toEqual([`SEC005 ${path}`]);
  });

  test.each([
    ['a user', env('MINIO_ROOT_USER', 'minioadmin')],
    ['a user of RabbitMQ', env('RABBITMQ_DEFAULT_USER', 'guest')],
    ['a number', env('USER_ID', '12341234')],
    ['a longer word', configMap({ a: 'minio1234 myminio123 minio123-backup' })],
    ['a bucket', configMap({ bucket: 'guest' })],
    ['a guest without a password', configMap({ a: 'amqp://guest@rabbitmq' })],
  ])('does not report %s', (_what, object) => {
    expect(found(object)).toEqual([]);
  });
});

describe('SEC006', () => {
  const auths = JSON.stringify({ auths: { 'r.example.com': { auth: base64('runner:hunter22') } } });

  test.each([
    ['a ConfigMap', configMap({ 'config.json': auths }), 'data[config.json]'],
    ['base64', configMap({ '.dockerconfigjson': base64(auths) }), 'data[.dockerconfigjson]'],
    ['a variable', env('DOCKER_AUTH_CONFIG', auths), 'spec.containers[0].env[0].value'],
    ['an annotation', annotated({ 'a/docker': auths }), 'metadata.annotations[a/docker]'],
    ['the older form', configMap({ '.dockercfg': '{"r":{"password":"hunter22"}}' }), 'data[.dockercfg]'],
  ])('reports %s', (_what, object, path) => {
    expect(found(object)).toEqual([`SEC006 ${path}`]);
  });

  test.each([
    ['no credentials', '{"auths":{}}'],
    ['a registry without credentials', '{"auths":{"r.example.com":{}}}'],
    ['helpers', '{"credHelpers":{"r.example.com":"ecr-login"},"credsStore":"x"}'],
    ['a template', '{"auths":{"r.example.com":{"auth":"${AUTH}"}}}'],
    ['an empty password', JSON.stringify({ auths: { r: { auth: base64('user:') } } })],
    ['other JSON', '{"password_policy":{"auth":"oidc"},"auth":"x"}'],
    ['no JSON', '{"auths": {"r": {"auth": '],
  ])('does not report %s', (_what, value) => {
    expect(ofText(value)).toEqual([]);
  });

  test('in a Secret it is a value like others', () => {
    expect(found(secret({ '.dockerconfigjson': auths }, { type: 'kubernetes.io/dockerconfigjson' }))).toEqual([
      'SEC001 stringData[.dockerconfigjson]',
    ]);
  });
});

test('no finding shows more of a value than two characters', () => {
  const values = ['hunter22', HEX, RANDOM, AZURE, `ghp_${RANDOM.slice(0, 36)}`, pem('PRIVATE KEY'), jwt];
  const addresses = values.slice(0, 3).map((value) => `amqp://runner:${value}@queue`);
  const objects = [...values, ...addresses].flatMap((value) => [
    secret({ a: value, password: value }),
    env('PASSWORD', value),
    configMap({ API_KEY: value, a: `token: ${value}\nkey: ${value}\n` }),
    pod({ args: [`--password=${value}`] }),
  ]);
  const reports = SECRET_RULES.flatMap((rule) => reportsOf(rule, objects));
  expect(reports.length).toBeGreaterThan(30);
  for (const { message, fix } of reports) {
    for (const value of values) {
      for (let start = 0; start + 3 <= Math.min(value.length, 60); start++) {
        const part = value.slice(start, start + 3);
        if (/^[A-Za-z-]+$/.test(part)) continue;
        expect(`${message} ${fix ?? ''}`).not.toContain(part);
      }
    }
  }
});

test.each([
  ['null', null],
  ['a number', 1],
  ['a list', []],
  ['text', 'a'],
])('%s in place of an object stops no rule', (_what, value) => {
  const objects = [
    { apiVersion: 'v1', kind: 'Secret', metadata: value, data: value, stringData: value, type: value },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: value, data: value, binaryData: value },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { annotations: value },
      spec: { containers: [value, { env: [value] }] },
    },
    { apiVersion: value, kind: value, items: value },
    { apiVersion: 'v1', kind: 'List', items: [value] },
  ];
  expect(() => found(...objects)).not.toThrow();
});

const cases = labelledCases();
(cases.length > 0 ? test : test.skip)('errors are found in none of the labelled cases', () => {
  for (const { id, objects } of cases) {
    for (const rule of SECRET_RULES.filter(({ severity }) => severity === 'error')) {
      expect([id, rule.id, reportsOf(rule, objects)]).toEqual([id, rule.id, []]);
    }
  }
});
