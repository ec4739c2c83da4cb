import { formatPath } from '../../../src/checks/field-path';
import { SECRET_RULES } from '../../../src/checks/secret';
import { reportsOf } from '../image/pages';
import { configMap, container, custom, env } from './objects';

/** Random text that stands for nothing. Tokens are put together here, so that no scanner takes this file for a leak. */
const RANDOM = '8mZk2pQvR4tYw7sLd9xBc3nFh6jGa1eU5iOq0KzTrVbNmXyPlWsEdCfAgH';
const HEX = '3f9a1c7e5b2d8046af13c9d7e2b58460';
const PASSWORD = '8mZk2pQv';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const pem = (kind: string, dashes = '-----'): string =>
  `${dashes}BEGIN ${kind}${dashes}\n${RANDOM.slice(0, 56)}\n${RANDOM.slice(0, 40)}\n${dashes}END ${kind}${dashes}\n`;
const jwt = `${base64('{"alg":"RS256"}').replace(/=/g, '')}.${base64('{"sub":"runner","aud":"x"}').replace(/=/g, '')}.${RANDOM.slice(0, 43)}`;

function found(object: unknown): string[] {
  return SECRET_RULES.flatMap((rule) =>
    reportsOf(rule, [object]).map(({ path }) => `${rule.id} ${formatPath(path ?? [])}`),
  );
}

const rules = (object: unknown): string[] => [...new Set(found(object).map((line) => line.slice(0, 6)))];
const args = (...words: string[]): unknown => container({ args: words });
const annotated = (key: string, value: string): unknown => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c', annotations: { [key]: value } },
});

describe('a file of settings', () => {
  test.each([
    ['nested JSON', 'c.json', `{"db": {"password": "${PASSWORD}"}}`],
    ['JSON in one line', 'c.json', `{"a":1,"password":"${PASSWORD}","b":2}`],
    ['JSON within JSON', 'c.json', JSON.stringify(JSON.stringify({ password: PASSWORD }))],
    ['one line of YAML', 'c.yaml', `password: ${PASSWORD}`],
    ['a flow mapping of YAML', 'c.yaml', `db: {user: x, password: ${PASSWORD}}\n`],
    ['a table of TOML', 'c.toml', `db = { user = "x", password = "${PASSWORD}" }\nx = 1\n`],
    ['XML', 'settings.xml', `<server><id>x</id><password>${PASSWORD}</password></server>`],
    ['base64 of it', 'x', base64(`password: ${PASSWORD}\nuser: x\n`)],
    ['a file of a registry of npm', '.npmrc', `//r.example.com/:_authToken=${HEX}`],
    ['user and password of npm', '.npmrc', `_auth=${base64(`u:${PASSWORD}`)}\nalways-auth=true`],
    ['netrc', '.netrc', `machine git.example.com\n  login bot\n  password ${PASSWORD}\n`],
    ['psql', '.pgpass', `db:5432:app:app:${PASSWORD}`],
    ['Redis', 'redis.conf', `port 6379\nrequirepass ${PASSWORD}\n`],
    ['SQL of PostgreSQL', 'init.sql', `CREATE USER app WITH PASSWORD '${PASSWORD}';\n`],
    ['SQL of MySQL', 'init.sql', `CREATE USER 'app'@'%' IDENTIFIED BY '${PASSWORD}';\n`],
    ['a header', 'h', `Authorization: Basic ${base64(`u:${PASSWORD}`)}`],
    ['a header with a token', 'h', `authorization: "Bearer ${HEX}"`],
  ])('%s is reported', (_what, key, text) => {
    expect(found(configMap(key, text))).toHaveLength(1);
  });

  test.each([
    ['in YAML', 'host: db\nuser: app\npassword: correct horse battery\n'],
    ['in one line', 'password: correct horse battery staple'],
    ['in quotes', 'server: b\npassword: "correct horse battery"\n'],
    ['in properties', '[db]\nport = 1\npassword = correct horse battery\n'],
    ['in JSON', '{"db": {"user": "app", "password": "correct horse battery"}}'],
    ['beside settings with blanks', 'jvm: -Xmx1g -server\nname: My App\nport: 1\npassword: correct horse battery\n'],
  ])('a password of words %s is reported', (_what, text) => {
    expect(rules(configMap('text', text))).toEqual(['SEC004']);
  });

  test('a password of words under its own name is reported', () => {
    expect(rules(configMap('db-password', 'correct horse battery'))).toEqual(['SEC004']);
    expect(rules(configMap('db-password', 'correct horse'))).toEqual([]);
    expect(rules(configMap('token', 'correct horse battery'))).toEqual([]);
    expect(rules(configMap('ERROR_WRONG_PASSWORD', 'this password is not correct'))).toEqual([]);
  });

  test.each([
    ['where users are looked for', 'passwd: files sss systemd\ngroup: files sss systemd\n'],
    ['where users are looked for, by names', 'passwd: compat mymachines systemd extrausers\n'],
    ['a sentence', 'password: must contain eight letters\n'],
    ['a hint', 'password: taken from the vault\n'],
    ['the name of a thing', 'password: Correct Horse Battery\n'],
    ['two words', 'password: wachtwoord vergeten\n'],
    ['a translation', 'title: Welkom bij onze winkel\npassword: vul hier iets geheims\n'],
    ['a translation in JSON', '{"title": "Welkom bij onze winkel", "password": "vul iets geheims"}'],
    ['a page of prose', 'These are the rules of the house\npassword: three small words suffice\n'],
    ['a caption', '{"title": "logins", "password": "resets per minute"}'],
    ['a caption in YAML', 'title: logins\npassword: resets per minute\n'],
    ['a name that says where', 'password_file: correct horse battery\n'],
    ['a variable', 'password: ${DB_PASSWORD} extra words here\n'],
  ])('%s is no password of words', (_what, text) => {
    expect(found(configMap('text', text))).toEqual([]);
  });

  test.each([
    ['JSON with a name', '{"passwordKey": "redis-password", "password": "${PASSWORD}"}'],
    ['a dashboard', '{\n "title": "password resets",\n "key": "abcd1234efgh5678"\n}'],
    [
      'arguments of a function',
      'connect(\n  host=args.host, user=x, password=args.password,\n)\nclient.login(password=password)\n',
    ],
    ['a label matcher', 'expr: rate(kubelet_token_total{secret="x"}[5m])\nb: c'],
    [
      'a variable of a shell',
      'export A="$PASSWORD"\n[[ -n "$TOKEN" ]] && export B="${TOKEN}"\nARGS+=("--requirepass" "${REDIS_PASSWORD}")\n',
    ],
    ['a pattern', 'a: b\npassword: "[a-z]+[0-9]{8}"'],
    ['a comment', 'x: y\n# db: {user: x, password: abcd1234efgh5678}\n'],
    [
      'placeholders of a chart',
      'a: b\nsasl.jaas.config=PlainLoginModule required username="u" password="interbroker-password-placeholder";\n',
    ],
    ['a login that a variable gives', 'default_user = user\ndefault_pass = $(RABBITMQ_PASSWORD)\n'],
    ['SQL with a variable', "CREATE USER app WITH PASSWORD '${PASSWORD}';\n"],
    ['prose', 'The password is read from the machine and its login.\nBasic usage: see the docs\n'],
    ['a template of a header', 'authorization: "Bearer ${env:TOKEN}"\nb: c'],
    ['base64 of a certificate', base64(pem('CERTIFICATE'))],
    ['base64 of what is no text', Buffer.from(HEX + HEX, 'hex').toString('base64')],
    ['a set of public keys', `{"keys":[{"kty":"RSA","n":"${RANDOM}${RANDOM}","e":"AQAB"}]}`],
    ['names of files', 'tls:\n  secret_file: /a/b\n  token: /var/run/secrets/token\n'],
    ['texts of a program', '{"reset_password": "Passwort vergessen", "password": "Kennwort ändern"}'],
  ])('%s is not', (_what, text) => {
    expect(found(configMap('text', text))).toEqual([]);
  });
});

describe('a key', () => {
  test.each([
    ['PEM in base64', configMap('k', base64(pem('RSA PRIVATE KEY')))],
    ['a kubeconfig', configMap('config', `users:\n- user:\n    client-key-data: ${base64(pem('PRIVATE KEY'))}\n`)],
    [
      'a kubeconfig in base64',
      env('CFG', base64(`users:\n- user:\n    client-key-data: ${base64(pem('PRIVATE KEY'))}\n`)),
    ],
    ['SSH2', configMap('k', pem('SSH2 ENCRYPTED PRIVATE KEY', '---- ').replace(/---- $/gm, ' ----'))],
    ['PuTTY', configMap('k', `PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: 2\n${RANDOM}\n${RANDOM}\nPrivate-MAC: a`)],
    ['Google', env('X', `GOCSPX-${RANDOM.slice(0, 28)}`)],
    ['Slack', env('X', `xapp-1-A0Z9C45X78-9182736455463-${HEX}`)],
    ['Discord', env('X', `https://discord.com/api/webhooks/928374650192837465/${(RANDOM + RANDOM).slice(0, 68)}`)],
    ['Stripe', env('X', `sk_live_${RANDOM.slice(0, 24)}`)],
    ['SendGrid', env('X', `SG.${RANDOM.slice(0, 22)}.${RANDOM.slice(0, 43)}`)],
    ['Vault', env('X', `hvs.${RANDOM}`)],
    ['Databricks', env('X', `dapi${HEX}`)],
    ['DigitalOcean', env('X', `dop_v1_${HEX}${HEX}`)],
    ['Grafana', env('X', `glsa_${RANDOM.slice(0, 32)}_a1b2c3d4`)],
    ['NVIDIA', env('X', `nvapi-${(RANDOM + RANDOM).slice(0, 64)}`)],
    [
      'a definition that carries one',
      {
        ...(annotated('x', `ghp_${HEX}abcd`) as object),
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
      },
    ],
  ])('of %s is reported', (_what, object) => {
    expect(rules(object)).toEqual(['SEC003']);
  });

  test.each([
    ['a publishable key', env('STRIPE_PUBLISHABLE_KEY', `pk_live_${RANDOM.slice(0, 24)}`)],
    ['a public key in base64', configMap('k', base64(pem('PUBLIC KEY')))],
    ['a script that looks for one', configMap('s', 'grep -q "BEGIN SSH2 ENCRYPTED PRIVATE KEY" $1')],
    ['a short token', env('X', 'hvs.example')],
    [
      'the schema of a definition',
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: 'a' },
        spec: { description: `ghp_${HEX}abcd` },
      },
    ],
  ])('%s is none', (_what, object) => {
    expect(found(object)).toEqual([]);
  });
});

describe('the line of a command', () => {
  test.each([
    ['curl', args('-c', `curl -u admin:${PASSWORD} https://x.example`)],
    ['curl in words', args('curl', '-u', `admin:${PASSWORD}`, 'https://x.example')],
    ['a header', args('-H', `Authorization: Bearer ${HEX}`)],
    ['mysql', args('-c', `mysql -uroot -p${PASSWORD} -e x`)],
    [
      'redis-cli in a probe',
      container({ livenessProbe: { exec: { command: ['sh', '-c', `redis-cli -a ${PASSWORD} ping`] } } }),
    ],
    ['redis-server', args('--requirepass', PASSWORD)],
    ['options of Java', env('JAVA_OPTS', `-Xmx1g -Djavax.net.ssl.keyStorePassword=${PASSWORD}`)],
    [
      'a header of a probe',
      container({
        livenessProbe: {
          httpGet: { httpHeaders: [{ name: 'Authorization', value: `Basic ${base64(`u:${PASSWORD}`)}` }] },
        },
      }),
    ],
  ])('with a password of %s is reported', (_what, object) => {
    expect(found(object)).toHaveLength(1);
  });

  test.each([
    [
      'a variable',
      args(
        '-c',
        'curl -u "admin:$PASSWORD" https://x; mysql -uroot -p"$MYSQL_ROOT_PASSWORD" -e x; redis-cli -a $REDIS_PASSWORD ping',
      ),
    ],
    ['variables of Kubernetes', args('--requirepass', '$(REDIS_PASSWORD)')],
    ['user and group', args('docker', 'run', '-u', '1000:1000')],
    ['another -p', args('-c', 'mkdir -p /data/mysql; mysql --port 3306')],
    ['the key store that Java ships', env('JAVA_OPTS', '-Djavax.net.ssl.trustStorePassword=changeit')],
  ])('%s is none', (_what, object) => {
    expect(found(object)).toEqual([]);
  });
});

describe('an address', () => {
  test.each([
    `amqp://u:8mZ#k2pQv@h:5672/`,
    `postgres://u:8mZ/k2pQv@h:5432/db`,
    `jdbc:mysql://h/db?user=u&password=${PASSWORD}`,
    `jdbc:sqlserver://h:1433;databaseName=x;user=u;password=${PASSWORD};`,
    `https://api.example.com/x?access_token=${HEX}`,
    base64(`amqp://u:${PASSWORD}@queue.example:5672/`),
  ])('%s is reported', (value) => {
    expect(found(configMap('U', value))).toHaveLength(1);
  });

  test.each([
    'jdbc:postgresql://db:5432/kc?currentSchema=public',
    'https://x.example/a?token=$TOKEN&b=1',
    'amqp://queue:5672/a@b',
    'redis://cache:6379/0#a@b',
    'https://x.example/a?next_token=page-2&max=10',
    'https://x.example/start?rd=$escaped_request_uri',
  ])('%s is not', (value) => {
    expect(found(configMap('U', value))).toEqual([]);
  });
});

describe('a name of a password', () => {
  test.each([
    ['DB_PW', PASSWORD],
    ['ROOTPASS', PASSWORD],
    ['ADMIN_PASSWORD', 'correct horse battery staple'],
    ['ADMIN_PASSWORD', '739182645'],
    ['ADMIN_PASSWORD', '6f1c2b9e-4a7d-4f0e-9a8b-7c6d5e4f3a2b'],
    ['BASIC_AUTH', base64(`u:${PASSWORD}`)],
    ['NEW_RELIC_LICENSE_KEY', HEX],
  ])('%s=%s is reported', (name, value) => {
    expect(rules(env(name, value))).toEqual(['SEC004']);
  });

  test.each([
    ['COMPASS', PASSWORD],
    ['BYPASS', 'abc12345'],
    ['PASSWORD_MIN', '12'],
    ['ADMIN_PASSWORD', '$(A) and more'],
    ['TOKEN', '36000000'],
    ['CLIENT_SECRET', '6f1c2b9e-4a7d-4f0e-9a8b-7c6d5e4f3a2b'],
    ['BASIC_AUTH', 'enabled'],
    ['PASSWORD', 'change-it'],
    ['PASSWORD', 'password-placeholder-0'],
    ['SIGNING_KEY', 'CHANGEME00000000'],
  ])('%s=%s is not', (name, value) => {
    expect(found(env(name, value))).toEqual([]);
  });
});

describe('an annotation', () => {
  test('with a password is reported', () => {
    expect(rules(annotated('x.example/config', `{"password":"${PASSWORD}"}`))).toEqual(['SEC004']);
    expect(rules(annotated('x.example/db-password', PASSWORD))).toEqual(['SEC004']);
  });

  test.each([
    ['nginx.ingress.kubernetes.io/auth-secret', 'basic-auth'],
    ['x.example/db-password', 'name-of-a-secret'],
    ['x.example/config', '{"passwordSecret":"db-1","token":"3f9a1c7e5b2d8046"}'],
    ['checksum/secret', HEX + HEX],
  ])('%s is not', (key, value) => {
    expect(found(annotated(key, value))).toEqual([]);
  });
});

describe('a label', () => {
  const labelled = (labels: object): unknown => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', labels } });
  const TOKEN = `ghp_${HEX}abcd`;

  test.each([
    ['a token', { owner: TOKEN }, 'SEC003 metadata.labels[owner]'],
    ['a key of AWS', { key: 'AKIA' + 'QWERTYUIOPASDFGH' }, 'SEC003 metadata.labels[key]'],
    ['a password', { 'x.example/db-password': PASSWORD }, 'SEC004 metadata.labels[x.example/db-password]'],
  ])('with %s is reported', (_what, labels, line) => {
    expect(found(labelled(labels))).toEqual([line]);
  });

  test('of a template and of an object in a list is reported', () => {
    const template = { metadata: { labels: { owner: TOKEN } } };
    expect(found({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' }, spec: { template } })).toEqual([
      'SEC003 spec.template.metadata.labels[owner]',
    ]);
    expect(found({ apiVersion: 'v1', kind: 'List', items: [labelled({ owner: TOKEN })] })).toEqual([
      'SEC003 items[0].metadata.labels[owner]',
    ]);
  });

  test.each([
    ['names', { 'app.kubernetes.io/name': 'kube-prometheus-stack-prometheus-node-exporter-2' }],
    ['a version', { 'helm.sh/chart': 'kube-prometheus-stack-68.1.0' }],
    ['a hash', { 'pod-template-hash': '7d5874c9bf', revision: HEX }],
    ['a name below the name of a password', { 'db-password': 'studioml-queue-2' }],
    ['a token that is the name of one', { token: 'a8Zk2pQvR4tYw7sL' }],
    ['no text', { password: 12345678, token: null }],
  ])('with %s is not', (_what, labels) => {
    expect(found(labelled(labels))).toEqual([]);
  });

  test('in a selector is not, for it is that of the pods', () => {
    expect(found(custom({ selector: { matchLabels: { owner: TOKEN } } }))).toEqual([]);
    expect(found(custom({ labels: { owner: TOKEN } }))).toEqual(['SEC003 spec.labels[owner]']);
  });
});

describe('status', () => {
  const of = (status: unknown): string[] => found({ ...(custom({}) as object), status });

  test.each([
    ['a token', { token: jwt }, 'SEC003 status.token'],
    [
      'an address',
      { conditions: [{ type: 'Ready', message: `cannot reach postgres://app:${PASSWORD}@db:5432/app` }] },
      'SEC002 status.conditions[0].message',
    ],
    ['a password', { adminPassword: PASSWORD }, 'SEC004 status.adminPassword'],
  ])('with %s is reported', (_what, status, line) => {
    expect(of(status)).toEqual([line]);
  });

  test.each([
    ['digests', { images: [{ names: [`registry.example/a@sha256:${HEX}${HEX}`] }], observedToken: HEX }],
    ['names', { secretKey: 'queue-2', passwordSecret: 'db-1', password: 'db-password-1' }],
    ['a container', { containerStatuses: [{ containerID: `containerd://${HEX}${HEX}` }] }],
    ['a certificate', { certificate: base64(pem('CERTIFICATE')) }],
    ['nothing', undefined],
    ['a text', 'ok'],
  ])('with %s is not', (_what, status) => {
    expect(of(status)).toEqual([]);
  });

  test('of a list that was exported is read, and a key of that name is a setting', () => {
    const items = [{ ...(custom({}) as object), status: { token: jwt } }];
    expect(found({ apiVersion: 'v1', kind: 'List', items })).toEqual(['SEC003 items[0].status.token']);
    expect(rules(configMap('status', `a: b\ntoken: ${HEX}\n`))).toEqual(['SEC004']);
  });
});

describe('the key of a ConfigMap', () => {
  const TOKEN = `ghp_${HEX}abcd`;

  test('that is a token is reported, in a Secret too, at a path that does not show it', () => {
    expect(found(configMap(TOKEN, ''))).toEqual(['SEC003 data']);
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } };
    expect(found({ ...map, binaryData: { [TOKEN]: '' } })).toEqual(['SEC003 binaryData']);
    expect(found({ ...map, kind: 'Secret', stringData: { [TOKEN]: '' } })).toEqual(['SEC003 stringData']);
  });

  test.each([
    'application-production-eu-west-1.yaml',
    'grafana-dashboard-kubernetes-2.json',
    `sha256-${HEX}${HEX}`,
    'ghp_example_of_a_token_123456',
  ])('%s is not', (key) => {
    expect(found(configMap(key, ''))).toEqual([]);
  });
});

describe('a Secret', () => {
  const applied = (text: string, data: object): unknown => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': text } },
    data,
  });

  test('within a custom resource', () => {
    const inner = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: { p: PASSWORD } };
    expect(found(custom({ manifests: [inner] }))).toEqual(['SEC001 spec.manifests[0].stringData[p]']);
    expect(found(custom({ manifests: [{ ...inner, stringData: { p: '${P}' } }] }))).toEqual([]);
    expect(found(custom({ target: { kind: 'Secret', data: [{ key: 'a', name: 'b' }] } }))).toEqual([]);
  });

  test('that kubectl noted', () => {
    const note = JSON.stringify({ apiVersion: 'v1', kind: 'Secret', stringData: { p: PASSWORD } });
    expect(rules(applied(note, {}))).toEqual(['SEC001']);
    // It is the finding of the object itself.
    expect(found(applied(note, { p: base64(PASSWORD) }))).toEqual(['SEC001 data[p]']);
    expect(found(applied('{}', {}))).toEqual([]);
    expect(found(applied('no JSON, but "data"', {}))).toEqual([]);
  });

  test('of a service account that brings its token', () => {
    const type = 'kubernetes.io/service-account-token';
    const object = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, type };
    expect(found({ ...object, data: { token: base64(jwt), namespace: base64('a'), 'ca.crt': base64('b') } })).toEqual([
      'SEC001 data[token]',
    ]);
    expect(found(object)).toEqual([]);
  });
});
