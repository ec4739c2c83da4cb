import * as lib from '../../src';
import { messageOf, testChart, untyped } from '../support/chart';

const { auth, cluster, istio, karpenter, kubeflow, nvidia, runner, tls } = lib;
const { Fleet, NetworkPeers, Placement, SecretSource, Target } = lib;
const source = SecretSource.existing('store', 'key');
const A_NAME = "names and texts, such as { pool: 'a100' }";

const store = (backend: object) =>
  messageOf(
    () =>
      new kubeflow.ObjectStore(testChart(), 'it', {
        backend: untyped({ account: 'kubeflowsa', ...backend }),
        accessKey: SecretSource.existing('mlpipeline-minio-artifact', 'accesskey'),
        secretKey: SecretSource.existing('mlpipeline-minio-artifact', 'secretkey'),
      }),
  );
const A_SOURCE = 'allowed is a SecretSource, such as SecretSource.existing(name, key)';
const NO_VALUE = `is a value, ${A_SOURCE}: no value of a secret is written to a file`;
const A_FLEET = 'allowed is new Fleet({ base: { ... }, clusters: { ... } }), or Fleet.fromFile(path) of a fleet.yaml';
const client = (options: object) =>
  auth.OidcProvider.entraId(untyped({ tenantId: '8a0d6b4e-3c1f-4a52-9d27-5b1f0c9e7a31', ...options }));
const running = (props: object) =>
  messageOf(
    () =>
      new runner.Runner(
        testChart(),
        'it',
        untyped({ version: '0.9.21', queues: { rabbit: { url: source } }, ...props }),
      ),
  );
const worker = (workVolume: object) =>
  messageOf(
    () =>
      new runner.Runner(testChart(), 'it', {
        version: '0.9.21',
        queues: { rabbit: { url: source } },
        workVolume: untyped(workVolume),
      }),
  );

test.each<[string, () => unknown, string]>([
  [
    'a tenant',
    () => auth.OidcProvider.entraId(untyped({})),
    'tenantId is nothing, allowed is text, such as 00000000-0000-0000-0000-000000000000',
  ],
  [
    'a tenant of Dex',
    () => auth.DexConnector.microsoft(untyped({})),
    'tenantId is nothing, allowed is text, such as 00000000-0000-0000-0000-000000000000',
  ],
  [
    'the host of Dex',
    () => auth.OidcProvider.dex(untyped({ host: 5 })),
    'host is a number, allowed is a host such as kubeflow.example.com, without scheme and path',
  ],
  [
    'an issuer',
    () => auth.OidcProvider.generic(untyped({})),
    'issuer is nothing, allowed is an absolute URL such as https://login.example.com/oauth2',
  ],
  [
    'a volume of Dex',
    () => auth.DexStorage.sqlite(untyped(null)),
    'the volume of DexStorage.sqlite is given nothing, allowed is an object of size, storageClassName',
  ],
  [
    'shares',
    () => nvidia.Sharing.mps(untyped({ resources: 4 })),
    'resources of a Sharing is a number, allowed is a list of objects of name, replicas',
  ],
  [
    'a share',
    () => nvidia.Sharing.mps(untyped({ resources: [null] })),
    'resources of a Sharing[0] is nothing, allowed is an object of name, replicas',
  ],
  [
    'labels of nodes',
    () => Placement.labels(untyped(['a'])),
    `nodeSelector of a Placement is a list, allowed is an object of ${A_NAME}`,
  ],
  [
    'another placement',
    () => Placement.labels({ a: 'b' }).and(untyped({ a: 'b' })),
    'what Placement.and is given is an object, allowed is a Placement, such as pool.placement()',
  ],
  [
    'labels of peers',
    () => NetworkPeers.namespace('a', untyped('b')),
    "labels of NetworkPeers.namespace is text, allowed is an object of names and texts, such as { app: 'prometheus' }",
  ],
  [
    'a Secret',
    () => SecretSource.fromSecret(untyped('a'), 'b'),
    'the Secret of SecretSource.fromSecret is text, allowed is an object of its name, such as a Secret of cdk8s-plus',
  ],
  [
    'pools of nodes',
    () => Target.aks('1.34', untyped({ nodePools: 'a' })),
    'nodePools of a Target is text, allowed is a list of objects of name, count, allocatable',
  ],
  [
    'plugins',
    () => Target.aks('1.34', untyped({ admissionPlugins: 'PodNodeSelector' })),
    'admissionPlugins of a Target is text, allowed is a list of text',
  ],
  [
    'the owner of a route',
    () => {
      const chart = testChart();
      const table = new istio.RouteTable(chart, 'it', { gateway: { name: 'g', namespace: 'a' } });
      table.add(untyped('it'), { name: 'a', prefix: '/a/', to: { service: 'x', namespace: 'a', port: 80 } });
    },
    'the owner of a route is text, allowed is a construct, such as a Chart',
  ],
  [
    'the client of a provider',
    () => client({ clientSecret: source }),
    'clientId is nothing, allowed is text, for it is no secret, or a SecretSource',
  ],
  [
    "a number as a client's id",
    () => client({ clientId: 5, clientSecret: source }),
    'clientId is a number, allowed is text, for it is no secret, or a SecretSource',
  ],
  ['the secret of a client', () => client({ clientId: source }), `clientSecret is missing, ${A_SOURCE}`],
  ["a client's secret as text", () => client({ clientId: source, clientSecret: 'x' }), `clientSecret ${NO_VALUE}`],
  ['no fleet', () => new Fleet(untyped(undefined)), `the configuration of a Fleet is nothing, ${A_FLEET}`],
  ['a path of a fleet', () => new Fleet(untyped('fleet.yaml')), `the configuration of a Fleet is text, ${A_FLEET}`],
  [
    'no file of a fleet',
    () => Fleet.fromFile(untyped(undefined)),
    'the file of Fleet.fromFile is nothing, allowed is text, such as fleet.yaml',
  ],
])('%s of another kind is told what belongs there', (_, act, message) => {
  expect(messageOf(act)).toBe(message);
});

test('what is no SecretSource among the keys of an account is told so', () => {
  for (const way of ['accountKey', 'sasToken'])
    for (const value of ['key', 5, ['key'], { key: 'key' }])
      expect(store({ [way]: value })).toBe(
        `[test/it] backend.${way} is a value, allowed is a SecretSource, such as SecretSource.existing(name, key): no value of a secret is written to a file`,
      );
  expect(store({ accountKey: source })).toBe('nothing was thrown');
});

test('a volume of no size, or of another field', () => {
  expect(worker({ emptyDir: null })).toBe(
    '[test/it] workVolume.emptyDir is nothing, allowed is an object of sizeLimit',
  );
  expect(worker({ ephemeral: '80Gi' })).toBe(
    '[test/it] workVolume.ephemeral is text, allowed is an object of size, storageClassName',
  );
  expect(worker({ ephemeral: { sise: '80Gi' } })).toBe(
    "[test/it] workVolume.ephemeral has the unknown field 'sise', allowed are size, storageClassName",
  );
  expect(worker({ ephemeral: { size: '80Gi' } })).toBe('nothing was thrown');
});

test('an account of a pod without a name', () => {
  const containers = [{ name: 'a', image: 'registry.example.com/a:1' }];
  const pod = (serviceAccount: unknown) =>
    messageOf(() => new lib.Deployment(testChart(), 'it', { template: untyped({ containers, serviceAccount }) }));
  for (const given of [['trainer'], { nam: 'trainer' }])
    expect(pod(given)).toBe('[test/it] serviceAccount of a pod has no name, allowed is text or an object of its name');
  for (const given of ['trainer', { name: 'trainer' }]) expect(pod(given)).toBe('nothing was thrown');
});

test('queues and keys of a Runner that are no objects or sources are told by their property', () => {
  for (const kind of ['rabbit', 'sqs', 'google'] as const)
    for (const [value, given] of [
      ['x y', 'text'],
      [42, 'a number'],
    ] as const)
      expect(running({ queues: { [kind]: value } })).toMatch(
        new RegExp(`^\\[test/it\\] queues\\.${kind} is ${given}, allowed is an object of `),
      );
  expect(running({ queues: { sqs: {} } })).toBe('nothing was thrown');
  expect(running({ queues: { rabbit: { url: source }, sqs: false } })).toBe('nothing was thrown');
  expect(
    running({
      version: '0.13.1',
      clearTextMessages: true,
      queues: { rabbit: { url: source, managementUrl: 'http://rabbit' } },
    }),
  ).toBe(`[test/it] queues.rabbit.managementUrl ${NO_VALUE}`);
  expect(running({ s3: { credentials: 'x' } })).toBe(`[test/it] s3.credentials.accessKeyId is missing, ${A_SOURCE}`);
  expect(running({ s3: { credentials: { accessKeyId: source } } })).toBe(
    `[test/it] s3.credentials.secretAccessKey is missing, ${A_SOURCE}`,
  );
  expect(running({ s3: { credentials: { accessKeyId: source, secretAccessKey: source } } })).toBe('nothing was thrown');
});

test('other resources of a limit are an object', () => {
  const pool = (resources: unknown) =>
    messageOf(() => {
      const chart = testChart();
      const nodeClass = new karpenter.AksNodeClass(chart, 'class');
      const requirements = [karpenter.Requirement.skuName('Standard_D4s_v5')];
      new karpenter.NodePool(chart, 'it', { requirements, nodeClass, limits: { resources: untyped(resources) } });
    });
  for (const [value, given] of [
    [42, 'a number'],
    ['x', 'text'],
    [['a'], 'a list'],
    [null, 'nothing'],
  ])
    expect(pool(value)).toBe(
      `[test/it] limits.resources is ${String(given)}, allowed is an object of names and amounts, such as { 'amd.com/gpu': 4 }`,
    );
  for (const value of [undefined, {}, { 'amd.com/gpu': 4 }]) expect(pool(value)).toBe('nothing was thrown');
});

test('an ACME issuer without options', () => {
  const door = (issuer: lib.tls.Issuer) =>
    messageOf(() => new tls.FrontDoor(testChart(), 'it', { certificate: { issuer, dnsNames: ['a.example.com'] } }));
  expect(door(tls.Issuer.acmeAzureDns(untyped(undefined)))).toBe(
    '[test/it] issuer is nothing, allowed is an object of zone, subscriptionId, resourceGroup, clientId, name, server, email, environment',
  );
});

test('a store and values of an ExternalSecret for pulling', () => {
  const pull = (options: object) =>
    messageOf(() => {
      const secret = cluster.PullSecret.externalSecret(untyped({ name: 'a', ...options }));
      new cluster.RegistryCredentials(testChart(), 'it', { secret, serviceAccount: 'a' });
    });
  const store = { name: 'vault' };
  const value = { remoteKey: 'registry' };
  const server = 'example.azurecr.io';
  const REMOTE = 'allowed is an object of remoteKey, property';
  expect(pull({ config: value })).toBe(
    'store of PullSecret.externalSecret is given nothing, allowed is an object of name, kind',
  );
  expect(pull({ store, config: null })).toBe("[test/it] secret 'a' has neither config nor login, give one of the two");
  expect(pull({ store, config: 'registry' })).toBe(`[test/it] config is text, ${REMOTE}`);
  expect(pull({ store, login: { server } })).toBe(`[test/it] login.username is nothing, ${REMOTE}`);
  expect(pull({ store, login: { server, username: value, password: 'x' } })).toBe(
    `[test/it] login.password is text, ${REMOTE}`,
  );
  for (const options of [{ config: value }, { login: { server, username: value, password: value } }])
    expect(pull({ store, ...options })).toBe('nothing was thrown');
});
