import { check } from '../../../src/checks/check';
import { hideSecrets } from '../../../src/checks/secret/hide-secrets';
import { SECRET_RULES } from '../../../src/checks/secret';
import { parseManifests } from '../../../src/checks/model/parse';
import { diff } from '../../../src/diff/diff';
import { Target } from '../../../src/facts/target';
import { migrate } from '../../../src/migrate/migrate';
import { reportsOf } from '../image/pages';
import { configMap, container, custom, env } from './objects';

/** Random text that stands for nothing. */
const P = ['Zq7Tr', '9Lm2x', 'W4'].join('');
const HEX = ['3f9a1c7e5b2d8046', 'af13c9d7e2b58460'].join('');
const KEY = Buffer.from(`${HEX}${HEX}`, 'utf8').toString('base64').slice(0, 86);
const TOKEN = ['ghp', `${P}${P}${P}`].join('_');

const rules = (object: unknown): string[] => [
  ...new Set(SECRET_RULES.flatMap((rule) => reportsOf(rule, [object]).map(() => rule.id))),
];

describe('what is found', () => {
  test.each([
    ['a key of Fernet', env('AIRFLOW__CORE__FERNET_KEY', HEX.slice(0, 30) + P)],
    ['a key of JupyterHub', env('JUPYTERHUB_CRYPT_KEY', P)],
    ['bytes of Python', configMap('a.py', `c.JupyterHub.cookie_secret = b'${P}'\n`)],
    ['PowerShell', configMap('a.ps1', `$env:DB_PASSWORD = "${P}"\n`)],
    ['PHP', configMap('a.php', `$db_password = '${P}';\n`)],
    ['a header of curl', container({ command: ['sh', '-c', `curl -H "X-Api-Key: ${P}" https://x.example`] })],
    ['a literal', configMap('a.sh', `kubectl create secret generic a --from-literal=password=${P}\n`)],
    ['values of Helm', configMap('a.sh', `helm upgrade a b --set auth.password=${P}\n`)],
    ['a flag with a blank', configMap('a.sh', `run --db-password ${P} --port 80\n`)],
    ['IPsec', configMap('ipsec.secrets', `: PSK "${P}"\n`)],
    ['SSSD', configMap('sssd.conf', `[domain/x]\nldap_default_authtok = ${P}\n`)],
    ['Postfix', configMap('sasl_passwd.txt', `[smtp.example.com]:587 mailer:${P}\n`)],
    ['Lua', configMap('a.lua', `h:headers():add("authorization", "Bearer ${P}")\n`)],
    ['a short token of a header', configMap('a.yaml', `headers:\n  Authorization: Bearer ${P}\n`)],
    ['a table', configMap('a.csv', `user,password\nana,${P}\n`)],
    ['a sentence', configMap('a.txt', `The password is ${P}.\n`)],
    ['a node that joins', custom({ userData: 'kubeadm join 10.0.0.1:6443 --token a1b2c3.d4e5f6g7h8i9j0k1\n' })],
    ['an image', container({ image: `ci:${P}@registry.example.com/a:1` })],
    ['Spark', custom({ hadoopConf: { 'fs.azure.account.key.a.dfs.core.windows.net': P } })],
    ['an account of ACME', custom({ externalAccountBinding: { keyID: 'a', key: HEX.slice(0, 30) + P } })],
    ['a key of an encryption', custom({ encryption: { key: HEX.slice(0, 30) + P } })],
    ['Hadoop', configMap('a.properties', `fs.azure.account.key.a.blob.core.windows.net=${KEY}==\n`)],
  ])('%s', (_name, object) => {
    expect(rules(object)).toHaveLength(1);
  });
});

describe('what is not', () => {
  test.each([
    ['a file of htpasswd', configMap('users.htpasswd', `ana:$2y$10$${'N9qo8uLOickgx2ZMRZoMye'.repeat(2)}abcdefghi\n`)],
    ['a header whose value is a variable', configMap('a.sh', 'curl -H "X-Api-Key: ${KEY}" https://x.example\n')],
    ['a header that sets a time', configMap('a.sh', 'curl -H "X-aws-ec2-metadata-token-ttl-seconds: 21600" x\n')],
    [
      'a literal of a variable',
      configMap('a.sh', 'kubectl create secret generic a --from-literal=password="$PASSWORD"\n'),
    ],
    ['a flag before a flag', configMap('a.sh', 'run --ask-password --port 8080\n')],
    ['a flag and a word', configMap('a.md', 'With --password the program asks for one.\n')],
    ['a kind of authentication', configMap('sssd.conf', '[domain/x]\nldap_default_authtok_type = password\n')],
    ['a map of Postfix', configMap('main.cf', 'smtp_sasl_password_maps = hash:/etc/postfix/sasl\n')],
    ['a table without values', configMap('a.csv', 'user,password\nana,<set at first login>\nben,\n')],
    ['a sentence', configMap('a.txt', 'The password is kept in the vault, the password of version 12 too.\n')],
    ['an image with a digest', container({ image: `registry.example.com/a:1.2@sha256:${HEX}${HEX}` })],
    ['an address of mail', configMap('a', `mailto:a1b2c3d4e5@example.com`)],
    ['a variable of PowerShell', configMap('a.ps1', '$env:DB_PASSWORD = $secret\n')],
    ['a key of no secret', custom({ toleration: { key: HEX.slice(0, 30) + P } })],
    ['a key of a Secret', custom({ secret: { name: 'a', key: 'storage-account-key-eu-2' } })],
    ['a key of a queue', container({ env: [{ name: 'BINDING_KEY', value: 'tenant-4f2a.*' }] })],
    ['a checksum', configMap('a', `sha512-${KEY}==`)],
  ])('%s', (_name, object) => {
    expect(rules(object)).toEqual([]);
  });
});

describe('comments of YAML', () => {
  const found = (text: string): string[] =>
    check(parseManifests(text, 'a.yaml'), Target.generic('1.36'))
      .filter(({ rule }) => rule.startsWith('SEC'))
      .map(({ rule, line, message }) => `${rule} ${line}: ${message}`);
  const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  namespace: b\n';

  test('a token is reported at its line', () => {
    expect(found(`# used by CI:\n#   ${TOKEN}\n${MAP}`)).toEqual([
      `SEC003 2: a token of GitHub in a comment (40 characters, beginning with 'gh')`,
    ]);
    expect(found(`${MAP}data:\n  a: b # ${TOKEN}\n`)).toHaveLength(1);
  });

  test('a password of an address and of a sentence', () => {
    expect(found(`${MAP}# psql postgres://a:${P}@db/x\n`)).toEqual([
      `SEC002 6: a password in an address of postgres:// in a comment (12 characters, beginning with 'Zq')`,
    ]);
    expect(found(`${MAP}# password: ${P}\n`)).toHaveLength(1);
  });

  test('a key over several lines is one finding', () => {
    const body = Array.from(
      { length: 4 },
      (_none, index) => `# ${Buffer.from(`${index}${HEX}${P}`).toString('base64')}`,
    );
    const pem = ['# -----BEGIN PRIVATE', ' KEY-----'].join('');
    expect(found(`${pem}\n${body.join('\n')}\n${pem.replace('BEGIN', 'END')}\n${MAP}`)).toHaveLength(1);
  });

  test('a list has its comments once', () => {
    const item = '- apiVersion: v1\n  kind: ConfigMap\n  metadata: { name: NAME, namespace: b }\n';
    const list = `# ${TOKEN}\napiVersion: v1\nkind: List\nitems:\n${item}${item.replace('NAME', 'c')}`;
    expect(found(list)).toHaveLength(1);
  });

  test.each([
    ['an example', `# such as amqp://user:password@host:5672/vhost\n${MAP}`],
    ['a word', `# password: hunter\n# the password is in the vault\n${MAP}`],
    ['JSON', JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { a: 'b # c' } })],
  ])('%s is none', (_name, text) => {
    expect(found(text)).toEqual([]);
  });

  test('a script within a value is said once, at the value', () => {
    expect(found(`${MAP}data:\n  a: |\n    # ${TOKEN}\n    run\n`)).toEqual([
      "SEC003 7: a token of GitHub (40 characters, beginning with 'gh')",
    ]);
  });
});

test('a message hides a password of an address without a scheme and of a sentence', () => {
  expect(hideSecrets(`is 'u:${P}@kubeflow.example.com', allowed is a name`)).toBe(
    "is 'u:***@kubeflow.example.com', allowed is a name",
  );
  expect(hideSecrets(`old login, password ${P}, see the vault`)).toBe('old login, password ***, see the vault');
  expect(hideSecrets('the password is kept in the vault')).toBe('the password is kept in the vault');
});

test('a value below the label of a password is not repeated, another one is', () => {
  const of = (labels: Readonly<Record<string, string>>): string[] =>
    check(
      [{ object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', labels } }, origin: {} }],
      Target.generic('1.36'),
    )
      .filter(({ rule }) => rule === 'ACC002')
      .map(({ message }) => message.replace(/ must be .*/, ''));
  expect(of({ password: `${P}!!` })).toEqual(['label value (not shown)']);
  expect(of({ owner: 'ana!!' })).toEqual(["label value 'ana!!'"]);
});

test('a value that nobody reads as a word is not repeated where another one is allowed', () => {
  const of = (imagePullPolicy: string, name = 'a'): string[] =>
    check(
      parseManifests(
        JSON.stringify({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'a', namespace: 'b', labels: { owner: `${name}!` } },
          spec: { containers: [{ name, image: 'a:1', imagePullPolicy }] },
        }),
        'a.json',
      ),
      Target.generic('1.36'),
    ).map(({ message }) => message);
  const hidden = of(`a${P}`, P);
  expect(hidden.join()).not.toContain(P);
  expect(hidden).toContain('Unsupported value: (not shown): supported values: "Always", "IfNotPresent", "Never"');
  const shown = of('always', 'web_1a2b3c4d');
  expect(shown).toContain('Unsupported value: "always": supported values: "Always", "IfNotPresent", "Never"');
  expect(shown.join()).toContain('Invalid value: "web_1a2b3c4d"');
  expect(shown.join()).toContain("label value 'web_1a2b3c4d!'");
});

test('a password in the place of the name of a Secret, of a quantity or a schedule is not repeated', () => {
  const of = (value: string): string[] => {
    const env = [{ name: 'A', valueFrom: { secretKeyRef: { name: value, key: 'a' } } }];
    const containers = [{ name: 'a', image: 'a:1', env, resources: { limits: { cpu: value } } }];
    const template = { spec: { template: { spec: { restartPolicy: 'Never', containers } } } };
    const object = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'a', namespace: 'b' },
      spec: { schedule: value, jobTemplate: template },
    };
    return check([{ object, origin: {} }], Target.generic('1.36')).map(({ message }) => message);
  };
  expect(of(P).join('\n')).not.toContain(P);
  expect(of(P)).toContain('Secret b/(not shown) does not exist');
  expect(of('queue')).toEqual(
    expect.arrayContaining([
      'Secret b/queue does not exist',
      'Invalid value: "queue": expected exactly 5 fields, found 1: [queue]',
      expect.stringMatching(/^quantities must match .*: "queue"$/),
    ]),
  );
});

test('neither diff nor migrate names an object by a token', () => {
  const object = { apiVersion: TOKEN, kind: TOKEN, metadata: { name: 'a' } };
  expect(JSON.stringify(diff([], [object], Target.generic('1.36')))).not.toContain(TOKEN);
  const [file] = migrate([{ file: 'a.yaml', text: JSON.stringify(object) }], { target: Target.generic('1.36') });
  expect(file!.notes).toHaveLength(1);
  expect(JSON.stringify(file!.notes)).not.toContain(TOKEN);
});
