import { ApiObject, App, Chart } from 'cdk8s';
import { PlatformApp } from '../../src/core/platform-app';
import { Placement } from '../../src/core/placement';
import type { IPool } from '../../src/core/pool';
import { SecretSource } from '../../src/core/secret/secret-source';
import { Taint } from '../../src/core/taint';
import { Target } from '../../src/facts/target';
import { Runner, SETTINGS } from '../../src/runner';
import type { RunnerProps } from '../../src/runner';
import { objectsOf, testChart, yamlFrom, yamlOf } from '../support/chart';
import type { Rendered } from '../support/chart';
import { valid } from './support';

/** Secrets, their stores and namespaces are made outside of what is tested here. */
function madeHere({ rule }: { readonly rule: string }): boolean {
  return !['REF005', 'REF007', 'REF014'].includes(rule);
}

const taints = [Taint.gpu(), Taint.spot()];
const pool: IPool = {
  name: 'a100',
  taints,
  spot: true,
  placement: () => new Placement({ taints, nodeSelector: { 'karpenter.sh/nodepool': 'a100' } }),
};

const DEFAULTS: RunnerProps = {
  version: '0.9.21',
  queues: { rabbit: { url: SecretSource.existing('studioml-queue', 'url') } },
};

/** Every property that goes with a Deployment of 0.14.2, each with another value than its default. */
function everything(): RunnerProps {
  const url = SecretSource.azureKeyVault({
    name: 'studioml-queue',
    key: 'url',
    vaultName: 'ml-vault',
    tenantId: '00000000-0000-0000-0000-000000000001',
    clientId: '00000000-0000-0000-0000-000000000002',
    objectName: 'amqp-url',
  });
  return {
    version: '0.14.2-main-aaaagririzo',
    queues: {
      match: '^(rmq|sqs)_prod_.*$',
      mismatch: '^rmq_prod_old_.*$',
      rabbit: { url, managementUrl: SecretSource.existing('studioml-queue-management', 'url') },
      sqs: { secretName: 'aws', timeout: '30s' },
      local: { root: '/queues', claimName: 'queues' },
    },
    name: 'runner-a100',
    workload: 'Deployment',
    image: 'registry.example.com/leafai/studio-go-runner:0.14.2',
    imagePullPolicy: 'Always',
    imagePullSecrets: ['studioml-go-docker-key', 'mirror-key'],
    imagePullSecretsOn: 'both',
    replicas: 3,
    strategy: 'RollingUpdate',
    maxSurge: '25%',
    maxUnavailable: 0,
    progressDeadlineSeconds: 600,
    gpus: 2,
    gpuResource: 'nvidia.com/mig-1g.10gb',
    resources: { requests: { cpu: 4, memory: '16Gi' }, limits: { cpu: 8, memory: '32Gi' } },
    placement: pool.placement(),
    workVolume: { ephemeral: { size: '200Gi', storageClassName: 'managed-csi' } },
    workingDir: '/work',
    cache: { dir: '/work/cache', size: '10Gib' },
    limits: { cores: 4, memory: '24gib', disk: '100gb', tasks: 100, idleDuration: '1h30m', interval: '10m' },
    encryption: { privateKey: url, passphrase: SecretSource.existing('phrase', 'text'), optional: true },
    signing: { keys: { rmq_prod_a: 'ssh-ed25519 AAAAC3Nza a', rmq_prod_b: SecretSource.existing('signer-b', 'key') } },
    reportKeys: { secretName: 'reports', optional: true },
    clearTextMessages: true,
    s3: {
      ca: '/etc/ssl/certs/store.pem',
      cert: SecretSource.existing('store', 'tls.crt'),
      key: SecretSource.existing('store', 'tls.key'),
      credentials: {
        accessKeyId: SecretSource.existing('store', 'id'),
        secretAccessKey: SecretSource.existing('store', 'secret'),
        region: 'eu-central-1',
      },
    },
    allowEnvSecrets: true,
    logging: { levels: '*=DBG', format: 'JSON' },
    metrics: { port: 9100, podMonitor: { labels: { release: 'prometheus' }, interval: '30s' } },
    debug: true,
    schemaLogs: false,
    generateMetadata: true,
    cpuProfile: '/work/profile',
    state: 'DrainAndSuspend',
    terminationGracePeriodSeconds: 86400,
    doNotDisrupt: false,
    edition: 'platform',
  };
}

const render = (props: RunnerProps): Rendered[] => objectsOf((chart) => new Runner(chart, 'runner', props));
const find = (objects: Rendered[], kind: string, name?: string): Rendered =>
  objects.find((object) => object.kind === kind && (name === undefined || object.metadata.name === name));
const podOf = (objects: Rendered[]): Rendered => find(objects, 'Deployment').spec.template.spec;

describe('Runner', () => {
  test('defaults', () => expect(yamlFrom((chart) => new Runner(chart, 'runner', DEFAULTS))).toMatchSnapshot());
  test('everything set', () =>
    expect(yamlFrom((chart) => new Runner(chart, 'runner', everything()))).toMatchSnapshot());

  test('ApiObject.of finds the Deployment', () => {
    const runner = new Runner(testChart(), 'runner', DEFAULTS);
    expect(ApiObject.of(runner).kind).toBe('Deployment');
    expect(ApiObject.of(runner).name).toBe(runner.name);
    expect(runner.serviceAccount).toEqual({ name: 'studioml-account' });
  });

  test.each([DEFAULTS, everything()])('renders twice the same (%#)', (props) => {
    const chart = testChart();
    new Runner(chart, 'runner', props);
    expect(yamlOf(chart)).toBe(yamlOf(chart));
  });

  test('changes nothing of what it is given', () => {
    const props = deepFreeze(everything());
    const before = JSON.stringify(props);
    expect(() => render(props)).not.toThrow();
    expect(JSON.stringify(props)).toBe(before);
  });

  test("later changes of the caller's arrays and objects change nothing", () => {
    const chart = testChart();
    const props = everything() as Rendered;
    new Runner(chart, 'runner', props);
    const before = yamlOf(chart);
    props.imagePullSecrets.push('late');
    props.resources.limits.cpu = 99;
    props.resources.requests.memory = '1Gi';
    props.cache.dir = '/late';
    props.logging.levels = 'late';
    props.queues.match = 'late';
    props.queues.sqs.secretName = 'late';
    props.limits.cores = 99;
    props.signing.keys.rmq_late = 'late';
    props.metrics.podMonitor.labels.late = 'late';
    props.workVolume.ephemeral.size = '1Gi';
    expect(yamlOf(chart)).toBe(before);
  });

  test.each([DEFAULTS, everything()])('its output passes all checks (%#)', (props) => {
    const app = new PlatformApp({ target: Target.aks('1.34') });
    new Runner(new Chart(app, 'runner', { namespace: 'ml' }), 'runner', props);
    expect(app.check().filter(madeHere)).toEqual([]);
  });

  test('it works under any cdk8s App', () => {
    const chart = new Chart(new App(), 'plain', { namespace: 'ml' });
    new Runner(chart, 'runner', DEFAULTS);
    expect(chart.toJson().map(({ kind }) => kind as string)).toEqual([
      'ServiceAccount',
      'Role',
      'RoleBinding',
      'ConfigMap',
      'ConfigMap',
      'Deployment',
    ]);
  });
});

describe('state, by release', () => {
  test.each(['0.9.9', '0.9.21', '0.14.2', '0.14.2-main-aaaagririzo', 'v0.13.99'])(
    '%s obeys it and is told Running',
    (version) => {
      const objects = render(valid(version));
      expect(find(objects, 'ConfigMap', 'studioml-go-runner').data).toEqual({ STATE: 'Running' });
      expect(podOf(objects).automountServiceAccountToken).toBe(true);
    },
  );

  test.each(['0.14.3', '0.14.3-main-aaaagsrc', '0.15.0', '1.0.0', 'HEAD'])(
    '%s does not read it, so there is no map and no right',
    (version) => {
      const image = 'registry.example.com/runner:1';
      const clearTextMessages = true;
      const objects = render({ version, image, clearTextMessages, queues: { sqs: { secretName: 'aws' } } });
      expect(objects.map(({ kind }) => kind as string)).toEqual(['ServiceAccount', 'ConfigMap', 'Deployment']);
      expect(find(objects, 'ConfigMap', 'studioml-env').data.K8S_CONFIGMAP).toBe('');
      expect(podOf(objects).automountServiceAccountToken).toBe(false);
    },
  );

  test('state false leaves out token, rights and map of a release that would obey', () => {
    const objects = render({ ...DEFAULTS, state: false });
    expect(objects.map(({ kind }) => kind as string)).toEqual(['ServiceAccount', 'ConfigMap', 'Deployment']);
    expect(find(objects, 'ConfigMap', 'studioml-env').data.K8S_CONFIGMAP).toBe('');
    expect(podOf(objects).automountServiceAccountToken).toBe(false);
  });

  test('draining changes the map alone, so that no pod is made anew', () => {
    const running = render({ ...DEFAULTS, state: 'Running' });
    const draining = render({ ...DEFAULTS, state: 'DrainAndSuspend' });
    const changed = running.filter((object, index) => JSON.stringify(object) !== JSON.stringify(draining[index]));
    expect(changed.map(({ metadata }) => metadata.name as string)).toEqual(['studioml-go-runner']);
    expect(find(draining, 'ConfigMap', 'studioml-go-runner').data).toEqual({ STATE: 'DrainAndSuspend' });
  });
});

describe('settings', () => {
  test('a change of a setting makes the pods anew', () => {
    const checksum = (props: RunnerProps): string =>
      find(render(props), 'Deployment').spec.template.metadata.annotations['checksum/settings'] as string;
    expect(checksum(DEFAULTS)).toMatch(/^[0-9a-f]{64}$/);
    expect(checksum({ ...DEFAULTS, logging: { levels: '*=DBG' } })).not.toBe(checksum(DEFAULTS));
    expect(checksum({ ...DEFAULTS, replicas: 5 })).toBe(checksum(DEFAULTS));
  });

  test('the queue URL comes from a Secret, never from a ConfigMap or arguments', () => {
    const value = 'amqp://user:hunter2@rabbit:5672/%2f';
    const url = SecretSource.insecureLiteral({ name: 'queue', key: 'url', value });
    const objects = render({ ...DEFAULTS, queues: { rabbit: { url } } });
    const holders = objects.filter((object) => JSON.stringify(object).includes('hunter2'));
    expect(holders.map(({ kind }) => kind as string)).toEqual(['Secret']);
    for (const { data } of objects.filter(({ kind }) => kind === 'ConfigMap'))
      expect(data).not.toHaveProperty('AMQP_URL');
    const [container] = podOf(objects).containers;
    expect(container).not.toHaveProperty('args');
    expect(container).not.toHaveProperty('command');
    expect(container.env).toContainEqual({
      name: 'AMQP_URL',
      valueFrom: { secretKeyRef: { name: 'queue', key: 'url' } },
    });
  });

  test('only names that a release reads are set', () => {
    const known = [...SETTINGS.map(({ variable }) => variable), 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
    const objects = render(everything());
    const { data } = find(objects, 'ConfigMap', 'runner-a100-env');
    const names = podOf(objects).containers[0].env.map(({ name }: { name: string }) => name);
    const set = [...Object.keys(data as object), ...names];
    expect(set.filter((name) => !known.includes(name))).toEqual(['AWS_DEFAULT_REGION']);
    expect(new Set(set).size).toBe(set.length);
  });

  test.each([
    ...[
      '^(rmq|sqs)_.*$',
      '',
      '(?i)^RMQ_',
      '(?i:rmq)_a',
      '(?P<kind>rmq|sqs)_.*',
      '(?s-i)a',
      '[[:alpha:]]+',
      '[]a]',
      '\\Qa(b\\E',
    ],
    ...['\\pL+', '\\Armq\\z', 'a{2,3}', '(?:a|b)+?', '(?U)a+', '^(rmq|sqs|local)_[^_]+_(gpu|cpu)$'],
  ])('Go knows the expression %s', (match) => {
    const objects = render({ ...DEFAULTS, queues: { ...DEFAULTS.queues, match } });
    expect(find(objects, 'ConfigMap', 'studioml-env').data.QUEUE_MATCH).toBe(match);
  });

  test('the SQS directory holds the two files that the program wants, and the Secret is not optional', () => {
    const pod = podOf(render({ ...DEFAULTS, queues: { sqs: { secretName: 'aws' } } }));
    const { secret } = pod.volumes.find(({ name }: { name: string }) => name === 'aws-sqs');
    expect(secret).toEqual({
      secretName: 'aws',
      items: [
        { key: 'credentials', path: 'credentials' },
        { key: 'config', path: 'config' },
      ],
    });
    expect(pod.containers[0].volumeMounts).toContainEqual({
      name: 'aws-sqs',
      mountPath: '/runner/certs/aws-sqs/default',
      readOnly: true,
    });
    expect(pod.containers[0].env.map(({ name }: { name: string }) => name)).toEqual(['K8S_NAMESPACE']);
  });

  test.each(['1GiB', '1Gib', '1024MiB', '1.5gib', '2GB', '1TB', '1073742kb', '10 GiB'])(
    'a cache of %s is large enough',
    (size) => {
      const objects = render({ ...DEFAULTS, cache: { dir: '/tmp/cache', size } });
      expect(find(objects, 'ConfigMap', 'studioml-env').data).toMatchObject({
        CACHE_DIR: '/tmp/cache',
        CACHE_SIZE: size,
      });
    },
  );
});

describe('GPUs', () => {
  test('one is the default', () => {
    expect(podOf(render(DEFAULTS)).containers[0].resources.limits['nvidia.com/gpu']).toBe(1);
  });

  test('none is allowed, and a number of replicas of none', () => {
    const objects = render({ ...DEFAULTS, gpus: 0, replicas: 0 });
    expect(podOf(objects).containers[0].resources.limits).toEqual({ cpu: 2, memory: '10Gi' });
    expect(find(objects, 'Deployment').spec.replicas).toBe(0);
  });

  test('resources may say them in place of gpus', () => {
    const objects = render({ ...DEFAULTS, resources: { limits: { 'nvidia.com/gpu': 4 } } });
    expect(podOf(objects).containers[0].resources.limits).toEqual({ 'nvidia.com/gpu': 4 });
  });
});

function deepFreeze<T>(value: T): T {
  // Classes of this library keep state of their own, such as the charts that a secret is bound in.
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) === SecretSource.prototype)
    return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
