import type { KubernetesObject } from '../../../src/checks/manifest';
import { Target } from '../../../src/facts/target';
import { answers, node, pool, requires, seated, SIZES } from './build';
import { run } from './run';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';
const LABELS = { app: 'web' };

/** What the rules about replicas say, without the object. */
function said(objects: readonly object[], target?: Target): string[] {
  return run(objects, { target })
    .filter((one) => /^SCH02[345]/.test(one))
    .map((one) => one.replace(/^(SCH\d+) \S+ \S+ [^:]*/, '$1'));
}

/** A workload of some replicas. */
function set(
  replicas: number | undefined,
  spec: object,
  more: { kind?: string; spec?: object; requests?: object } = {},
) {
  const container = { name: 'c', image: 'registry.example/app:1', resources: { requests: more.requests ?? {} } };
  return {
    apiVersion: 'apps/v1',
    kind: more.kind ?? 'Deployment',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas,
      strategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
      selector: { matchLabels: LABELS },
      ...more.spec,
      template: { metadata: { labels: LABELS }, spec: { containers: [container], ...spec } },
    },
  } as KubernetesObject;
}

function apart(topologyKey: string, more: object = {}): object {
  const term = { topologyKey, labelSelector: { matchLabels: LABELS }, ...more };
  return { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } };
}

function spread(topologyKey: string, more: object = {}): object {
  const one = {
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: LABELS },
    ...more,
  };
  return { topologySpreadConstraints: [one] };
}

const inZones = (...zones: string[]): KubernetesObject[] =>
  zones.map((zone, index) => node(`n${index}`, { labels: { [ZONE]: zone } }));

describe('required anti-affinity', () => {
  const why = (most: string): string => `SCH024: 3 replicas are to run at the same time, and there is room for ${most}`;

  test.each<[string, object[], string[]]>([
    [
      'three by zone, on one zone',
      [...inZones('a', 'a', 'a'), set(3, apart(ZONE))],
      [why(`1: no two of them share ${ZONE}, and what takes them has 1: a`)],
    ],
    ['three by zone, on three', [...inZones('a', 'b', 'c'), set(3, apart(ZONE))], []],
    [
      'three by zone, a zone without room',
      [
        ...inZones('a', 'b'),
        node('c', { labels: { [ZONE]: 'c' }, allocatable: { cpu: '0' } }),
        set(3, apart(ZONE), { requests: { cpu: '1' } }),
      ],
      [why(`2: no two of them share ${ZONE}, and what takes them has 2: a, b`)],
    ],
    ['nodes without the label take any number', [node('x'), set(3, apart(ZONE))], []],
    [
      'three by node, on two nodes',
      [...inZones('a', 'b'), set(3, apart(HOST))],
      [why(`2: no two of them share ${HOST}, and what takes them has 2: n0, n1`)],
    ],
    [
      'by region',
      [
        node('x', { labels: { 'topology.kubernetes.io/region': 'west' } }),
        set(3, apart('topology.kubernetes.io/region')),
      ],
      [why('1: no two of them share topology.kubernetes.io/region, and what takes them has 1: west')],
    ],
    ['of other pods', [...inZones('a'), set(3, apart(ZONE, { labelSelector: { matchLabels: { app: 'db' } } }))], []],
    ['in another namespace', [...inZones('a'), set(3, apart(ZONE, { namespaces: ['other'] }))], []],
    [
      'a StatefulSet too',
      [...inZones('a'), set(3, apart(ZONE), { kind: 'StatefulSet' })],
      [why(`1: no two of them share ${ZONE}, and what takes them has 1: a`)],
    ],
    [
      'not of a Job, whose pods run one after the other',
      [
        ...inZones('a'),
        { ...set(undefined, apart(ZONE), { spec: { parallelism: 3 } }), apiVersion: 'batch/v1', kind: 'Job' },
      ],
      [],
    ],
    ['one replica', [...inZones('a'), set(1, apart(ZONE))], []],
    [
      'those that run already are among them',
      [
        ...inZones('a', 'b', 'c'),
        seated('web-1', 'n0', { labels: { ...LABELS, 'pod-template-hash': 'x' } }),
        set(3, apart(HOST)),
      ],
      [],
    ],
    [
      'others that run are in the way',
      [
        ...inZones('a', 'b', 'c'),
        seated('other', 'n0', { labels: { ...LABELS, app: 'web2', group: 'x' } }),
        set(3, { ...apart(HOST, { labelSelector: { matchExpressions: [requires('app', 'In', 'web', 'web2')] } }) }),
      ],
      [why(`2: no two of them share ${HOST}, and what takes them has 2: n1, n2`)],
    ],
  ])('%s', (_name, objects, expected) => {
    expect(said(objects)).toEqual(expected);
  });

  test('nodes that the target declares count', () => {
    const target = Target.generic('1.36', {
      nodePools: [{ name: 'system', count: 2, allocatable: { cpu: '4', memory: '8Gi' } }],
    });
    expect(said([set(3, apart(HOST))], target)).toHaveLength(1);
    expect(said([set(2, apart(HOST))], target)).toEqual([]);
  });
});

describe('hard spread constraints', () => {
  const tainted = node('control', {
    spec: { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] },
  });

  test.each<[string, object[], number | undefined]>([
    ['a tainted node counts', [tainted, ...inZones('a', 'a'), set(3, spread(HOST))], 2],
    [
      'unless taints are honored',
      [tainted, ...inZones('a', 'a'), set(3, spread(HOST, { nodeTaintsPolicy: 'Honor' }))],
      undefined,
    ],
    ['a larger skew', [tainted, ...inZones('a', 'a'), set(4, spread(HOST, { maxSkew: 2 }))], undefined],
    ['too few domains', [...inZones('a', 'b'), set(3, spread(ZONE, { minDomains: 3 }))], 2],
    ['enough domains', [...inZones('a', 'b', 'c'), set(6, spread(ZONE, { minDomains: 3 }))], undefined],
    ['without minDomains any number', [...inZones('a', 'b'), set(9, spread(ZONE))], undefined],
    [
      'ScheduleAnyway',
      [tainted, ...inZones('a'), set(3, spread(HOST, { whenUnsatisfiable: 'ScheduleAnyway' }))],
      undefined,
    ],
    [
      'of other pods',
      [tainted, ...inZones('a'), set(3, spread(HOST, { labelSelector: { matchLabels: { app: 'x' } } }))],
      undefined,
    ],
    [
      'a node that the pod does not select',
      [
        node('x', { labels: { disk: 'hdd' } }),
        node('y', { labels: { disk: 'ssd' } }),
        set(3, { ...spread(HOST), nodeSelector: { disk: 'ssd' } }),
      ],
      undefined,
    ],
    [
      'the same where affinity is ignored',
      [
        node('x', { labels: { disk: 'hdd' } }),
        node('y', { labels: { disk: 'ssd' } }),
        set(3, { ...spread(HOST, { nodeAffinityPolicy: 'Ignore' }), nodeSelector: { disk: 'ssd' } }),
      ],
      1,
    ],
  ])('%s', (_name, objects, most) => {
    const found = said(objects);
    expect(found).toHaveLength(most === undefined ? 0 : 1);
    if (most !== undefined) expect(found[0]).toContain(`there is room for ${most}: they spread over`);
  });
});

describe('ports, claims and requests', () => {
  const port = {
    containers: [{ name: 'c', image: 'registry.example/app:1', ports: [{ containerPort: 80, hostPort: 80 }] }],
  };

  test.each<[string, object[], string[]]>([
    [
      'a port of the node',
      [...inZones('a', 'a'), set(3, port)],
      [
        'SCH024: 3 replicas are to run at the same time, and there is room for 2: each takes port 80 of its node, and 2 nodes can have one',
      ],
    ],
    ['as many nodes', [...inZones('a', 'a', 'a'), set(3, port)], []],
    [
      'more than nodes have',
      [node('x'), set(3, {}, { requests: { cpu: '2' } })],
      [
        'SCH024: 3 replicas are to run at the same time, and there is room for 2: 1 node that takes them has room for 2',
      ],
    ],
    ['as much as they have', [node('x'), set(2, {}, { requests: { cpu: '2' } })], []],
    [
      'a claim for one pod',
      [
        node('x'),
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data', namespace: 'default' },
          spec: { accessModes: ['ReadWriteOncePod'] },
        },
        set(2, { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] }),
      ],
      [
        'SCH024: 2 replicas are to run at the same time, and there is room for 1: claim data is ReadWriteOncePod, for one pod alone',
      ],
    ],
    [
      'a claim for one node',
      [
        node('x'),
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data', namespace: 'default' },
          spec: { accessModes: ['ReadWriteOnce'] },
        },
        set(2, { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] }),
      ],
      [],
    ],
  ])('%s', (_name, objects, expected) => {
    expect(said(objects)).toEqual(expected);
  });
});

describe('autoscalers: the least counts, the most is a decision', () => {
  const scaler = (apiVersion: string, kind: string, spec: object): object => ({
    apiVersion,
    kind,
    metadata: { name: 'web', namespace: 'default' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, ...spec },
  });
  const hpa = (spec: object): object => scaler('autoscaling/v2', 'HorizontalPodAutoscaler', spec);
  const keda = (spec: object): object => scaler('keda.sh/v1alpha1', 'ScaledObject', spec);

  test.each<[string, object, number]>([
    ['at the least', hpa({ minReplicas: 3, maxReplicas: 9 }), 1],
    ['at the most', hpa({ minReplicas: 2, maxReplicas: 9 }), 0],
    ['no least', hpa({ maxReplicas: 9 }), 0],
    ['of KEDA', keda({ minReplicaCount: 3 }), 1],
    ['of KEDA, from nothing', keda({ maxReplicaCount: 9 }), 0],
  ])('%s', (_name, object, expected) => {
    expect(said([...inZones('a', 'b'), set(undefined, apart(ZONE)), object])).toHaveLength(expected);
  });

  test('the replicas of the manifest are for the autoscaler', () => {
    expect(said([...inZones('a', 'b'), set(5, apart(ZONE)), hpa({ minReplicas: 2, maxReplicas: 9 })])).toEqual([]);
  });
});

describe('pools', () => {
  /** Asks for the sizes of the tests, as a rule can't. */
  const asked = (replicas: number, spec: object, ...pools: KubernetesObject[]) =>
    answers([...pools, set(replicas, spec)], undefined, { sizes: SIZES }).at(-1)!;

  test.each<[string, KubernetesObject[], object, number, number | undefined]>([
    ['zones of the sizes', [pool('p')], apart(ZONE), 3, undefined],
    ['more than these', [pool('p')], apart(ZONE), 4, 3],
    ['a pool of two', [pool('p', { requirements: [requires(ZONE, 'In', 'a', 'b')] })], apart(ZONE), 3, 2],
    [
      'two pools together',
      [
        pool('p', { requirements: [requires(ZONE, 'In', 'a')] }),
        pool('q', { requirements: [requires(ZONE, 'In', 'b', 'c')] }),
      ],
      apart(ZONE),
      3,
      undefined,
    ],
    ['a pod that selects one zone', [pool('p')], { ...apart(ZONE), nodeSelector: { [ZONE]: 'a' } }, 2, 1],
    ['any number of nodes', [pool('p')], apart(HOST), 50, undefined],
    ['as many as limits allow', [pool('p', { spec: { limits: { nodes: '2' } } })], apart(HOST), 3, 2],
    ['limits of CPUs: two of the smallest', [pool('p', { spec: { limits: { cpu: '4' } } })], apart(HOST), 3, 2],
    ['limits without such pods', [pool('p', { spec: { limits: { cpu: '4' } } })], {}, 50, undefined],
    [
      'minDomains beyond the zones',
      [pool('p', { requirements: [requires(ZONE, 'In', 'a')] })],
      spread(ZONE, { minDomains: 2 }),
      2,
      1,
    ],
    ['minDomains within them', [pool('p')], spread(ZONE, { minDomains: 3 }), 9, undefined],
    ['capacity types', [pool('p')], apart('karpenter.sh/capacity-type'), 3, 2],
    ['a label of the pool', [pool('p', { labels: { team: 'a' } })], apart('team'), 2, 1],
  ])('%s', (_name, pools, spec, replicas, most) => {
    const { schedulable, atMost } = asked(replicas, spec, ...pools);
    expect([schedulable, atMost]).toEqual([most === undefined, most]);
  });

  test('of a provider whose sizes are not known, zones are not guessed at', () => {
    const objects = (...requirements: object[]): object[] => [
      pool('p', { requirements }),
      set(3, { ...apart(ZONE), nodeSelector: { 'karpenter.sh/nodepool': 'p' } }),
    ];
    expect(said(objects())).toEqual([]);
    expect(said(objects(requires(ZONE, 'In', 'a', 'b')))).toHaveLength(1);
  });
});

describe('updates', () => {
  const strategy = (maxSurge?: unknown, maxUnavailable?: unknown): object => ({
    spec: { strategy: { rollingUpdate: { maxSurge, maxUnavailable } } },
  });
  const nodes = inZones('a', 'b', 'c');

  test.each<[string, object[], number]>([
    ['the default, three nodes and three pods', [...nodes, set(3, apart(HOST), strategy())], 1],
    ['two pods have room for one more', [...nodes, set(2, apart(HOST), strategy())], 0],
    ['one may be missing', [...nodes, set(3, apart(HOST), strategy(1, 1))], 0],
    ['a third of them may be missing', [...nodes, set(3, apart(HOST), strategy('25%', '34%'))], 0],
    ['none may be missing, and none more may run', [...nodes, set(3, apart(HOST), strategy(0, '1%'))], 0],
    ['Recreate', [...nodes, set(3, apart(HOST), { spec: { strategy: { type: 'Recreate' } } })], 0],
    ['four pods may miss one by default', [...nodes, node('d'), set(4, apart(HOST), strategy())], 0],
    ['pods of one template', [...nodes, set(3, apart(HOST, { matchLabelKeys: ['pod-template-hash'] }), strategy())], 0],
    [
      'one pod with a port of the one node',
      [
        node('x'),
        set(1, { hostNetwork: true, containers: [{ name: 'c', ports: [{ containerPort: 80 }] }] }, strategy()),
      ],
      1,
    ],
    ['requests that fill the node', [node('x'), set(1, {}, { ...strategy(), requests: { cpu: '3' } })], 1],
    ['requests that do not', [node('x'), set(1, {}, { ...strategy(), requests: { cpu: '2' } })], 0],
    ['a StatefulSet', [...nodes, set(3, apart(HOST), { kind: 'StatefulSet' })], 0],
    ['a pool starts nodes', [...nodes, pool('p'), set(3, apart(HOST), strategy())], 0],
  ])('%s', (_name, objects, expected) => {
    const found = said(objects);
    expect(found.map((one) => one.slice(0, 6))).toEqual(Array<string>(expected).fill('SCH025'));
  });

  test('it says of how many', () => {
    expect(said([...nodes, set(3, apart(HOST), strategy())])).toEqual([
      `SCH025: an update starts a pod beside the 3 pods that run and ends none before, and there is room for 3: no two of them share ${HOST}, and what takes them has 3: n0, n1, n2`,
    ]);
  });

  test('a DaemonSet with surge and a port of the node', () => {
    const daemons = (maxSurge: unknown, port: object): object => ({
      ...set(undefined, { containers: [{ name: 'c', ports: [{ containerPort: 80, ...port }] }] }),
      kind: 'DaemonSet',
      spec: {
        updateStrategy: { rollingUpdate: { maxSurge, maxUnavailable: 0 } },
        template: {
          metadata: { labels: LABELS },
          spec: { containers: [{ name: 'c', ports: [{ containerPort: 80, ...port }] }] },
        },
      },
    });
    expect(said([daemons('10%', { hostPort: 80 })])).toEqual([
      'SCH025: the new pod of each node is to run beside the old one, and both take port 80 of the node',
    ]);
    expect(said([daemons(1, {})])).toEqual([]);
    expect(said([daemons(0, { hostPort: 80 })])).toEqual([]);
  });
});

describe('schedule says it', () => {
  test('room for fewer than are to run', () => {
    const answer = answers([...inZones('a', 'a'), set(3, apart(ZONE))]).at(-1)!;
    expect(answer).toMatchObject({
      schedulable: false,
      replicas: 3,
      atMost: 1,
      why: `no two of them share ${ZONE}, and what takes them has 1: a`,
      nodes: ['n0', 'n1'],
    });
    expect(answers([...inZones('a', 'b', 'c'), set(3, apart(ZONE))]).at(-1)).not.toHaveProperty('atMost');
  });
});
