import { ApiObject } from 'cdk8s';
import type { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { IdentityHeaders } from '../../src/core/identity-headers';
import { Taint } from '../../src/core/taint';
import { toolFilesOf } from '../../src/core/tool-file';
import { DashboardSettings, GpuToleration, NotebookSpawner, PodDefault, Profile } from '../../src/kubeflow';
import type { DashboardSettingsProps, NotebookSpawnerProps, PodDefaultProps, ProfileProps } from '../../src/kubeflow';
import { pool } from '../nvidia/render';
import { messageOf, objectsOf, testChart, untyped, yamlFrom } from '../support/chart';

function tools(build: (chart: Chart) => Construct): string {
  const chart = testChart();
  build(chart);
  return toolFilesOf(chart)
    .map((file) => `# ${file.name}\n${file.toText()}`)
    .join('\n');
}

describe('PodDefault', () => {
  const make = (chart: Chart, props: Partial<PodDefaultProps> = {}): PodDefault =>
    new PodDefault(chart, 'proxy', { description: 'Use the proxy', env: [{ name: 'A', value: 'b' }], ...props });

  test('defaults', () => expect(yamlFrom((chart) => make(chart))).toMatchSnapshot());

  test('everything set', () => {
    const props: Partial<PodDefaultProps> = {
      name: 'all',
      namespace: 'admin',
      label: 'everything',
      annotations: { 'example.com/note': 'it' },
      labels: { team: 'vision' },
      envFrom: [{ configMapRef: { name: 'proxy' } }],
      tolerations: [Taint.gpu().toleration()],
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
      initContainers: [{ name: 'first', image: 'ghcr.io/example/first:1.0' }],
      sidecars: [{ name: 'beside', image: 'ghcr.io/example/beside:1.0' }],
      imagePullSecrets: [{ name: 'registry' }],
      serviceAccountName: 'default-editor',
      automountServiceAccountToken: false,
    };
    expect(yamlFrom((chart) => make(chart, props))).toMatchSnapshot();
  });

  test('the label by which a pod asks for it', () => {
    expect(make(testChart()).selector).toEqual({ proxy: 'true' });
  });

  test.each<[string, Partial<PodDefaultProps>, string]>([
    ['nothing to add', { env: [] }, 'adds nothing to pods, give it env, volumes, tolerations or the like'],
    ['a name', { name: 'My Proxy' }, "name 'My Proxy' "],
    [
      'a field of another kind',
      untyped({ nodeSelector: { a: 'b' } }),
      "a PodDefault has the unknown field 'nodeSelector', allowed are name, ",
    ],
  ])('%s is refused', (_what, props, message) => {
    expect(messageOf(() => make(testChart(), props))).toContain(`[test/proxy] ${message}`);
  });
});

describe('GpuToleration', () => {
  test('KKA-04, KKA-27: its tolerations are those of the pool, whatever these are', () => {
    const taints = [Taint.noSchedule('sku', 'gpu'), Taint.gpu()];
    const [podDefault] = objectsOf(
      (chart) => new GpuToleration(chart, 'gpu', { pool: pool('a100', { taints }), namespace: 'admin' }),
    );
    expect(podDefault.spec.tolerations).toEqual(taints.map((taint) => taint.toleration()));
    expect(podDefault).toMatchSnapshot();
  });

  test('a pool without taints has nothing to tolerate', () => {
    expect(messageOf(() => new GpuToleration(testChart(), 'gpu', { pool: pool('cpu', { taints: [] }) }))).toBe(
      "[test/gpu] pool 'cpu' has no taints, so there is nothing to tolerate",
    );
  });
});

describe('Profile', () => {
  const make = (chart: Chart, props: Partial<ProfileProps> = {}): Profile =>
    new Profile(chart, 'admin', { owner: { name: 'admin@example.com' }, ...props });

  test('defaults', () => expect(yamlFrom((chart) => make(chart))).toMatchSnapshot());

  test('everything set', () => {
    const props: Partial<ProfileProps> = {
      name: 'vision',
      owner: { kind: 'Group', name: 'vision' },
      quota: { cpu: 64, memory: '256Gi', gpus: 10, storage: '250Gi', resources: { 'count/jobs.batch': 20 } },
      plugins: [{ kind: 'WorkloadIdentity', spec: { gcpServiceAccount: 'a@b.iam' } }],
      version: 'v1beta1',
    };
    expect(yamlFrom((chart) => make(chart, props))).toMatchSnapshot();
  });

  test('ANS-20: the current version, and a quota of CPU and memory beside that of GPUs', () => {
    const [profile] = objectsOf((chart) => make(chart, { quota: { cpu: 8, memory: '64Gi', gpus: 1 } }));
    expect(profile.apiVersion).toBe('kubeflow.org/v1');
    expect(Object.keys(profile.spec.resourceQuotaSpec.hard)).toEqual([
      'requests.cpu',
      'requests.memory',
      'requests.nvidia.com/gpu',
    ]);
  });

  test('the accounts of its namespace, the caller to change', () => {
    const profile = make(testChart());
    expect(profile.serviceAccounts).toEqual(['default', 'default-editor', 'default-viewer']);
    expect(profile.serviceAccounts).not.toBe(profile.serviceAccounts);
    expect(ApiObject.of(profile).kind).toBe('Profile');
  });

  test.each<[string, Partial<ProfileProps>, string]>([
    [
      'an owner without name',
      { owner: { name: ' ' } },
      'owner.name is missing, give what the header of the user carries, such as admin@example.com',
    ],
    [
      'a namespace of the cluster',
      { name: 'kube-system' },
      "name is 'kube-system', a namespace of the cluster or of Kubeflow; allowed is one that does not exist yet",
    ],
    [
      "Kubeflow's own namespace",
      { name: 'kubeflow' },
      "name is 'kubeflow', a namespace of the cluster or of Kubeflow; allowed is one that does not exist yet",
    ],
    ['a mail address as name', { name: 'admin@example.com' }, "name 'admin@example.com' "],
    [
      'a quota',
      { quota: { memory: 'much' } },
      "quota of requests.memory is 'much', allowed are quantities such as 512Mi or 16Gi",
    ],
    ['half a GPU', { quota: { gpus: 0.5 } }, 'quota.gpus is 0.5, allowed are whole numbers of at least 0'],
    [
      'an unknown quota',
      { quota: untyped({ gpu: 1 }) },
      "quota has the unknown field 'gpu', allowed are cpu, memory, gpus, storage, resources",
    ],
    [
      'a kind of owner',
      { owner: { kind: untyped('Team'), name: 'a' } },
      "owner.kind is 'Team', allowed are User, Group, ServiceAccount",
    ],
  ])('%s is refused', (_what, props, message) => {
    expect(messageOf(() => make(testChart(), props)).startsWith(`[test/admin] ${message}`)).toBe(true);
  });
});

describe('NotebookSpawner', () => {
  const make = (chart: Chart, props: Partial<NotebookSpawnerProps> = {}): NotebookSpawner =>
    new NotebookSpawner(chart, 'spawner', { pools: [pool('a100'), pool('cpu', { taints: [] })], ...props });

  test('defaults', () => expect(tools((chart) => make(chart))).toMatchSnapshot());

  test('everything set', () => {
    const props = { images: ['ghcr.io/example/notebook:1.0'], gpus: [1], gpuResource: 'nvidia.com/gpu.shared' };
    expect(tools((chart) => make(chart, props))).toMatchSnapshot();
  });

  test.each<[string, Partial<NotebookSpawnerProps>, string]>([
    ['two pools of one name', { pools: [pool('a'), pool('a')] }, 'pools has two of one name: a, a'],
    ['no number of GPUs', { gpus: [] }, 'gpus is empty, allowed are numbers of GPUs such as 1'],
    ['half a GPU', { gpus: [0.5] }, 'gpus is 0.5, allowed are whole numbers of at least 1'],
  ])('%s is refused', (_what, props, message) => {
    expect(messageOf(() => make(testChart(), props))).toBe(`[test/spawner] ${message}`);
  });
});

describe('DashboardSettings', () => {
  const make = (chart: Chart, props: DashboardSettingsProps = {}): DashboardSettings =>
    new DashboardSettings(chart, 'it', props);

  test('defaults', () => expect(tools((chart) => make(chart))).toMatchSnapshot());

  test('everything set: one header in all places', () => {
    const headers = new IdentityHeaders({ userId: 'x-auth-user', prefix: 'example:' });
    const written = tools((chart) =>
      make(chart, { headers, registrationFlow: true, logoutUrl: '/authservice/logout', clusterDomain: 'ml.local' }),
    );
    expect(written).toMatchSnapshot();
    expect(written).not.toContain('kubeflow-userid');
  });

  test('as document 003 has it', () => {
    const props = { registrationFlow: true, edition: 'documented' } as const;
    expect(yamlFrom((chart) => make(chart, props))).toMatchSnapshot();
  });

  test('a path without slash is refused', () => {
    expect(messageOf(() => make(testChart(), { logoutUrl: 'logout' }))).toBe(
      "[test/it] logoutUrl is 'logout', allowed is a path such as /oauth2/sign_out",
    );
  });
});
