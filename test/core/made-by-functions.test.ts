import * as lib from '../../src';
import { messageOf, testChart, untyped } from '../support/chart';

const { auth, cluster, karpenter, nvidia, runner, tls } = lib;

/** A class as JavaScript may use it, with any arguments. */
function make(of: unknown, ...given: unknown[]): string {
  const Any = of as new (...given: unknown[]) => unknown;
  return messageOf(() => new Any(...given));
}

test.each<[string, unknown, string]>([
  [
    'OidcProvider',
    auth.OidcProvider,
    'new OidcProvider is not for callers, allowed are OidcProvider.entraId(...), OidcProvider.dex(...), OidcProvider.generic(...)',
  ],
  [
    'DexConnector',
    auth.DexConnector,
    'new DexConnector is not for callers, allowed are DexConnector.microsoft(...), DexConnector.oidc(...)',
  ],
  [
    'Issuer',
    tls.Issuer,
    'new Issuer is not for callers, allowed are Issuer.existing(...), Issuer.selfSignedCa(...), Issuer.acmeAzureDns(...)',
  ],
  ['Sharing', nvidia.Sharing, 'new Sharing is not for callers, allowed are Sharing.timeSlicing(...), Sharing.mps(...)'],
])('new %s', (_name, of, message) => {
  expect(make(of)).toBe(message);
  expect(make(of, null, null)).toBe(message);
});

test('new Requirement with values that are no list', () => {
  expect(make(karpenter.Requirement, 'kubernetes.io/arch', 'In', 5)).toBe(
    'values of a Requirement is a number, allowed is a list of text',
  );
});

const NOTHING = untyped(undefined);

test.each<[string, () => unknown, string]>([
  ['OidcProvider.entraId', () => auth.OidcProvider.entraId(NOTHING), 'tenantId, clientId, clientSecret'],
  ['OidcProvider.dex', () => auth.OidcProvider.dex(NOTHING), 'host, clientId, clientSecret'],
  ['OidcProvider.generic', () => auth.OidcProvider.generic(NOTHING), 'issuer, clientId, clientSecret'],
  ['DexConnector.microsoft', () => auth.DexConnector.microsoft(NOTHING), 'tenantId, clientId, clientSecret'],
  ['DexConnector.oidc', () => auth.DexConnector.oidc(NOTHING), 'issuer, clientId, clientSecret'],
  ['DexStorage.postgres', () => auth.DexStorage.postgres(NOTHING), 'host, password'],
  ['Issuer.existing', () => tls.Issuer.existing(NOTHING), 'name, kind, group'],
  ['Sharing.timeSlicing', () => nvidia.Sharing.timeSlicing(NOTHING), 'resources'],
  ['Sharing.mps', () => nvidia.Sharing.mps(NOTHING), 'resources'],
  ['PullSecret.sealed', () => cluster.PullSecret.sealed(NOTHING), 'name, encryptedData'],
  ['PullSecret.externalSecret', () => cluster.PullSecret.externalSecret(NOTHING), 'name, store, config, login'],
  ['serviceHost', () => runner.serviceHost(NOTHING), 'name, namespace, port'],
])('%s without anything', (name, act, fields) => {
  const message = messageOf(act);
  expect(message).toContain(name);
  expect(message).toMatch(new RegExp(`is nothing, allowed is an object of ${fields}$`));
});

test.each<[string, unknown]>([
  [
    '[test/it] what a KubeObject is given is nothing, allowed is an object of apiVersion, kind, metadata, spec',
    undefined,
  ],
  ['[test/it] apiVersion of a KubeObject is nothing, allowed is text', {}],
  ['[test/it] kind of a KubeObject is a number, allowed is text', { apiVersion: 'v1', kind: 5 }],
])('KubeObject: %s', (message, props) => {
  expect(messageOf(() => new lib.KubeObject(testChart(), 'it', untyped(props)))).toBe(message);
});

const CONTAINERS = { containers: [{ name: 'a', image: 'registry.example.com/a:1' }] };
const NEED = { serviceAccount: { namespace: 'ml', name: 'a' }, rules: [], reason: 'none' };

test.each<[string, (scope: never) => unknown]>([
  ['the construct of Target.of', (scope) => lib.Target.of(scope)],
  [
    'the construct of declareNeed',
    (scope) => {
      lib.declareNeed(scope, NEED);
    },
  ],
  ['the workload of a PodTemplate', (scope) => new lib.PodTemplate(scope, CONTAINERS)],
  ['the workload of SecretSource.bind', (scope) => lib.SecretSource.existing('a', 'b').bind(scope)],
  ['the scope of a KubeObject', (scope) => new lib.KubeObject(scope, 'it', { apiVersion: 'v1', kind: 'Pod' })],
  [
    'the app of an MlPlatform',
    (scope) => new lib.MlPlatform(scope, { target: { provider: 'aks', kubernetes: '1.34' } }),
  ],
])('%s that is none', (name, act) => {
  for (const [given, kind] of [
    [undefined, 'nothing'],
    ['chart', 'text'],
    [{ node: {} }, 'an object'],
  ] as const)
    expect(messageOf(() => act(untyped(given)))).toBe(`${name} is ${kind}, allowed is a construct, such as a Chart`);
  expect(messageOf(() => act(untyped(new lib.PlatformApp())))).not.toContain('allowed is a construct');
});

test('migResource of what is no text', () => {
  for (const [given, kind] of [
    [undefined, 'nothing'],
    [5, 'a number'],
  ])
    expect(messageOf(() => nvidia.migResource(untyped(given)))).toBe(
      `the profile of migResource is ${kind}, allowed is text, such as 1g.10gb`,
    );
  expect(nvidia.migResource('1g.10gb')).toBe('nvidia.com/mig-1g.10gb');
});

test('a fleet and a platform of nothing', () => {
  for (const given of [undefined, null]) {
    expect(messageOf(() => new lib.Fleet(untyped(given)))).toBe(
      'the configuration of a Fleet is nothing, allowed is new Fleet({ base: { ... }, clusters: { ... } }), or Fleet.fromFile(path) of a fleet.yaml',
    );
    expect(messageOf(() => new lib.MlPlatform(new lib.PlatformApp(), untyped(given)))).toBe(
      'the configuration of an MlPlatform is nothing, allowed is new MlPlatform(app, { target: ... })',
    );
  }
  const config = { base: { target: { provider: 'aks', kubernetes: '1.34' } }, clusters: { a: {} } } as const;
  expect(messageOf(() => new lib.Fleet(config, untyped(null)))).toBe(
    'the options of a Fleet is given nothing, allowed is an object of extend',
  );
  expect(messageOf(() => new lib.Fleet(untyped({ ...config, base: () => 1 })))).toMatch(
    /^base: is a function, allowed is /,
  );
  expect(messageOf(() => new lib.Fleet(config))).toBe('nothing was thrown');
});
