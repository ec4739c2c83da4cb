import { App, Chart } from 'cdk8s';
import { checkReport } from '../../../src/checks/check';
import { hideSecrets } from '../../../src/checks/secret/hide-secrets';
import { ConfigError } from '../../../src/blueprint/problem';
import { validateConfig } from '../../../src/blueprint/validate-config';
import { fail } from '../../../src/core/fail';
import { SecretSource } from '../../../src/core/secret/secret-source';
import { Target } from '../../../src/facts/target';

const HEX = '3f9a1c7e5b2d8046af13c9d7e2b58460';
const TOKEN = `ghp_${HEX}abcd`;
const URL = 'amqp://runner:8mZk2pQv@rabbit:5672/';

test('a message has neither keys nor passwords of addresses', () => {
  expect(hideSecrets(`is "${TOKEN}", allowed are a, b`)).toBe('is "***", allowed are a, b');
  expect(hideSecrets(`is ${URL}, and ${URL}`)).toBe(
    'is amqp://runner:***@rabbit:5672/, and amqp://runner:***@rabbit:5672/',
  );
  const innocent = `image 'a@sha256:${HEX}${HEX}' of https://h:443/x@y is not amqp://runner@rabbit, nor $(URL)`;
  expect(hideSecrets(innocent)).toBe(innocent);
});

test('a message has no password that stands behind its name', () => {
  const password = ['Zq7Tr', '9Lm2x', 'W4'].join('');
  expect(hideSecrets(`zone In [1, password=${password}] has no value`)).toBe('zone In [1, password=***] has no value');
  expect(hideSecrets(`is {"token":"${password}"}`)).toBe('is {"token":"***"}');
  const said = "password: must have at least 12 characters, token: 'name-of-secret-2' is no name";
  expect(hideSecrets(said)).toBe(said);
});

test('a message has no token of the parameters of an address', () => {
  const token = ['gX7kq2', 'PzW9vLm', '4RtB1'].join('');
  for (const name of ['token', 'access_token', 'api_key', 'password']) {
    expect(hideSecrets(`is "https://h/x?${name}=${token}", allowed`)).toBe(`is "https://h/x?${name}=***", allowed`);
    expect(hideSecrets(`https://h/x?page=1234&${name}=${token}`)).toBe(`https://h/x?page=1234&${name}=***`);
    expect(hideSecrets(`https://h/x?${name}=${token}&page=1234`)).not.toContain(token);
  }
  const innocent = 'is "https://h/x?page=1234&token=name-of-secret-2&version=v1.2.3", allowed';
  expect(hideSecrets(innocent)).toBe(innocent);
});

test('no error of platform.yaml shows a value in which a secret may be, or a key that looks like one', () => {
  const password = ['Zq7Tr', '9Lm2x', 'W4'].join('');
  const messages = (config: object): string =>
    JSON.stringify(validateConfig({ target: { provider: 'aks', kubernetes: '1.34' }, ...config }));
  expect(messages({ namespace: { password } })).toContain('is a value that is not shown, allowed is text');
  expect(messages({ namespace: { password: 'hunter' } })).not.toContain('hunter');
  expect(messages({ namespace: [password] })).not.toContain(password);
  expect(messages({ namespace: ['studioml'] })).toContain('studioml');
  expect(messages({ [`password=${password}`]: 1 })).toContain('has an unknown key that is not shown, allowed are ');
  expect(messages({ [`Zq7${HEX}`]: 1 })).not.toContain(HEX);
  expect(messages({ name_space: 1 })).toContain('name_space');
});

test.each([
  ['a name', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: TOKEN } }],
  ['a kind', { apiVersion: 'v1', kind: TOKEN, metadata: { name: 'a' } }],
  ['a key', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { [URL]: 'x' } }],
  [
    'an image',
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'c', image: URL }] } },
  ],
  [
    'a key of a Secret',
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a' },
      spec: {
        containers: [
          { name: 'c', image: 'a:1', env: [{ name: 'X', valueFrom: { secretKeyRef: { name: 's', key: URL } } }] },
        ],
      },
    },
  ],
])('no finding repeats a secret that was taken for %s', (_what, object) => {
  const { findings } = checkReport([{ object, origin: {} }], Target.aks('1.34'));
  expect(findings).not.toEqual([]);
  expect(JSON.stringify(findings)).not.toMatch(/3f9a1c7e|8mZk2pQv/);
});

test('no reason for which a finding is accepted repeats a secret', () => {
  const annotations = { 'cdk8s-ml-platform/suppress-SEC003': `${TOKEN} is agreed` };
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', annotations }, data: { x: TOKEN } };
  const { suppressed } = checkReport([{ object, origin: {} }], Target.aks('1.34'));
  expect(suppressed.map(({ reason }) => reason)).toContain('*** is agreed');
  expect(JSON.stringify(suppressed)).not.toContain(HEX);
});

test('no error of a construct or of platform.yaml does', () => {
  const chart = new Chart(new App(), 'c');
  expect(fail(chart, `weight is '${TOKEN}'`).message).toBe("[c] weight is '***'");
  expect(new ConfigError([{ path: ['a'], message: `is "${TOKEN}"` }]).message).toBe('a: is "***"');
  expect(() => SecretSource.existing('queue', 'p@8mZk2pQv')).toThrow("the key of secret 'queue' is not allowed");
  expect(() => SecretSource.existing('queue', 'p@8mZk2pQv')).not.toThrow('8mZk2pQv');
  expect(() => SecretSource.existing(HEX.toUpperCase(), 'url')).toThrow('secret name (not shown) must consist of');
  expect(() => SecretSource.existing('My_Queue', 'url')).toThrow("secret name 'My_Queue' must consist of");
});
