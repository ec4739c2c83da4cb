import { formatPath } from '../../../src/checks/field-path';
import { SECRET_RULES } from '../../../src/checks/secret';
import { keysIn } from '../../../src/checks/secret/key-shapes';
import { isName } from '../../../src/checks/secret/is-name';
import { reportsOf } from '../image/pages';
import { configMap, container, custom, env } from './objects';

/** Random text that stands for nothing. Tokens are put together here, so that no scanner takes this file for a leak. */
const RANDOM = '8mZk2pQvR4tYw7sLd9xBc3nFh6jGa1eU5iOq0KzTrVbNmXyPlWsEdCfAgH';
const HEX = '3f9a1c7e5b2d8046af13c9d7e2b58460';
const PASSWORD = '8mZk2pQv';
const TOKEN = `ghp_${HEX}abcd`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const key = `-----BEGIN PRIVATE KEY-----\n${RANDOM}\n${RANDOM}\n-----END PRIVATE KEY-----\n`;

function found(object: unknown): string[] {
  const all = SECRET_RULES.flatMap((rule) =>
    reportsOf(rule, [object]).map(({ path, message }) => {
      expect(message).not.toContain(PASSWORD);
      expect(message).not.toContain(HEX);
      return `${rule.id} ${formatPath(path ?? [])}`;
    }),
  );
  return [...new Set(all)];
}

const rules = (object: unknown): string[] => [...new Set(found(object).map((line) => line.slice(0, 6)))];

describe('a value that stands beside its name, not behind it', () => {
  test.each([
    ['a list of JSON', JSON.stringify({ env: [{ name: 'DB_PASSWORD', value: PASSWORD }] })],
    ['a list of YAML', `env:\n  - name: DB_PASSWORD\n    value: ${PASSWORD}\n`],
    ['a flow mapping', `env:\n  - {name: DB_PASSWORD, value: ${PASSWORD}}\n`],
    ['a property of Hadoop', `<property><name>db.password</name><value>${PASSWORD}</value></property>`],
    ['a property over lines', `<property>\n  <name>db.password</name>\n  <value>${PASSWORD}</value>\n</property>`],
    ['a block', `db:\n  password: |\n    ${PASSWORD}\n  user: x\n`],
    ['a folded block', `db:\n  password: >-\n    ${PASSWORD}\n`],
    ['the next line', `password:\n  ${PASSWORD}\nuser: x`],
    ['an anchor', `password: &pw ${PASSWORD}\nuser: x`],
    ['a tag', `password: !!str ${PASSWORD}\nuser: x`],
  ])('%s is reported', (_what, text) => {
    expect(rules(configMap('values.yaml', text))).toEqual(['SEC004']);
  });

  test.each([
    ['a reference', 'env:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef: {name: db-1, key: a}\n'],
    ['a name that says where', `env:\n  - name: DB_PASSWORD_FILE\n    value: ${PASSWORD}\n`],
    ['a mapping', 'password:\n  enabled: true\n  length: 24\n'],
    ['a list', `password:\n- 8mZk2pQv extra\n`],
    ['the next key', `password:\nuser: ${PASSWORD}\n`],
    ['a variable', 'db:\n  password: |\n    ${DB_PASSWORD}\n'],
    ['a property without one', '<property><name>db.password</name><value></value></property>'],
    ['another property', `<property><name>db.user</name><value>${PASSWORD}</value></property>`],
  ])('%s is not', (_what, text) => {
    expect(found(configMap('values.yaml', text))).toEqual([]);
  });
});

describe('a token in the place of a name', () => {
  test.each([
    ['an annotation', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', annotations: { [TOKEN]: 'x' } } }],
    ['a label', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', labels: { [TOKEN]: 'x' } } }],
    ['an object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: TOKEN } }],
    ['a finalizer', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', finalizers: [`a/${TOKEN}`] } }],
    ['a field', custom({ [TOKEN]: 1 })],
    [
      'a selected node',
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { nodeSelector: { a: TOKEN } } },
    ],
    ['labels of a custom field', custom({ labels: { a: TOKEN } })],
    ['a bundle of certificates', custom({ caBundle: base64(key) })],
  ])('%s is reported', (_what, object) => {
    expect(rules(object)).toEqual(['SEC003']);
    expect(found(object).join()).not.toContain(HEX);
  });

  test.each([
    ['a long name', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `studioml-${HEX}` } }],
    ['a certificate', custom({ caBundle: base64(key.replace(/PRIVATE KEY/g, 'CERTIFICATE')) })],
    ['a label', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', labels: { [`x.example/${HEX}`]: HEX } } }],
  ])('%s is not', (_what, object) => {
    expect(found(object)).toEqual([]);
  });
});

describe('the line of a command', () => {
  test.each([
    `sshpass -p ${PASSWORD} ssh u@h`,
    `docker login -u a -p ${PASSWORD} registry.example.com`,
    `echo ${PASSWORD} | docker login -u a --password-stdin`,
    `az login --service-principal -u a -p ${PASSWORD} --tenant x`,
    `rabbitmqctl add_user runner ${PASSWORD}`,
    `rabbitmqctl change_password runner '${PASSWORD}'`,
    `htpasswd -b /f u ${PASSWORD}`,
    `htpasswd -nbB u ${PASSWORD}`,
    `echo "root:${PASSWORD}" | chpasswd`,
    `mysqladmin -u root password ${PASSWORD}`,
    `ldapsearch -D cn=x -w ${PASSWORD} -b y`,
    `openssl rsa -in k -passin pass:${PASSWORD}`,
    `mc alias set x http://minio:9000 admin ${PASSWORD}`,
    `aws configure set aws_secret_access_key ${RANDOM.slice(0, 40)}`,
    `psql "host=h user=u password=${PASSWORD}"`,
  ])('%s', (line) => {
    expect(rules(container({ args: ['-c', line] }))).toEqual(['SEC002']);
    const safe = line.replaceAll(PASSWORD, '$PASSWORD').replace(RANDOM.slice(0, 40), '"$KEY"');
    expect(found(container({ args: ['-c', safe] }))).toEqual([]);
  });

  test('in words of a list', () => {
    expect(found(container({ command: ['/usr/bin/sshpass', '-p', PASSWORD, 'ssh', 'u@h'] }))).toEqual([
      'SEC002 spec.containers[0].command',
    ]);
    expect(found(container({ command: ['/usr/bin/sshpass', '-f', '/etc/secret', 'ssh', 'u@h'] }))).toEqual([]);
    expect(found(container({ args: ['serve', '-p', '8080'] }))).toEqual([]);
  });
});

describe('keys of a form', () => {
  test.each([
    ['PKCS #8', `MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw${RANDOM}${RANDOM}`],
    ['PKCS #1', `MIIEpAIBAAKCAQEA${RANDOM}${RANDOM}`],
    ['an elliptic curve', `MHcCAQEE${RANDOM}${RANDOM}`],
    ['a registry of Azure', `${(RANDOM + RANDOM).slice(0, 42)}+ACRAq7Tr9`],
    ['Cosmos DB', `${(RANDOM + RANDOM).slice(0, 76)}ACDb8mZk2Q==`],
    ['Event Hubs', `${RANDOM.slice(0, 33)}+AEhBq7Tr9=`],
    ['Azure OpenAI', `${RANDOM.slice(0, 52)}JQQJ99BCAC${RANDOM.slice(0, 22)}`],
    ['New Relic', `NRAK-${RANDOM.slice(0, 27).toUpperCase()}`],
    ['Doppler', `dp.st.prd.${RANDOM.slice(0, 40)}`],
    ['LangSmith', `lsv2_pt_${HEX}_${HEX.slice(0, 10)}`],
    ['a key that lost its last line', key.slice(0, -26)],
    ['a key in a program', `k = "-----BEGIN PRIVATE KEY-----\\n" +\n  "${RANDOM}\\n" +\n  "${RANDOM}\\n"`],
    ['what is encoded twice', base64(base64(TOKEN))],
  ])('%s is reported', (_what, text) => {
    expect(rules(env('X', text))).toEqual(['SEC003']);
  });

  test.each([
    ['a certificate without its lines', `MIIDdzCCAl+gAwIBAgIE${RANDOM}${RANDOM}`],
    ['a public key without its lines', `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A${RANDOM}${RANDOM}`],
    [
      'a sentence',
      `The file begins with -----BEGIN PRIVATE KEY----- and ends with the line that says so, as all of them do.`,
    ],
    ['a digest', `sha512-${(RANDOM + RANDOM).slice(0, 86)}==`],
    ['a part of a word', `lsv2_pt_${HEX}`],
  ])('%s is not', (_what, text) => {
    expect(found(env('X', text))).toEqual([]);
  });
});

describe('names and headers', () => {
  test.each([
    ['PASS2', PASSWORD],
    ['DB_PSWD', PASSWORD],
    ['JWT_KEY', RANDOM.slice(0, 32)],
    ['DB_PASSWORD', `/${RANDOM.slice(0, 20)}+x=`],
    ['SECRET_KEY', RANDOM.repeat(10)],
    ['Authorization', `Bearer ${RANDOM.slice(0, 40)}`],
  ])('%s is that of a secret', (name, value) => {
    expect(rules(env(name, value))).toEqual(['SEC004']);
  });

  test.each([
    ['PASS2', '/var/run/secrets/pass2'],
    ['DB_PASSWORD', '/etc/db-1/pass:word@8mZk2pQv.txt'],
    ['DB_PASSWORD', '/run/${USER}/x=1'],
    ['CACHE_KEY', RANDOM.slice(0, 32)],
    ['Authorization', 'Bearer $(TOKEN)'],
    ['Authorization', 'Bearer'],
  ])('%s: %s is none', (name, value) => {
    expect(found(env(name, value))).toEqual([]);
  });

  test('the login of a registry within the values of a chart', () => {
    const config = (auth: string): string => `pull: '${JSON.stringify({ auths: { r: { auth } } })}'\nother: x\n`;
    expect(rules(configMap('values.yaml', config(base64(`u:${PASSWORD}`))))).toEqual(['SEC006']);
    expect(found(configMap('values.yaml', config('<base64>')))).toEqual([]);
    expect(found(configMap('values.yaml', 'auths: {}\nauth: studiomlrunner\n'))).toEqual([]);
  });
});

// The time of each grew with the square of the length, to minutes. Read once they take milliseconds.
test.each([
  ['words', 'passwordpassword'.repeat(20_000), (text: string) => isName(`${text}!`)],
  [
    'first lines of keys',
    '-----BEGIN PRIVATE KEY-----'.repeat(20_000),
    (text: string) => keysIn(text, '').length === 0,
  ],
  ['beginnings of tokens', 'xoxb-'.repeat(100_000), (text: string) => keysIn(text, '').length === 0],
])(
  '%s of half a megabyte are read',
  (_what, text, read) => {
    expect(typeof read(text)).toBe('boolean');
  },
  5_000,
);
