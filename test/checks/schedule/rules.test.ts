import * as yaml from 'js-yaml';
import {
  ON_EVERY_NODE,
  GPU_NODES,
  jobYaml,
  pluginYaml,
  poolYaml,
  TOLERATION,
} from '../../../src/checks/schedule/rules/examples';
import { Target } from '../../../src/facts/target';
import { run, runYaml } from './run';

const T4 = (more: object = {}): string => poolYaml({ sizes: ['Standard_NC4as_T4_v3'], ...more });
const CPU = poolYaml({ name: 'cpu', sizes: ['Standard_D4s_v5'], taint: false, spec: ['limits:', '  cpu: 100'] });
/** What is found but the rules that are not meant. */
const ids = (texts: string[], options: Parameters<typeof runYaml>[1] = {}): string[] =>
  runYaml(texts, options).map((one) => one.slice(0, 6));
const deployment = (spec: object, more: object = {}): string =>
  yaml.dump({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default', ...more },
    spec: { template: { metadata: { labels: { app: 'web' } }, spec } },
  });
const container = (resources: object = {}): object[] => [{ name: 'web', image: 'registry.example/web:1', resources }];

describe('SCH001', () => {
  const message = (texts: string[], target?: Target): string[] =>
    runYaml(texts, { target }).filter((one) => one.startsWith('SCH001'));

  test('says the reason of each pool in the words of Karpenter', () => {
    expect(message([T4(), CPU, jobYaml({ pod: [] })])).toEqual([
      'SCH001 Job train spec.template.spec: no pool takes this pod: pool cpu: no instance type has enough resources, the pod asks for {"nvidia.com/gpu":"1","pods":"1"}; ' +
        'pool a100: did not tolerate taint (taint=nvidia.com/gpu=true:NoSchedule)',
    ]);
  });

  test('a pod that any node could take runs on nodes that no manifest shows', () => {
    expect(message([T4(), deployment({ containers: container() })])).toEqual([]);
    expect(message([CPU, deployment({ containers: container({ requests: { cpu: '400' } }) })])).toEqual([]);
    expect(
      message([T4(), deployment({ containers: container(), nodeSelector: { 'kubernetes.io/os': 'linux' } })]),
    ).toEqual([]);
    expect(message([CPU, jobYaml()])).toEqual([]);
  });

  test('a pod that selects a pool or its label is judged', () => {
    const selects = (nodeSelector: object): string => deployment({ containers: container(), nodeSelector });
    expect(message([T4(), selects({ 'karpenter.sh/nodepool': 'a100' })])).toHaveLength(1);
    expect(message([CPU, selects({ 'karpenter.sh/nodepool': 'cpu' })])).toEqual([]);
    expect(message([CPU, selects({ 'karpenter.sh/nodepool': 'gone' })])).toHaveLength(1);
    const labelled = CPU.replace('  template:\n', '  template:\n    metadata:\n      labels:\n        team: vision\n');
    expect(message([labelled, selects({ team: 'vision' })])).toEqual([]);
    expect(message([labelled, selects({ team: 'language' })])).toHaveLength(1);
    expect(message([labelled, selects({ agentpool: 'system' })])).toEqual([]);
  });

  test('no NodePool and no Node: nothing is known', () => {
    expect(message([jobYaml()])).toEqual([]);
  });

  test('with Nodes every pod is judged', () => {
    const node = yaml.dump({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'n' },
      status: { allocatable: { cpu: 4, pods: 10 } },
    });
    expect(message([node, deployment({ containers: container({ requests: { cpu: 5 } }) })])).toEqual([
      'SCH001 Deployment web spec.template.spec: no node takes this pod: node n: Insufficient cpu (asks for 5, 4 free)',
    ]);
    expect(message([node, deployment({ containers: container({ requests: { cpu: 4 } }) })])).toEqual([]);
  });

  test('what Kueue admits gets its tolerations there', () => {
    const job = jobYaml({ pod: [] }).replace(
      '  name: train\n',
      '  name: train\n  labels:\n    kueue.x-k8s.io/queue-name: gpu\n',
    );
    expect(message([T4(), job])).toEqual([]);
  });

  test('shares and parts of a GPU start no node', () => {
    const [found] = message([T4(), jobYaml({ resource: 'nvidia.com/mig-1g.5gb' })]);
    expect(found).toContain('no instance type has enough resources');
  });
});

test('SCH002: not where the pod has the toleration, nor where no plugin adds it', () => {
  const aks = Target.aks('1.34');
  expect(ids([T4(), pluginYaml(), jobYaml({ pod: [] })], { target: aks })).toEqual(['SCH002']);
  expect(ids([T4(), pluginYaml(), jobYaml()], { target: aks })).toEqual([]);
  expect(ids([T4({ taint: false }), pluginYaml(), jobYaml({ pod: [] })], { target: aks })).toEqual(['SCH019']);
});

describe('the chain from pool to capacity', () => {
  test('a plugin that does not tolerate the taint, though the pod does', () => {
    expect(runYaml([T4(), pluginYaml({ pod: GPU_NODES }), jobYaml()])).toEqual([
      'SCH003 Job train spec.template.spec: no device plugin lands on the nodes for this pod, so that they have no GPU: ' +
        'pool a100: DaemonSet device-plugin: it does not tolerate nvidia.com/gpu=true:NoSchedule',
    ]);
  });

  test('admission helps no DaemonSet', () => {
    expect(ids([T4(), pluginYaml({ pod: GPU_NODES }), jobYaml()], { target: Target.aks('1.34') })).toEqual(['SCH003']);
  });

  test('the second taint of a spot pool', () => {
    const spot = T4().replace(
      '      taints:\n',
      '      taints:\n        - key: kubernetes.azure.com/scalesetpriority\n          value: spot\n          effect: NoSchedule\n',
    );
    const job = jobYaml({ pod: ['tolerations:', '  - operator: Exists'] });
    expect(ids([spot, pluginYaml(), job])).toEqual(['SCH003']);
    expect(ids([spot, pluginYaml({ pod: ['tolerations:', '  - operator: Exists', ...GPU_NODES] }), job])).toEqual([]);
  });

  const present = ['nodeSelector:', '  nvidia.com/gpu.present: "true"'];
  const discovery = (tolerations: object[]): string =>
    yaml.dump({
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'nfd-worker', namespace: 'nfd' },
      spec: {
        template: {
          spec: {
            tolerations,
            containers: [{ name: 'w', image: 'registry.k8s.io/nfd/node-feature-discovery:v0.17.0' }],
          },
        },
      },
    });

  test('a label that discovery sets where it lands', () => {
    const plugin = pluginYaml({ pod: [...ON_EVERY_NODE, ...present] });
    expect(ids([T4(), plugin, jobYaml()])).toEqual(['SCH006']);
    expect(ids([T4(), plugin, jobYaml(), discovery([{ key: 'nvidia.com/gpu', operator: 'Exists' }])])).toEqual([]);
    expect(ids([T4(), plugin, jobYaml(), discovery([{ key: 'nvidia.com/gpu', value: 'present' }])])).toEqual([
      'SCH003',
    ]);
    const labelled = T4().replace(
      '  template:\n',
      '  template:\n    metadata:\n      labels:\n        nvidia.com/gpu.present: "true"\n',
    );
    expect(ids([labelled, plugin, jobYaml()])).toEqual([]);
  });

  test('no plugin among the manifests, once a pool', () => {
    expect(ids([T4(), jobYaml(), jobYaml().replace('name: train', 'name: other')])).toEqual(['SCH004']);
    expect(ids([T4(), deployment({ containers: container() })])).toEqual([]);
    const declared = {
      kind: 'DaemonSet',
      group: 'apps',
      name: 'nvidia-device-plugin',
      reason: 'made by the cluster team',
    };
    expect(ids([T4(), jobYaml()], { externals: [declared] })).toEqual([]);
    const release = {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: 'g' },
      spec: { chart: { spec: { chart: 'gpu-operator' } } },
    };
    expect(ids([T4(), jobYaml(), yaml.dump(release)])).toEqual([]);
  });

  const operator = (spec: object): string =>
    yaml.dump({ apiVersion: 'nvidia.com/v1', kind: 'ClusterPolicy', metadata: { name: 'c' }, spec });

  test("the GPU Operator's plugin counts, and two are one too many", () => {
    expect(ids([T4(), jobYaml(), operator({})])).toEqual([]);
    expect(ids([T4(), jobYaml(), operator({ daemonsets: { tolerations: [] } })])).toEqual(['SCH003']);
    expect(ids([T4(), jobYaml(), pluginYaml(), operator({})])).toEqual(['SCH007']);
    expect(ids([T4(), jobYaml(), pluginYaml(), operator({ devicePlugin: { enabled: false } })])).toEqual([]);
    expect(ids([T4(), jobYaml(), pluginYaml(), pluginYaml({ name: 'second' })])).toEqual(['SCH007']);
  });

  test('the feature discovery and the MPS daemon of the same image are no plugins', () => {
    expect(
      ids([
        T4(),
        jobYaml(),
        pluginYaml(),
        pluginYaml({ name: 'gfd', container: ['command: [gpu-feature-discovery]'] }),
      ]),
    ).toEqual([]);
  });

  test('SCH005: not with FAIL_ON_INIT_ERROR, and not where every shown node has a GPU', () => {
    const everywhere = (container: string[] = []): string => pluginYaml({ pod: ON_EVERY_NODE, container });
    expect(ids([T4(), CPU, everywhere()])).toEqual(['SCH005']);
    expect(ids([T4(), CPU, everywhere(['env:', '  - name: FAIL_ON_INIT_ERROR', '    value: "false"'])])).toEqual([]);
    expect(ids([T4(), everywhere()])).toEqual([]);
  });
});

test('SCH008: a label of discovery, and the same label where the pool gives it', () => {
  const job = jobYaml({ pod: [...TOLERATION, 'nodeSelector:', '  nvidia.com/gpu.product: Tesla-T4'] });
  expect(ids([T4(), pluginYaml(), job])).toEqual(['SCH008']);
  const labelled = T4().replace(
    '  template:\n',
    '  template:\n    metadata:\n      labels:\n        nvidia.com/gpu.product: Tesla-T4\n',
  );
  expect(ids([labelled, pluginYaml(), job])).toEqual([]);
});

describe('pools', () => {
  const only = (id: string, texts: string[], target?: Target): string[] =>
    runYaml(texts, { target })
      .filter((one) => one.startsWith(id))
      .map((one) => one.slice(one.indexOf(': ') + 2));

  test.each([
    [
      'a retired size',
      ['Standard_NC6s_v3'],
      'starts no node: Standard_NC6s_v3 is not sold since 2025-09-30, its successor is Standard_NC40ads_H100_v5',
    ],
    [
      'a misspelt size',
      ['Standard_NC4as_T4v3'],
      'starts no node: Standard_NC4as_T4v3 is no size of Azure, did you mean Standard_NC4as_T4_v3?',
    ],
    [
      'a size without its beginning',
      ['nc4as_t4_v3'],
      'starts no node: nc4as_t4_v3 is no size of Azure, did you mean Standard_NC4as_T4_v3?',
    ],
    ['a size of another cloud', ['p4d.24xlarge'], 'starts no node: p4d.24xlarge is no size of Azure'],
  ])('SCH011: %s', (_name, sizes, message) => {
    expect(only('SCH011', [T4({ sizes })])).toEqual([message]);
  });

  test('SCH011: requirements that exclude each other, minValues out of reach, restricted labels', () => {
    const also = (line: string): string =>
      T4().replace('      requirements:\n', `      requirements:\n        - ${line}\n`);
    expect(only('SCH011', [also('{ key: karpenter.azure.com/sku-gpu-name, operator: In, values: [A100] }')])).toEqual([
      'starts no node: its requirements leave no size',
    ]);
    expect(only('SCH011', [also('{ key: karpenter.azure.com/sku-series, operator: Exists, minValues: 2 }')])).toEqual([
      'starts no node: minValues requirement is not met for label(s) (label(s)=karpenter.azure.com/sku-series)',
    ]);
    expect(only('SCH011', [also('{ key: karpenter.sh/initialized, operator: Exists }')])).toEqual([
      'NodePool is not ready: label karpenter.sh/initialized is restricted',
    ]);
    expect(only('SCH011', [T4(), CPU])).toEqual([]);
  });

  test('SCH011: the requirement that leaves no size by itself, with what there is', () => {
    const of = (key: string, value: string): string[] =>
      only('SCH011', [poolYaml({ taint: false, sizes: [`"${value}"`] }).replace('karpenter.azure.com/sku-name', key)]);
    expect(of('karpenter.azure.com/sku-family', 'd')).toEqual([
      expect.stringMatching(
        /^starts no node: no size has karpenter.azure.com\/sku-family d, sizes have B, D, E, F, N; did you mean D\?$/,
      ),
    ]);
    expect(of('topology.kubernetes.io/zone', 'westeurope')).toEqual([
      'starts no node: no zone is westeurope, allowed are a region and 1, 2 or 3, such as eastus-1',
    ]);
    expect(of('karpenter.azure.com/sku-family', 'D')).toEqual([]);
  });

  test('SCH012: a name that no size has, beside one that has', () => {
    const sizes = ['Standard_NC16as_T4_v3', 'Standard_NC17as_T4_v3'];
    expect(only('SCH012', [T4({ sizes })])).toEqual([
      expect.stringMatching(/^Standard_NC17as_T4_v3 is no size of Azure, did you mean Standard_NC\d+as_T4_v3\?$/),
    ]);
    expect(only('SCH012', [T4({ sizes: sizes.slice(0, 1) })])).toEqual([]);
  });

  test('SCH012: a size that retires in the future', () => {
    const [found] = only('SCH012', [poolYaml({ sizes: ['Standard_B16ms', 'Standard_D4s_v5'], taint: false })]);
    expect(found).toBe('Standard_B16ms is retired on 2028-11-15');
  });

  test('SCH013 and SCH019: neither for pools without GPUs nor for those that may have one', () => {
    const bare = (sizes: string[]): string => poolYaml({ sizes, taint: false, spec: [] });
    expect(ids([bare(['Standard_NC4as_T4_v3'])])).toEqual(['SCH013', 'SCH019']);
    expect(ids([bare(['Standard_D4s_v5'])])).toEqual([]);
    expect(ids([bare(['Standard_D4s_v5', 'Standard_NC4as_T4_v3'])])).toEqual([]);
    // Of some sizes with GPUs Azure does not say how many they have.
    const by = (label: string, value: string): string =>
      bare(['Standard_NC4as_T4_v3']).replace('sku-name', label).replace('Standard_NC4as_T4_v3', value);
    expect(ids([by('sku-gpu-manufacturer', 'nvidia')])).toEqual(['SCH013', 'SCH019']);
    expect(ids([by('sku-gpu-name', 'T4')])).toEqual(['SCH013', 'SCH019']);
    expect(ids([by('sku-family', 'D')])).toEqual([]);
    expect(ids([by('sku-gpu-count', "'0'")])).toEqual([]);
  });

  test('SCH015: a day is enough, unless a Job may run longer', () => {
    const expires = (after: string): string => T4({ template: [`expireAfter: ${after}`] });
    expect(only('SCH015', [expires('23h')])).toEqual(['GPU nodes expire after 23h']);
    expect(only('SCH015', [expires('24h')])).toEqual([]);
    expect(only('SCH015', [expires('Never')])).toEqual([]);
    expect(only('SCH015', [expires('48h'), jobYaml({ spec: ['activeDeadlineSeconds: 180000'] })])).toEqual([
      'GPU nodes expire after 48h, and Job train may run for 180000 s',
    ]);
  });

  test('SCH014: a declared duration against the pool that lasts longest', () => {
    const lasts = (duration: string): string =>
      jobYaml({ metadata: ['annotations:', `  cdk8s-ml-platform/expected-duration: ${duration}`] });
    const expires = (after: string): string => T4({ template: [`expireAfter: ${after}`] });
    expect(only('SCH014', [expires('36h'), lasts('36h')])).toEqual([]);
    expect(only('SCH014', [expires('36h'), lasts('37h')])).toEqual([
      'lasts 37h, and the nodes of pool a100 expire after 36h',
    ]);
    expect(only('SCH014', [T4(), lasts('800h')])).toEqual(['lasts 800h, and the nodes of pool a100 expire after 720h']);
    expect(
      only('SCH014', [
        expires('1h'),
        poolYaml({ name: 'b', sizes: ['Standard_NC4as_T4_v3'], template: ['expireAfter: Never'] }),
        lasts('37h'),
      ]),
    ).toEqual([]);
  });

  test('SCH016: Deployments begin anew by themselves', () => {
    const moving = T4({ spec: ['limits:', '  nvidia.com/gpu: 8'] });
    const serves = deployment({
      containers: container({ limits: { 'nvidia.com/gpu': 1 } }),
      tolerations: [{ operator: 'Exists' }],
    });
    expect(ids([moving, pluginYaml(), jobYaml()])).toEqual(['SCH016']);
    expect(ids([moving, pluginYaml(), serves])).toEqual([]);
    expect(ids([T4(), pluginYaml(), jobYaml()])).toEqual([]);
  });

  test('SCH018: each provider has its own, and generic may be any', () => {
    expect(only('SCH018', [T4()], Target.eks('1.34'))).toEqual([
      'AKSNodeClass of karpenter.azure.com is for aks, and the target is eks@1.34',
    ]);
    expect(only('SCH018', [T4()], Target.aks('1.34'))).toEqual([]);
    expect(only('SCH018', [T4()])).toEqual([]);
  });

  test('SCH020: the largest number of a ScaledObject', () => {
    const serves = deployment({
      containers: container({ limits: { 'nvidia.com/gpu': 2 } }),
      tolerations: [{ operator: 'Exists' }],
      terminationGracePeriodSeconds: 600,
    });
    const scaled = (maxReplicaCount: number): string =>
      yaml.dump({
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        metadata: { name: 's', namespace: 'default' },
        spec: { scaleTargetRef: { name: 'web' }, maxReplicaCount },
      });
    const big = poolYaml({ sizes: ['Standard_NC48ads_A100_v4'] });
    expect(only('SCH020', [big, serves, scaled(5)])).toEqual([
      'up to 5 pods of Deployment web ask for 10 of nvidia.com/gpu, and the limits of pool a100 allow 8',
    ]);
    expect(only('SCH020', [big, serves, scaled(4)])).toEqual([]);
  });
});

test.each([
  ['null', null],
  ['text', 'x'],
  ['a list', [1]],
  ['a number', 7],
])('whatever YAML holds, nothing throws: %s', (_name, odd) => {
  const kinds = [
    ['karpenter.sh/v1', 'NodePool'],
    ['v1', 'Node'],
    ['v1', 'Pod'],
    ['apps/v1', 'DaemonSet'],
    ['batch/v1', 'Job'],
    ['nvidia.com/v1', 'ClusterPolicy'],
    ['keda.sh/v1alpha1', 'ScaledObject'],
    ['kubeflow.org/v1', 'PyTorchJob'],
    ['v1', 'LimitRange'],
    ['node.k8s.io/v1', 'RuntimeClass'],
  ] as const;
  const objects = kinds.flatMap(([apiVersion, kind]) => [
    { apiVersion, kind, metadata: odd, spec: odd, status: odd },
    {
      apiVersion,
      kind,
      metadata: { name: 'x', labels: odd, annotations: odd },
      spec: { template: odd, limits: odd, weight: odd, disruption: odd },
    },
    {
      apiVersion,
      kind,
      metadata: { name: 'y' },
      spec: {
        template: {
          metadata: odd,
          spec: {
            containers: odd,
            requirements: odd,
            taints: odd,
            nodeClassRef: odd,
            tolerations: odd,
            affinity: odd,
            volumes: odd,
          },
        },
      },
    },
    {
      apiVersion,
      kind,
      metadata: { name: 'z' },
      spec: {
        containers: [odd, { resources: odd, ports: odd }, { resources: { requests: { cpu: odd }, limits: odd } }],
        nodeSelector: { a: odd },
        topologySpreadConstraints: [odd, { labelSelector: odd, topologyKey: odd }],
        affinity: {
          nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: odd },
          podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [odd] },
        },
      },
    },
  ]);
  expect(() => run(objects)).not.toThrow();
});

test('SCH001 leaves out pods that the scheduler makes room for', () => {
  const objects = (value: number): object[] => [
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'n', labels: { 'kubernetes.io/hostname': 'n' } },
      status: { allocatable: { cpu: '1', pods: '10' } },
    },
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'low', namespace: 'default' },
      spec: { nodeName: 'n', containers: [{ name: 'c', resources: { requests: { cpu: '1' } } }] },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'next', namespace: 'default' },
      spec: { priorityClassName: 'high', containers: [{ name: 'c', resources: { requests: { cpu: '1' } } }] },
    },
  ];
  const found = (value: number): string[] => run(objects(value)).filter((one) => one.startsWith('SCH001'));
  expect(found(10)).toEqual([]);
  expect(found(0)).toHaveLength(1);
});
