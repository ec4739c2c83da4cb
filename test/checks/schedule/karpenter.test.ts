import type { KubernetesObject } from '../../../src/checks/manifest';
import { Target } from '../../../src/facts/target';
import { affinity, answers, node, pod, pool, poolsFor, reasonsFor, requires, seated, SIZES } from './build';

const spotted = 'cpu.small cpu.large mem.large gpu.one';
const taints = (...given: [string, string][]): object => ({ taints: given.map(([key, effect]) => ({ key, effect })) });
const selects = (nodeSelector: object): ReturnType<typeof pod> => pod('p', { spec: { nodeSelector } });

describe('requirements', () => {
  test.each([
    ['a size by its label', [requires('example.com/instance-family', 'In', 'mem')], 'p: mem.large'],
    ['Gt', [requires('example.com/instance-cpu', 'Gt', '7')], 'p: cpu.large mem.large gpu.one'],
    ['Gt is more', [requires('example.com/instance-cpu', 'Gt', '8')], undefined],
    ['Gte', [requires('example.com/instance-cpu', 'Gte', '8')], 'p: cpu.large mem.large gpu.one'],
    ['Lt', [requires('example.com/instance-cpu', 'Lt', '8')], 'p: cpu.small'],
    ['Lte', [requires('example.com/instance-cpu', 'Lte', '2')], 'p: cpu.small'],
    ['DoesNotExist', [requires('example.com/gpu-name', 'DoesNotExist')], 'p: cpu.small cpu.large mem.large'],
    ['Exists', [requires('example.com/gpu-name', 'Exists')], 'p: gpu.one'],
    [
      'NotIn takes sizes without the label',
      [requires('example.com/gpu-name', 'NotIn', 'T4')],
      'p: cpu.small cpu.large mem.large',
    ],
    ['a zone that few sizes have', [requires('topology.kubernetes.io/zone', 'In', 'c')], 'p: cpu.small cpu.large'],
    [
      'what excludes itself',
      [requires('kubernetes.io/arch', 'In', 'amd64'), requires('kubernetes.io/arch', 'NotIn', 'amd64')],
      undefined,
    ],
    ['beta labels', [requires('beta.kubernetes.io/arch', 'In', 'amd64')], `p: ${spotted}`],
  ])('of a pool: %s', (_name, requirements, expected) => {
    expect(poolsFor(pool('p', { requirements }), pod('x'))).toEqual(expected === undefined ? [] : [expected]);
  });

  test('the cheapest offering counts', () => {
    const onDemand = [requires('karpenter.sh/capacity-type', 'In', 'on-demand')];
    const [answer] = answers([pool('p', { requirements: onDemand }), pod('x')], undefined, { sizes: SIZES });
    expect(answer!.pools[0]!.sizes[0]).toEqual({ name: 'cpu.small', priceUsdPerHour: 0.1 });
  });

  test('a label that no pool gives its nodes', () => {
    expect(reasonsFor(pool('p'), selects({ team: 'ml' }))).toEqual([
      'incompatible requirements, label "team" does not have known values',
    ]);
    expect(poolsFor(pool('p', { labels: { team: 'ml' } }), selects({ team: 'ml' }))).toHaveLength(1);
    expect(poolsFor(pool('p', { requirements: [requires('team', 'Exists')] }), selects({ team: 'ml' }))).toHaveLength(
      1,
    );
    const absent = affinity([requires('team', 'DoesNotExist')]);
    expect(poolsFor(pool('p'), pod('x', { spec: { affinity: absent } }))).toHaveLength(1);
    expect(poolsFor(pool('p', { labels: { team: 'ml' } }), pod('x', { spec: { affinity: absent } }))).toEqual([]);
  });

  test('labels of its own that Karpenter takes from nobody', () => {
    const restricted = 'is not allowed as it might interfere with the internal provisioning logic';
    expect(reasonsFor(pool('p'), selects({ 'kubernetes.io/hostname': 'a' }))).toEqual([
      `ignoring pod, using label kubernetes.io/hostname ${restricted}`,
    ]);
    const initialized = affinity([requires('karpenter.sh/initialized', 'NotIn', 'x')]);
    expect(reasonsFor(pool('p'), pod('x', { spec: { affinity: initialized } }))).toEqual([
      `ignoring pod, using label karpenter.sh/initialized ${restricted}`,
    ]);
    const not = affinity([requires('karpenter.sh/nodepool', 'DoesNotExist')]);
    expect(poolsFor(pool('p'), pod('x', { spec: { affinity: not } }))).toEqual([]);
    expect(poolsFor(pool('p'), pool('q'), selects({ 'karpenter.sh/nodepool': 'q' }))).toEqual([`q: ${spotted}`]);
    expect(poolsFor(pool('p', { labels: { 'karpenter.sh/custom': 'x' } }), pod('x'))).toEqual([]);
  });

  test('fields are not supported', () => {
    const terms = [{ matchFields: [requires('metadata.name', 'In', 'a')] }];
    const spec = {
      affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } } },
    };
    expect(poolsFor(pool('p'), pod('x', { spec }))).toEqual([]);
  });
});

describe('relaxation', () => {
  const prefers = (weight: number, ...matchExpressions: object[]): object => ({
    weight,
    preference: { matchExpressions },
  });

  test('the next required term is tried', () => {
    const spec = {
      affinity: affinity([requires('team', 'In', 'x')], [requires('example.com/instance-family', 'In', 'mem')]),
    };
    expect(poolsFor(pool('p'), pod('x', { spec }))).toEqual(['p: mem.large']);
  });

  test('a preference narrows the sizes, and is given up where nothing fulfils it', () => {
    const preferred = (value: string): object => ({
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            prefers(1, requires('example.com/instance-family', 'In', value)),
          ],
        },
      },
    });
    expect(poolsFor(pool('p'), pod('x', { spec: preferred('mem') }))).toEqual(['p: mem.large']);
    expect(poolsFor(pool('p'), pod('x', { spec: preferred('none') }))).toEqual([`p: ${spotted}`]);
  });

  test('a required term is given up before the preference that is in its way', () => {
    const spec = {
      affinity: {
        nodeAffinity: {
          ...(
            affinity([requires('example.com/instance-family', 'In', 'mem')], [requires('team', 'In', 'x')]) as {
              nodeAffinity: object;
            }
          ).nodeAffinity,
          preferredDuringSchedulingIgnoredDuringExecution: [prefers(1, requires('kubernetes.io/arch', 'In', 'arm64'))],
        },
      },
    };
    expect(poolsFor(pool('p'), pod('x', { spec }))).toEqual([]);
  });

  test('soft spread constraints and preferred affinity are given up', () => {
    const labelSelector = { matchLabels: { app: 'cache' } };
    const spec = {
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey: 'rack', whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
      ],
      affinity: {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, podAffinityTerm: { topologyKey: 'topology.kubernetes.io/zone', labelSelector } },
          ],
        },
      },
    };
    expect(poolsFor(pool('p'), pod('x', { spec }))).toEqual([`p: ${spotted}`]);
  });
});

describe('taints', () => {
  test('each must be tolerated but PreferNoSchedule; startup taints go away', () => {
    expect(poolsFor(pool('p', { template: taints(['a', 'NoSchedule']) }), pod('x'))).toEqual([]);
    expect(poolsFor(pool('p', { template: taints(['a', 'PreferNoSchedule']) }), pod('x'))).toHaveLength(1);
    expect(poolsFor(pool('p', { template: taints(['a', 'PreferNoSchedule'], ['b', 'NoExecute']) }), pod('x'))).toEqual(
      [],
    );
    expect(
      poolsFor(pool('p', { template: { startupTaints: [{ key: 'a', effect: 'NoExecute' }] } }), pod('x')),
    ).toHaveLength(1);
  });
});

describe('room', () => {
  test('requests against the allocatable, and a resource that no size has', () => {
    expect(poolsFor(pool('p'), pod('x', { requests: { cpu: '7900m' } }))).toEqual(['p: cpu.large mem.large gpu.one']);
    expect(poolsFor(pool('p'), pod('x', { requests: { cpu: '7901m' } }))).toEqual([]);
    expect(poolsFor(pool('p'), pod('x', { requests: { 'nvidia.com/gpu': '1' } }))).toEqual(['p: gpu.one']);
    expect(poolsFor(pool('p'), pod('x', { requests: { 'example.com/fpga': '0' } }))).toHaveLength(1);
    expect(poolsFor(pool('p'), pod('x', { requests: { 'example.com/fpga': '1' } }))).toEqual([]);
  });

  const daemon = (spec: object, requests: object = { cpu: '1' }): KubernetesObject => ({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent', namespace: 'default' },
    spec: {
      template: {
        spec: {
          containers: [
            { name: 'a', image: 'a', resources: { requests }, ports: [{ containerPort: 1, hostPort: 9100 }] },
          ],
          ...spec,
        },
      },
    },
  });
  const big = pod('x', { requests: { cpu: '7' } });

  test('DaemonSets that land take their part', () => {
    expect(poolsFor(daemon({}), pool('p'), big)).toEqual([]);
    expect(
      poolsFor(
        daemon({}),
        pool('p', { template: taints(['a', 'NoSchedule']) }),
        pod('x', { requests: { cpu: '7' }, spec: { tolerations: [{ operator: 'Exists' }] } }),
      ),
    ).toHaveLength(1);
    expect(poolsFor(daemon({ nodeSelector: { team: 'x' } }), pool('p'), big)).toHaveLength(1);
    expect(
      poolsFor(
        daemon({ affinity: affinity([requires('team', 'In', 'x')], [requires('kubernetes.io/os', 'In', 'linux')]) }),
        pool('p'),
        big,
      ),
    ).toEqual([]);
    expect(poolsFor(daemon({ tolerations: [{ key: 'a' }] }, { cpu: '1', memory: '9Gi' }), pool('p'), pod('x'))).toEqual(
      ['p: cpu.large mem.large gpu.one'],
    );
  });

  test('and their ports', () => {
    const spec = { containers: [{ name: 'm', image: 'i', ports: [{ containerPort: 9100, hostPort: 9100 }] }] };
    expect(reasonsFor(daemon({}), pool('p'), pod('x', { spec }))).toEqual([
      'checking host port usage, a DaemonSet has the port on every node',
    ]);
  });

  test('on some sizes only, as Karpenter 1.14 counts for Azure', () => {
    const azure = (name: string, ...values: string[]): object =>
      pool('p', {
        template: { nodeClassRef: { group: 'karpenter.azure.com', kind: 'AKSNodeClass', name: 'd' } },
        requirements: [requires(name, 'In', ...values)],
      });
    const machines = azure('karpenter.azure.com/sku-name', 'Standard_D4s_v5', 'Standard_NC4as_T4_v3');
    const agent = daemon({ nodeSelector: { 'karpenter.azure.com/sku-gpu-manufacturer': 'nvidia' } }, { cpu: '2' });
    const [answer] = answers(
      [agent, machines, pod('x', { requests: { cpu: '3' } })] as never,
      Target.aks('1.34'),
    ).slice(-1);
    expect(answer!.pools.map(({ sizes }) => sizes.map(({ name }) => name))).toEqual([['Standard_D4s_v5']]);
  });
});

describe('limits', () => {
  test('sizes whose capacity exceeds what is left', () => {
    expect(poolsFor(pool('p', { spec: { limits: { cpu: '2' } } }), pod('x'))).toEqual(['p: cpu.small']);
    // The label says 2 CPUs, of which 1900m are allocatable.
    expect(reasonsFor(pool('p', { spec: { limits: { cpu: '1950m' } } }), pod('x'))).toEqual([
      'all available instance types exceed limits for nodepool (NodePool=p)',
    ]);
    expect(poolsFor(pool('p', { spec: { limits: { 'nvidia.com/gpu': '0' } } }), pod('x'))).toEqual([
      'p: cpu.small cpu.large mem.large',
    ]);
  });

  test('nodes of the pool count', () => {
    const own = node('n', {
      labels: { 'karpenter.sh/nodepool': 'p' },
      allocatable: { cpu: '7900m' },
      capacity: { cpu: '8' },
    });
    expect(poolsFor(own, pool('p', { spec: { limits: { cpu: '10' } } }), pod('x'))).toEqual(['p: cpu.small']);
    expect(poolsFor(own, pool('p', { spec: { limits: { cpu: '9' } } }), pod('x'))).toEqual([]);
    expect(poolsFor(own, pool('q', { spec: { limits: { cpu: '9' } } }), pod('x'))).toHaveLength(1);
    expect(poolsFor(own, pool('p', { spec: { limits: { nodes: '1' } } }), pod('x'))).toEqual([]);
  });
});

describe('minValues', () => {
  const flexible = (minValues: number): ReturnType<typeof pool> =>
    pool('p', { requirements: [{ ...requires('example.com/instance-family', 'Exists'), minValues }] });

  test('distinct values over the sizes that are left', () => {
    expect(poolsFor(flexible(3), pod('x'))).toHaveLength(1);
    expect(poolsFor(flexible(4), pod('x'))).toEqual([]);
    expect(poolsFor(flexible(3), pod('x', { requests: { 'nvidia.com/gpu': '1' } }))).toEqual([]);
    expect(poolsFor(flexible(1), pod('x', { requests: { 'nvidia.com/gpu': '1' } }))).toHaveLength(1);
  });
});

describe('topology', () => {
  const zone = 'topology.kubernetes.io/zone';
  const x = { labels: { app: 'x' } };
  const spread = (topologyKey: string, more: object = {}): object => ({
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey,
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: x.labels },
        ...more,
      },
    ],
  });
  const at = (place: string): ReturnType<typeof node>[] => [node(`n${place}`, { labels: { [zone]: place } })];

  test('spread goes to the emptiest zone alone', () => {
    const there = [...at('a'), seated('w', 'na', x), ...at('c'), seated('v', 'nc', x)];
    expect(poolsFor(...there, pool('p'), pod('x', { ...x, spec: spread(zone) }))).toEqual([
      'p: cpu.small cpu.large mem.large gpu.one',
    ]);
    expect(
      poolsFor(
        ...there,
        ...at('b'),
        seated('u', 'nb', x),
        pool('p', { requirements: [requires(zone, 'In', 'c')] }),
        pod('x', { ...x, spec: spread(zone) }),
      ),
    ).toEqual(['p: cpu.small cpu.large']);
    // Zone a has a pod and b has none, and the pool goes to a alone.
    const two = [...at('a'), seated('w', 'na', x), seated('w2', 'na', x), ...at('b')];
    expect(
      poolsFor(
        ...two,
        pool('p', { requirements: [requires(zone, 'In', 'a')] }),
        pod('x', { ...x, spec: spread(zone) }),
      ),
    ).toEqual([]);
  });

  test('a label that new nodes do not have', () => {
    expect(poolsFor(pool('p'), pod('x', { ...x, spec: spread('rack') }))).toEqual([]);
    expect(poolsFor(pool('p', { labels: { rack: '1' } }), pod('x', { ...x, spec: spread('rack') }))).toHaveLength(1);
  });

  test('a new node is a host of its own', () => {
    expect(poolsFor(pool('p'), pod('x', { ...x, spec: spread('kubernetes.io/hostname') }))).toHaveLength(1);
    const far = {
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: x.labels } },
          ],
        },
      },
    };
    expect(poolsFor(...at('a'), seated('w', 'na', x), pool('p'), pod('x', { ...x, spec: far }))).toHaveLength(1);
  });

  test('anti-affinity excludes zones, those of pods that are there too', () => {
    const term = { topologyKey: zone, labelSelector: { matchLabels: x.labels } };
    const far = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } };
    const c = pool('p', { requirements: [requires(zone, 'In', 'c')] });
    expect(poolsFor(...at('c'), seated('w', 'nc', x), c, pod('x', { spec: far }))).toEqual([]);
    expect(poolsFor(...at('c'), seated('w', 'nc', { spec: far }), c, pod('x', x))).toEqual([]);
    expect(poolsFor(...at('a'), seated('w', 'na', x), c, pod('x', { spec: far }))).toHaveLength(1);
  });

  test('affinity goes where the pods are', () => {
    const near = {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: zone, labelSelector: { matchLabels: x.labels } },
          ],
        },
      },
    };
    expect(poolsFor(pool('p'), pod('x', { spec: near }))).toEqual([]);
    expect(poolsFor(pool('p'), pod('x', { ...x, spec: near }))).toHaveLength(1);
    expect(poolsFor(...at('c'), seated('w', 'nc', x), pool('p'), pod('x', { spec: near }))).toEqual([
      'p: cpu.small cpu.large',
    ]);
  });
});

test('pools are in the order in which Karpenter tries them', () => {
  const pools = [pool('a'), pool('b'), pool('c', { spec: { weight: 5 } })];
  expect(poolsFor(...pools, pod('x')).map((one) => one.slice(0, 1))).toEqual(['c', 'b', 'a']);
});

test('a static pool has its nodes whatever pods come, and none with 0 replicas', () => {
  expect(poolsFor(pool('p', { spec: { replicas: 2 } }), pod('x'))).toHaveLength(1);
  expect(reasonsFor(pool('p', { spec: { replicas: 0 } }), pod('x'))).toEqual(['static nodepool with 0 replicas']);
});

test('a capacity type that does not exist leaves the pool unready', () => {
  expect(
    reasonsFor(pool('p', { requirements: [requires('karpenter.sh/capacity-type', 'In', 'ondemand')] }), pod('x')),
  ).toEqual(['NodePool is not ready: no valid values found for karpenter.sh/capacity-type']);
});

test('sizes of a provider that is not known are not judged, its labels neither', () => {
  const aws = pool('p', {
    template: { nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'd' } },
    requirements: [requires('karpenter.k8s.aws/instance-category', 'In', 'g')],
  });
  const asks = pod('x', {
    requests: { 'nvidia.com/gpu': '64' },
    spec: { nodeSelector: { 'karpenter.k8s.aws/instance-gpu-name': 'a10g' } },
  });
  const [answer] = answers([aws, asks], Target.eks('1.34'));
  expect(answer).toMatchObject({ schedulable: true, pools: [{ pool: 'p', sizes: [] }] });
});
