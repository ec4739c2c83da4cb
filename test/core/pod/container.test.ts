import { Secret } from 'cdk8s-plus-27';
import type * as k8s from '../../../imports/kubernetes';
import type { ContainerProps } from '../../../src/core/pod/container';
import { PodTemplate } from '../../../src/core/pod/pod-template';
import { SecretSource } from '../../../src/core/secret/secret-source';
import { messageOf, testChart } from '../../support/chart';

const train: ContainerProps = { name: 'train', image: 'ghcr.io/example/train:1.0' };

function specOf(...containers: Partial<ContainerProps>[]): k8s.PodSpec {
  const all = containers.map((container, index) => ({ ...train, name: `train-${index}`, ...container }));
  return new PodTemplate(testChart(), { containers: all, safeDefaults: false }).toJson().spec!;
}

const containerOf = (props: Partial<ContainerProps>): k8s.Container =>
  specOf({ name: 'train', ...props }).containers[0]!;
const error = (props: Partial<ContainerProps>): string => messageOf(() => containerOf(props));

describe('GPUs', () => {
  test('they are a limit, from which Kubernetes takes the request', () => {
    expect(containerOf({ gpus: 2 })).toEqual({ ...train, resources: { limits: { 'nvidia.com/gpu': 2 } } });
  });

  test.each(['nvidia.com/mig-1g.10gb', 'nvidia.com/gpu.shared', 'amd.com/gpu'])('they may be of %s', (gpuResource) => {
    expect(containerOf({ gpus: 1, gpuResource }).resources).toEqual({ limits: { [gpuResource]: 1 } });
  });

  test('none are no limit', () => {
    expect(containerOf({ gpus: 0 })).toEqual(train);
    expect(containerOf({ gpuResource: 'amd.com/gpu' })).toEqual(train);
  });

  test('they stand beside other limits and requests', () => {
    expect(containerOf({ gpus: 1, resources: { limits: { memory: '64Gi' }, requests: { cpu: 8 } } }).resources).toEqual(
      {
        limits: { memory: '64Gi', 'nvidia.com/gpu': 1 },
        requests: { cpu: 8 },
      },
    );
  });

  test('a request of the same number may stand beside them', () => {
    expect(containerOf({ gpus: 1, resources: { requests: { 'nvidia.com/gpu': '1' } } }).resources).toEqual({
      limits: { 'nvidia.com/gpu': 1 },
      requests: { 'nvidia.com/gpu': '1' },
    });
  });

  test.each([-1, 0.5, NaN, '1'])('%p is refused', (gpus) => {
    expect(error({ gpus: gpus as number })).toBe(
      `[test] gpus of container 'train' is ${typeof gpus === 'string' ? "'1'" : String(gpus)}, allowed are whole numbers of at least 0`,
    );
  });

  test('given twice they are refused', () => {
    expect(error({ gpus: 1, resources: { limits: { 'nvidia.com/gpu': 1 } } })).toBe(
      "[test] container 'train' has gpus and also a limit of nvidia.com/gpu, give one of the two",
    );
  });
});

describe('requests and limits', () => {
  test.each<[string, k8s.ResourceRequirements, string]>([
    [
      'an extended resource that is requested without a limit',
      { requests: { 'nvidia.com/gpu': 1 } },
      "container 'train' requests 1 of nvidia.com/gpu with no limit; request and limit of an extended resource are equal",
    ],
    [
      'an extended resource of which less is requested than its limit',
      { requests: { 'nvidia.com/gpu': 1 }, limits: { 'nvidia.com/gpu': 2 } },
      "container 'train' requests 1 of nvidia.com/gpu with limit 2; request and limit of an extended resource are equal",
    ],
    [
      'huge pages of which less is requested than their limit',
      { requests: { 'hugepages-2Mi': '2Mi', cpu: 1 }, limits: { 'hugepages-2Mi': '4Mi' } },
      "container 'train' requests 2Mi of hugepages-2Mi with limit 4Mi; request and limit of an extended resource are equal",
    ],
    [
      'half a GPU',
      { limits: { 'nvidia.com/gpu': '500m' } },
      "limit of nvidia.com/gpu of container 'train' is '500m', allowed are whole numbers",
    ],
    [
      'a request above its limit',
      { requests: { cpu: '1001m' }, limits: { cpu: 1 } },
      "container 'train' requests 1001m of cpu, more than its limit 1",
    ],
    [
      'a limit that is no quantity',
      { limits: { memory: '16GB' } },
      "limit of memory of container 'train' is '16GB', allowed are quantities such as 512Mi or 16Gi; did you mean 16Gi or 16G?",
    ],
    [
      'a request that is less than nothing',
      { requests: { cpu: -1 } },
      "request of cpu of container 'train' is '-1', allowed are quantities such as 500m or 4",
    ],
  ])('%s is refused', (_what, resources, message) => {
    expect(error({ resources })).toBe(`[test] ${message}`);
  });

  test.each<[string, k8s.ResourceRequirements]>([
    [
      'an extended resource with equal request and limit, spelled differently',
      { requests: { 'a.com/b': '2' }, limits: { 'a.com/b': 2 } },
    ],
    ['an extended resource with a limit only', { limits: { 'nvidia.com/gpu': 1 } }],
    ['a request equal to its limit, spelled differently', { requests: { cpu: '1000m' }, limits: { cpu: 1 } }],
    ['a request without a limit', { requests: { cpu: 0.5, 'ephemeral-storage': '1Gi' } }],
    [
      'a resource of Kubernetes below its limit',
      { requests: { 'kubernetes.io/x': 1 }, limits: { 'kubernetes.io/x': 2 } },
    ],
    ['a claim of a device', { claims: [{ name: 'gpu', request: 'one' }] }],
  ])('%s is rendered as it is', (_what, resources) => {
    expect(containerOf({ resources }).resources).toEqual(resources);
  });
});

describe('variables from secrets', () => {
  test('they stand after those that are given', () => {
    const env = [{ name: 'MODE', value: 'fast' }];
    const secretEnv = { QUEUE_URL: SecretSource.existing('queue', 'url') };
    expect(containerOf({ env, secretEnv })).toEqual({
      ...train,
      env: [...env, { name: 'QUEUE_URL', valueFrom: { secretKeyRef: { name: 'queue', key: 'url' } } }],
    });
  });

  test('a value in place of a source is refused and not repeated', () => {
    const secretEnv = { QUEUE_URL: 'amqp://user:hunter2@host' } as unknown as Record<string, SecretSource>;
    expect(error({ secretEnv })).toBe(
      '[test] secretEnv.QUEUE_URL is a value, allowed is a SecretSource, such as SecretSource.existing(name, key): no value of a secret is written to a file',
    );
  });

  test('a name that is given twice is refused', () => {
    expect(error({ env: [{ name: 'A', value: '' }], secretEnv: { A: SecretSource.existing('queue', 'url') } })).toBe(
      "[test] environment variable A of container 'train' is given twice",
    );
  });

  test.each([
    ['an existing Secret', () => SecretSource.existing('queue', 'url')],
    [
      'a Secret of cdk8s-plus',
      () => SecretSource.fromSecret(Secret.fromSecretName(testChart(), 'secret', 'queue'), 'url'),
    ],
    [
      'an ExternalSecret',
      () =>
        SecretSource.externalSecret({ name: 'queue', key: 'url', store: { name: 'vault' }, remoteKey: 'queue-url' }),
    ],
    ['a SealedSecret', () => SecretSource.sealed({ name: 'queue', key: 'url', encryptedData: 'AgBy3i4O' })],
    ['a literal', () => SecretSource.insecureLiteral({ name: 'queue', key: 'url', value: 'amqp://localhost' })],
  ])('%s is referred to by name and key, and needs no volume', (_kind, source) => {
    const spec = specOf({ secretEnv: { QUEUE_URL: source() } });
    expect(spec.containers[0]!.env).toEqual([
      { name: 'QUEUE_URL', valueFrom: { secretKeyRef: { name: 'queue', key: 'url' } } },
    ]);
    expect(spec).not.toHaveProperty('volumes');
    expect(spec.containers[0]).not.toHaveProperty('volumeMounts');
  });

  const keyVault = (name = 'queue') =>
    SecretSource.azureKeyVault({ name, key: 'url', vaultName: 'v', tenantId: 't', clientId: 'c', objectName: 'o' });
  const volume = {
    name: 'keyvault-queue',
    csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes: { secretProviderClass: 'queue' } },
  };
  const mount = { name: 'keyvault-queue', mountPath: '/mnt/secrets-store/queue', readOnly: true };

  test('one of Key Vault brings its volume, which two containers share', () => {
    const source = keyVault();
    const spec = specOf({ secretEnv: { A: source } }, { secretEnv: { B: source } }, {});
    expect(spec.volumes).toEqual([volume]);
    expect(spec.containers.map(({ volumeMounts }) => volumeMounts)).toEqual([[mount], [mount], undefined]);
  });

  test('two variables of one Key Vault secret in a container mount its volume once', () => {
    const source = keyVault();
    const container = containerOf({ secretEnv: { A: source, B: source } });
    expect(container.volumeMounts).toEqual([mount]);
    expect(container.env).toHaveLength(2);
  });

  test('two keys of one Secret of Key Vault, each a source of its own, mount its volume once', () => {
    const other = SecretSource.azureKeyVault({
      ...{ name: 'queue', key: 'password', vaultName: 'v', tenantId: 't', clientId: 'c', objectName: 'p' },
    });
    const container = containerOf({ secretEnv: { A: keyVault(), B: other } });
    expect(container.volumeMounts).toEqual([mount]);
  });

  test('two of Key Vault stand beside each other and beside other volumes', () => {
    const data = { name: 'data', mountPath: '/data' };
    const spec = new PodTemplate(testChart(), {
      volumes: [{ name: 'data', emptyDir: {} }],
      containers: [{ ...train, volumeMounts: [data], secretEnv: { A: keyVault(), B: keyVault('store') } }],
    }).toJson().spec!;
    expect(spec.volumes!.map(({ name }) => name)).toEqual(['data', 'keyvault-queue', 'keyvault-store']);
    expect(spec.containers[0]!.volumeMounts!.map(({ name }) => name)).toEqual([
      'data',
      'keyvault-queue',
      'keyvault-store',
    ]);
  });
});
