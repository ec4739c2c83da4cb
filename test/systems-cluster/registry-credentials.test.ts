import { ApiObject } from 'cdk8s';
import { PlatformApp } from '../../src/core/platform-app';
import { Deployment } from '../../src/core/workload/deployment';
import { PullSecret, RegistryCredentials } from '../../src/cluster';
import type { RegistryCredentialsProps } from '../../src/cluster';
import { messageOf, objectsOf, testChart, untyped, yamlFrom } from '../support/chart';
import { findingsOf } from './render';

const CLIENT = '11111111-2222-3333-4444-555555555555';
const TENANT = '66666666-7777-8888-9999-000000000000';
const existing = PullSecret.existing('studioml-go-docker-key');
const store = { name: 'vault' };
const config = { remoteKey: 'registry' };
const login = {
  server: 'example.azurecr.io',
  username: { remoteKey: 'registry', property: 'user' },
  password: { remoteKey: 'registry', property: 'password' },
};

const CASES: [string, RegistryCredentialsProps][] = [
  ['a Secret that exists', { secret: existing, serviceAccount: 'trainer' }],
  ['an ExternalSecret of a whole file', { secret: PullSecret.externalSecret({ name: 'registry', store, config }) }],
  [
    'an ExternalSecret of user and password',
    {
      secret: PullSecret.externalSecret({
        name: 'registry',
        store: { name: 'vault', kind: 'SecretStore' },
        login,
        refreshInterval: '6h',
      }),
      serviceAccount: 'trainer',
    },
  ],
  ['a SealedSecret', { secret: PullSecret.sealed({ name: 'registry', encryptedData: 'AgBy3i4OJSWK' }) }],
  ['an identity of Azure', { azure: { clientId: CLIENT }, serviceAccount: 'builder' }],
  ['all', { secret: existing, azure: { clientId: CLIENT, tenantId: TENANT }, serviceAccount: 'builder' }],
];

const build = (props: RegistryCredentialsProps) => (chart: ConstructorParameters<typeof RegistryCredentials>[0]) =>
  new RegistryCredentials(chart, 'registry', props);

describe('RegistryCredentials', () => {
  test.each(CASES)('%s', (_, props) => expect(yamlFrom(build(props))).toMatchSnapshot());
  test.each(CASES)('its output passes all checks: %s', (_, props) => expect(findingsOf(build(props))).toEqual([]));

  test('a Secret that exists renders nothing, and pods may name it', () => {
    const chart = testChart();
    const registry = new RegistryCredentials(chart, 'registry', { secret: existing });
    expect(chart.toJson()).toEqual([]);
    expect(registry.imagePullSecrets).toEqual(['studioml-go-docker-key']);
    const containers = [{ name: 'trainer', image: 'registry.example.com/trainer:1.0' }];
    const imagePullSecrets = registry.imagePullSecrets.map((name) => ({ name }));
    new Deployment(chart, 'trainer', { template: { containers, imagePullSecrets } });
    const findings = (chart.node.root as PlatformApp).check();
    expect(findings.filter(({ rule }) => rule === 'REF005')).toEqual([]);
  });

  test('without it, a pull Secret that nobody declares is reported', () => {
    const chart = testChart();
    const containers = [{ name: 'trainer', image: 'registry.example.com/trainer:1.0' }];
    new Deployment(chart, 'trainer', { template: { containers, imagePullSecrets: [{ name: 'registry' }] } });
    const findings = (chart.node.root as PlatformApp).check();
    expect(findings.map(({ rule }) => rule)).toContain('REF005');
  });

  test('ApiObject.of finds the service account', () => {
    const registry = new RegistryCredentials(testChart(), 'registry', CASES[0]![1]);
    expect(ApiObject.of(registry).kind).toBe('ServiceAccount');
    expect(registry.serviceAccount).toEqual({ name: 'trainer' });
    expect(registry.podLabels).toEqual({});
  });

  test('pods of an identity of Azure need a label', () => {
    const registry = new RegistryCredentials(testChart(), 'registry', CASES[4]![1]);
    expect(registry.podLabels).toEqual({ 'azure.workload.identity/use': 'true' });
    expect(registry.imagePullSecrets).toEqual([]);
  });

  test.each([PullSecret.sealed({ name: 'registry', encryptedData: 'AgBy3i4OJSWK' }), CASES[2]![1].secret!])(
    'SGR-06: a reference of a service account has a name and nothing else (%#)',
    (secret) => {
      const objects = objectsOf(build({ secret, serviceAccount: 'trainer' }));
      const account = objects.find(({ kind }) => kind === 'ServiceAccount');
      expect(account.imagePullSecrets).toEqual([{ name: 'registry' }]);
    },
  );

  const syntax = "must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit";
  const external = (options: object): object => ({
    secret: PullSecret.externalSecret(untyped({ name: 'registry', store, ...options })),
  });
  const id = 'an id such as 11111111-2222-3333-4444-555555555555';

  test.each<[object, string]>([
    [{}, 'neither secret nor azure is given; where the nodes may pull by themselves, leave this out'],
    [
      { azure: { clientId: CLIENT } },
      'azure is given without serviceAccount, and an identity is federated with a service account',
    ],
    [{ secret: PullSecret.existing('Docker_Key') }, `secret name 'Docker_Key' ${syntax}`],
    [{ secret: existing, serviceAccount: 'Trainer' }, `serviceAccount 'Trainer' ${syntax}`],
    [{ azure: { clientId: 'me' }, serviceAccount: 'a' }, `azure.clientId is 'me', allowed is ${id}`],
    [{ azure: { clientId: CLIENT, tenantId: 'us' }, serviceAccount: 'a' }, `azure.tenantId is 'us', allowed is ${id}`],
    [external({}), "secret 'registry' has neither config nor login, give one of the two"],
    [external({ config, login }), "secret 'registry' has both config and login, give one of the two"],
    [
      external({ login: { ...login, server: 'https://example.azurecr.io' } }),
      "login.server is 'https://example.azurecr.io', allowed is a registry such as example.azurecr.io, without a scheme",
    ],
    [
      external({ login: { ...login, server: 'a" .password "b' } }),
      `login.server is 'a" .password "b', allowed is a registry such as example.azurecr.io, without a scheme`,
    ],
    [
      { secret: PullSecret.sealed(untyped({ name: 'registry' })) },
      "encryptedData is '', allowed is what kubeseal --raw prints",
    ],
    [
      { secret: PullSecret.sealed({ name: 'registry', encryptedData: '' }) },
      "encryptedData is '', allowed is what kubeseal --raw prints",
    ],
  ])('refuses %#', (props, message) => {
    expect(messageOf(() => new RegistryCredentials(testChart(), 'registry', untyped(props)))).toBe(
      `[test/registry] ${message}`,
    );
  });

  test.each(['example.azurecr.io', 'localhost:5000', '123456789012.dkr.ecr.us-west-2.amazonaws.com', 'ghcr.io/team'])(
    'accepts the registry %s',
    (server) => {
      const secret = PullSecret.externalSecret({ name: 'registry', store, login: { ...login, server } });
      const [object] = objectsOf(build({ secret }));
      expect(object.spec.target.template.data['.dockerconfigjson']).toBe(
        `{{ dict "auths" (dict "${server}" (dict "username" .username "password" .password)) | toJson }}`,
      );
    },
  );
});
