import { MinioServer } from '../../src/runner';
import { SecretSource } from '../../src/core/secret/secret-source';
import { messageOf, testChart, untyped } from '../support/chart';
import { CONSTRUCTS } from '../support/constructs';

/** A construct as JavaScript may make it, with any value for one property of those that a case has. */
function given(of: string, property: string, value: unknown): string {
  const { props, build } = CONSTRUCTS.find(({ name }) => name === of)!;
  return messageOf(() => build(testChart(), { ...props(), [property]: value } as never));
}

const BACKEND =
  "an object of kind, which is versitygw where it is left out, s3proxy, minio-azure-gateway, minio or seaweedfs, and what that kind takes, such as { account: 'mlstore', clientId: '11111111-2222-3333-4444-555555555555' } or { kind: 'seaweedfs', size: '20Gi' }";
const NFS = "an NfsServer, or an object of server and path, such as { server: '10.0.0.4', path: '/exports' }";

test.each<[string, string, unknown, string]>([
  ['kubeflow.ObjectStore', 'backend', 'azure', `text, allowed is ${BACKEND}`],
  ['kubeflow.ObjectStore', 'backend', ['azure'], `a list, allowed is ${BACKEND}`],
  [
    'kubeflow.ObjectStore',
    'mesh',
    true,
    'a boolean, allowed are false and an object of callers, withoutSidecar, trustDomain',
  ],
  ['karpenter.NodePool', 'gpuDefaults', 'false', 'text, allowed are true, false'],
  [
    'karpenter.NodePool',
    'requirements',
    {},
    "an object, allowed is a list of requirements, such as [Requirement.skuName('Standard_D4s_v5')]",
  ],
  ['nvidia.DevicePlugin', 'pools', 'a100', 'text, allowed is a list, each a pool, such as new karpenter.NodePool(...)'],
  [
    'nvidia.GpuOperator',
    'sharing',
    { replicas: 2 },
    'an object, allowed is one of Sharing.timeSlicing(...) and Sharing.mps(...)',
  ],
  ['auth.OAuth2Proxy', 'emailDomains', 'example.com', 'text, allowed is a list of text'],
  [
    'auth.OAuth2Proxy',
    'routes',
    {},
    "an object, allowed is a RouteTable, such as new istio.RouteTable(chart, 'routes', { gateway })",
  ],
  ['auth.Dex', 'storage', { size: '1Gi' }, 'an object, allowed is a DexStorage, such as DexStorage.postgres({ ... })'],
  ['runner.Runner', 'workVolume', '80Gi', 'text, allowed are none and an object of emptyDir, claimName or ephemeral'],
  ['runner.Runner', 'networkPolicy', 'none', 'text, allowed are true, false and an object of metricsFrom'],
  ['runner.MinioServer', 'storage', '5Gi', 'text, allowed are false and an object of size, storageClassName'],
  [
    'runner.MinioServer',
    'user',
    'minio',
    'a value, allowed is a SecretSource, such as SecretSource.existing(name, key): no value of a secret is written to a file',
  ],
  ['storage.NfsProvisioner', 'server', '10.0.0.4:/', `text, allowed is ${NFS}`],
  ['storage.NfsProvisioner', 'server', { host: '10.0.0.4' }, `an object, allowed is ${NFS}`],
  ['storage.NfsServer', 'edition', 'old', "'old', allowed are platform, documented"],
  ['cluster.EtcdBackup', 'schedule', 3, 'a number, allowed is text'],
])('%s: %s %j', (name, property, value, message) => {
  expect(given(name, property, value)).toBe(`[test/it] ${property} is ${message}`);
});

test.each<[string, string, object, string]>([
  ['karpenter.Controller', 'resources', { gpu: 1 }, "cpu, memory; did you mean 'cpu'?"],
  ['karpenter.Controller', 'network', { plugins: 'azure' }, "plugin, pluginMode, policy; did you mean 'plugin'?"],
  ['auth.AuthService', 'storage', { sise: '1Gi' }, "size, storageClassName; did you mean 'size'?"],
  ['simsvc.Simsvc', 'work', { sise: '1Gi' }, "size, storageClassName; did you mean 'size'?"],
])('%s: %s of fields that it has not', (name, property, value, allowed) => {
  const [field] = Object.keys(value);
  expect(given(name, property, value)).toBe(
    `[test/it] ${property} has the unknown field '${field}', allowed are ${allowed}`,
  );
});

test('null among the sources of a queue is missing, and one of a property is no value', () => {
  expect(given('runner.Runner', 'queues', { rabbit: { url: null } })).toBe(
    '[test/it] queues.rabbit.url is missing, allowed is a SecretSource, such as SecretSource.existing(name, key)',
  );
  expect(given('runner.MinioServer', 'user', null)).toMatch(/^\[test\/it\] user is null, which is no value; /);
});

test.each(CONSTRUCTS.map((row) => [row.name, row] as const))(
  '%s: text or an object where another value belongs is told what that is',
  (name, { props, build }) => {
    const make = (more: object) => messageOf(() => build(testChart(), { ...props(), ...more } as never));
    const known = /allowed are ([^;]*)/.exec(make({ zzzzzzzzzzzz: 1 }))?.[1]?.split(', ') ?? [];
    expect(known.length > 0 || name === 'istio.RouteTable').toBe(true);
    for (const property of known) {
      for (const value of ['x y', { zzzzzzzzzzzz: 1 }]) {
        const message = make({ [property]: value });
        expect(message).not.toMatch(/allowed is (an object|a list)$|\[object |is not a function|Cannot /);
      }
    }
  },
);

test('what a property takes beside an object is taken', () => {
  const source = SecretSource.existing('store', 'user');
  for (const storage of [false, {}, { size: '5Gi' }])
    expect(
      messageOf(() => new MinioServer(testChart(), 'it', untyped({ user: source, password: source, storage }))),
    ).toBe('nothing was thrown');
  for (const networkPolicy of [true, false, { metricsFrom: [{ podSelector: {} }] }])
    expect(given('runner.Runner', 'networkPolicy', networkPolicy)).toBe('nothing was thrown');
});
