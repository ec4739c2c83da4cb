import { App, Chart } from 'cdk8s';
import { checkReport } from '../../../src/checks/check';
import { hideSecrets } from '../../../src/checks/secret/hide-secrets';
import { ConfigError } from '../../../src/blueprint/problem';
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

test('no error of a construct or of platform.yaml does', () => {
  const chart = new Chart(new App(), 'c');
  expect(fail(chart, `weight is '${TOKEN}'`).message).toBe("[c] weight is '***'");
  expect(new ConfigError([{ path: ['a'], message: `is "${TOKEN}"` }]).message).toBe('a: is "***"');
  expect(() => SecretSource.existing('queue', 'p@8mZk2pQv')).toThrow("the key of secret 'queue' is not allowed");
  expect(() => SecretSource.existing('queue', 'p@8mZk2pQv')).not.toThrow('8mZk2pQv');
});
