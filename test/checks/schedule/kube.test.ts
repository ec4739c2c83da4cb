import type { KubernetesObject } from '../../../src/checks/manifest';
import { Target } from '../../../src/facts/target';
import type { TargetOptions } from '../../../src/facts/target';
import { affinity, answers, node, nodesFor, pod, requires, seated } from './build';

const taint = (key: string, value: string, effect: string): object => ({ taints: [{ key, value, effect }] });

describe('taints and cordons', () => {
  test('a toleration of the unschedulable taint opens a cordoned node', () => {
    const cordoned = node('a', { spec: { unschedulable: true } });
    expect(nodesFor(cordoned, pod('p'))).toEqual([]);
    const tolerations = [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' }];
    expect(nodesFor(cordoned, pod('p', { spec: { tolerations } }))).toEqual(['a']);
  });

  test.each([
    ['equal with another value', { key: 'k', operator: 'Equal', value: 'w' }, false],
    ['no operator is Equal', { key: 'k', value: 'v' }, true],
    ['another effect', { key: 'k', operator: 'Exists', effect: 'NoExecute' }, false],
    ['everything', { operator: 'Exists' }, true],
    ['every key of an effect', { operator: 'Exists', effect: 'NoSchedule' }, true],
    ['another key', { key: 'kk', operator: 'Exists' }, false],
  ])('%s', (_name, toleration, taken) => {
    const given = nodesFor(
      node('a', { spec: taint('k', 'v', 'NoSchedule') }),
      pod('p', { spec: { tolerations: [toleration] } }),
    );
    expect(given).toEqual(taken ? ['a'] : []);
  });

  test('PreferNoSchedule keeps nothing off', () => {
    expect(nodesFor(node('a', { spec: taint('k', 'v', 'PreferNoSchedule') }), pod('p'))).toEqual(['a']);
  });

  test('the toleration of an extended resource is added where the target has the plugin', () => {
    const gpu = node('a', { spec: taint('nvidia.com/gpu', 'x', 'NoSchedule'), allocatable: { 'nvidia.com/gpu': '1' } });
    const asks = pod('p', { requests: { 'nvidia.com/gpu': '1' } });
    expect(answers([gpu, asks], Target.generic('1.36'))[0]!.nodes).toEqual([]);
    expect(answers([gpu, asks], Target.aks('1.34'))[0]!.nodes).toEqual(['a']);
    expect(answers([gpu, pod('p')], Target.aks('1.34'))[0]!.nodes).toEqual([]);
    const evicts = node('a', {
      spec: taint('nvidia.com/gpu', 'x', 'NoExecute'),
      allocatable: { 'nvidia.com/gpu': '1' },
    });
    expect(answers([evicts, asks], Target.aks('1.34'))[0]!.nodes).toEqual([]);
  });
});

describe('node affinity', () => {
  const nodes = [node('a', { labels: { n: '5', pool: 'x' } }), node('b', { labels: { n: 'abc' } }), node('c')];
  const terms = (...given: object[][]): readonly string[] =>
    nodesFor(...nodes, pod('p', { spec: { affinity: affinity(...given) } }));

  test.each([
    ['Gt is more', [requires('n', 'Gt', '4')], ['a']],
    ['Gt is not equal', [requires('n', 'Gt', '5')], []],
    ['Lt', [requires('n', 'Lt', '6')], ['a']],
    ['NotIn takes nodes without the label', [requires('pool', 'NotIn', 'x')], ['b', 'c']],
    ['DoesNotExist', [requires('n', 'DoesNotExist')], ['c']],
    ['Exists', [requires('n', 'Exists')], ['a', 'b']],
    ['all expressions of a term', [requires('n', 'Exists'), requires('pool', 'In', 'x')], ['a']],
    ['an empty term matches nothing', [], []],
  ])('%s', (_name, term, expected) => {
    expect(terms(term)).toEqual(expected);
  });

  test('one of the terms is enough', () => {
    expect(terms([requires('pool', 'In', 'x')], [requires('n', 'DoesNotExist')])).toEqual(['a', 'c']);
  });

  test('fields name the node', () => {
    const fields = { matchFields: [requires('metadata.name', 'In', 'b')] };
    const spec = {
      affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [fields] } } },
    };
    expect(nodesFor(...nodes, pod('p', { spec }))).toEqual(['b']);
  });
});

describe('resources', () => {
  const container = (requests: object, more: object = {}): object => ({
    name: 'i',
    image: 'i',
    resources: { requests },
    ...more,
  });

  test.each([
    ['a sidecar runs beside the containers', [container({ cpu: '2' }, { restartPolicy: 'Always' })], '2500m', []],
    ['an init container ends before', [container({ cpu: '4' })], '2500m', ['a']],
    [
      'a sidecar runs beside init containers that come after it',
      [container({ cpu: '2' }, { restartPolicy: 'Always' }), container({ cpu: '3' })],
      '1',
      [],
    ],
    [
      'and not beside those that come before',
      [container({ cpu: '3' }), container({ cpu: '2' }, { restartPolicy: 'Always' })],
      '1',
      ['a'],
    ],
  ])('%s', (_name, initContainers, cpu, expected) => {
    expect(nodesFor(node('a'), pod('p', { requests: { cpu }, spec: { initContainers } }))).toEqual(expected);
  });

  test('overhead of the RuntimeClass, its selector and its tolerations', () => {
    const runtime = {
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'kata' },
      handler: 'kata',
      overhead: { podFixed: { cpu: '1' } },
      scheduling: { nodeSelector: { kata: 'yes' }, tolerations: [{ key: 'kata', operator: 'Exists' }] },
    };
    const nodes = [node('a', { labels: { kata: 'yes' }, spec: taint('kata', '', 'NoSchedule') }), node('b')];
    const of = (cpu: string): readonly string[] =>
      nodesFor(runtime, ...nodes, pod('p', { requests: { cpu }, spec: { runtimeClassName: 'kata' } }));
    expect(of('3')).toEqual(['a']);
    expect(of('3100m')).toEqual([]);
  });

  test('requests of the pod itself count since 1.34', () => {
    const asks = pod('p', { requests: { cpu: '1' }, spec: { resources: { requests: { cpu: '5' } } } });
    expect(answers([node('a'), asks], Target.generic('1.34'))[0]!.nodes).toEqual([]);
    expect(answers([node('a'), asks], Target.generic('1.33'))[0]!.nodes).toEqual(['a']);
    const less = pod('p', { requests: { cpu: '6' }, spec: { resources: { requests: { cpu: '2' } } } });
    expect(answers([node('a'), less], Target.generic('1.36'))[0]!.nodes).toEqual(['a']);
  });

  test('a pod that asks for nothing needs room for one more pod', () => {
    const full = node('a', { allocatable: { pods: '1' } });
    expect(nodesFor(full, seated('one', 'a'), pod('p'))).toEqual([]);
    expect(nodesFor(full, seated('one', 'a', { status: { phase: 'Succeeded' } }), pod('p'))).toEqual(['a']);
  });

  test('an extended resource that a node does not have is none; zero of it is there', () => {
    expect(nodesFor(node('a'), pod('p', { requests: { 'example.com/fpga': '1' } }))).toEqual([]);
    expect(nodesFor(node('a'), pod('p', { requests: { 'example.com/fpga': '0' } }))).toEqual(['a']);
  });

  test('defaults of a LimitRange are requests', () => {
    const range = {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'l', namespace: 'default' },
      spec: { limits: [{ type: 'Container', default: { cpu: '5' } }] },
    };
    expect(nodesFor(range, node('a'), pod('p'))).toEqual([]);
    expect(nodesFor(range, node('a'), pod('p', { requests: { cpu: '1' } }))).toEqual(['a']);
    expect(nodesFor(range, node('a'), pod('p', { namespace: 'other' }))).toEqual(['a']);
  });
});

describe('host ports', () => {
  const ports = (...given: object[]): object => ({ containers: [{ name: 'm', image: 'i', ports: given }] });
  const taken = seated('w', 'a', { spec: ports({ containerPort: 1, hostPort: 80 }) });

  test.each([
    ['the same port', { containerPort: 2, hostPort: 80 }, []],
    ['one address of it', { containerPort: 2, hostPort: 80, hostIP: '10.0.0.1' }, []],
    ['another protocol', { containerPort: 2, hostPort: 80, protocol: 'UDP' }, ['a']],
    ['another port', { containerPort: 2, hostPort: 81 }, ['a']],
  ])('%s', (_name, port, expected) => {
    expect(nodesFor(node('a'), taken, pod('p', { spec: ports(port) }))).toEqual(expected);
  });

  test("on the host's network each container port is one", () => {
    expect(
      nodesFor(node('a'), taken, pod('p', { spec: { ...ports({ containerPort: 80 }), hostNetwork: true } })),
    ).toEqual([]);
    expect(nodesFor(node('a'), taken, pod('p', { spec: ports({ containerPort: 80 }) }))).toEqual(['a']);
  });
});

describe('topology spread', () => {
  const app = { labels: { app: 'x' } };
  const spread = (more: object = {}): object => ({
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'zone',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: app.labels },
        ...more,
      },
    ],
  });
  const nodes = ['1', '2', '3'].map((zone) => node(`n${zone}`, { labels: { zone } }));
  const asks = (more: object = {}, spec: object = {}): ReturnType<typeof pod> =>
    pod('p', { ...app, spec: { ...spread(more), ...spec } });

  test.each([
    ['the emptiest zones', {}, {}, ['n2', 'n3']],
    ['more skew', { maxSkew: 2 }, {}, ['n1', 'n2', 'n3']],
    ['fewer zones than minDomains count as one without pods', { minDomains: 4 }, {}, ['n2', 'n3']],
    ['ScheduleAnyway only ranks', { whenUnsatisfiable: 'ScheduleAnyway' }, {}, ['n1', 'n2', 'n3']],
    ['zones that the selector excludes do not count', {}, { nodeSelector: { zone: '1' } }, ['n1']],
    ['unless the policy ignores it', { nodeAffinityPolicy: 'Ignore' }, { nodeSelector: { zone: '1' } }, []],
    ['an empty selector counts no pod', { labelSelector: {} }, {}, ['n1', 'n2', 'n3']],
    ['no selector selects none', { labelSelector: undefined }, {}, ['n1', 'n2', 'n3']],
  ])('%s', (_name, more, spec, expected) => {
    expect(nodesFor(...nodes, seated('w', 'n1', app), asks(more, spec))).toEqual(expected);
  });

  test('pods of other namespaces and pods that end do not count', () => {
    const others = [
      seated('w', 'n1', { ...app, namespace: 'other' }),
      seated('v', 'n2', { ...app, metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }),
    ];
    expect(nodesFor(...nodes, ...others, asks())).toEqual(['n1', 'n2', 'n3']);
  });

  test('tainted nodes count unless the policy honors taints', () => {
    const tainted = node('n4', { labels: { zone: '4' }, spec: taint('k', 'v', 'NoSchedule') });
    const pods = ['n1', 'n2', 'n3'].map((name) => seated(`w${name}`, name, app));
    expect(nodesFor(...nodes, tainted, ...pods, asks())).toEqual([]);
    expect(nodesFor(...nodes, tainted, ...pods, asks({ nodeTaintsPolicy: 'Honor' }))).toEqual(['n1', 'n2', 'n3']);
  });

  test('matchLabelKeys counts pods of the same value', () => {
    const old = seated('w', 'n1', { labels: { app: 'x', rev: '1' } });
    const next = pod('p', { labels: { app: 'x', rev: '2' }, spec: spread({ matchLabelKeys: ['rev'] }) });
    expect(nodesFor(...nodes, old, next)).toEqual(['n1', 'n2', 'n3']);
  });
});

describe('pod affinity', () => {
  const nodes = [
    node('a', { labels: { zone: '1' } }),
    node('b', { labels: { zone: '1' } }),
    node('c', { labels: { zone: '2' } }),
  ];
  const term = (more: object = {}): object => ({
    topologyKey: 'zone',
    labelSelector: { matchLabels: { app: 'x' } },
    ...more,
  });
  const near = (...terms: object[]): object => ({
    affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } },
  });
  const far = (...terms: object[]): object => ({
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } },
  });
  const x = { labels: { app: 'x' } };

  test('near the pods that a term selects', () => {
    expect(nodesFor(...nodes, seated('w', 'a', x), pod('p', { spec: near(term()) }))).toEqual(['a', 'b']);
    expect(nodesFor(...nodes, seated('w', 'a', { ...x, namespace: 'n' }), pod('p', { spec: near(term()) }))).toEqual(
      [],
    );
  });

  test('namespaces and their selector', () => {
    const there = seated('w', 'a', { ...x, namespace: 'n' });
    expect(nodesFor(...nodes, there, pod('p', { spec: near(term({ namespaces: ['n'] })) }))).toEqual(['a', 'b']);
    expect(nodesFor(...nodes, there, pod('p', { spec: near(term({ namespaceSelector: {} })) }))).toEqual(['a', 'b']);
    const named = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'n' } } };
    expect(nodesFor(...nodes, there, pod('p', { spec: near(term(named)) }))).toEqual(['a', 'b']);
    const labelled = { namespaceSelector: { matchLabels: { team: 'm' } } };
    expect(nodesFor(...nodes, there, pod('p', { spec: near(term(labelled)) }))).toEqual([]);
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n', labels: { team: 'm' } } };
    expect(nodesFor(namespace, ...nodes, there, pod('p', { spec: near(term(labelled)) }))).toEqual(['a', 'b']);
  });

  test('far from them, and they from it', () => {
    expect(nodesFor(...nodes, seated('w', 'a', x), pod('p', { spec: far(term()) }))).toEqual(['c']);
    expect(nodesFor(...nodes, seated('w', 'a', { spec: far(term()) }), pod('p', x))).toEqual(['c']);
    expect(nodesFor(...nodes, seated('w', 'a', { spec: far(term()) }), pod('p', { labels: { app: 'y' } }))).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  test('mismatchLabelKeys keeps from other tenants only', () => {
    const spec = far(term({ mismatchLabelKeys: ['tenant'] }));
    const asks = pod('p', { labels: { app: 'x', tenant: '1' }, spec });
    expect(nodesFor(...nodes, seated('w', 'a', { labels: { app: 'x', tenant: '1' } }), asks)).toEqual(['a', 'b', 'c']);
    expect(nodesFor(...nodes, seated('w', 'a', { labels: { app: 'x', tenant: '2' } }), asks)).toEqual(['c']);
  });

  test('a pod must match all terms to count, and the first of its kind goes anywhere with the labels', () => {
    const both = near(term(), term({ labelSelector: { matchLabels: { tier: 'y' } } }));
    expect(nodesFor(...nodes, seated('w', 'a', x), pod('p', { spec: both }))).toEqual([]);
    expect(nodesFor(...nodes, node('d'), pod('p', { ...x, spec: near(term()) }))).toEqual(['a', 'b', 'c']);
  });

  test('a term that pods of the same manifests will meet is not held against a pod', () => {
    const cache = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'cache', namespace: 'default' },
      spec: { template: { metadata: x, spec: { containers: [] } } },
    };
    expect(nodesFor(cache, ...nodes, pod('p', { spec: near(term()) }))).toEqual(['a', 'b', 'c']);
  });
});

describe('volumes', () => {
  const claim = (spec: object): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'c', namespace: 'default' },
    spec,
  });
  const mounts = pod('p', { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] } });
  const nodes = [node('a', { labels: { zone: '1' } }), node('b', { labels: { zone: '2' } })];

  test('a bound volume is where its affinity says', () => {
    const volume = {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'pv' },
      spec: {
        nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [requires('zone', 'In', '2')] }] } },
      },
    };
    expect(nodesFor(volume, claim({ volumeName: 'pv' }), ...nodes, mounts)).toEqual(['b']);
  });

  test('a class makes volumes where its topologies allow', () => {
    const storage = {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 's' },
      allowedTopologies: [{ matchLabelExpressions: [{ key: 'zone', values: ['1'] }] }],
    };
    expect(nodesFor(storage, claim({ storageClassName: 's' }), ...nodes, mounts)).toEqual(['a']);
    expect(nodesFor(storage, claim({ storageClassName: 't' }), ...nodes, mounts)).toEqual(['a', 'b']);
  });
});

test('gates hold a pod back', () => {
  const [answer] = answers([node('a'), pod('p', { spec: { schedulingGates: [{ name: 'g' }] } })]);
  expect(answer).toMatchObject({
    schedulable: false,
    rejected: [{ node: 'a', reason: 'Scheduling is blocked due to non-empty scheduling gates' }],
  });
});

test('a pod that names its node bypasses the scheduler, and the kubelet looks at room and evicting taints', () => {
  const named = (spec: object, requests: object = {}): readonly string[] =>
    nodesFor(node('a', { spec }), node('b'), pod('p', { requests, spec: { nodeName: 'a' } }));
  expect(named(taint('k', 'v', 'NoSchedule'))).toEqual(['a']);
  expect(named({ unschedulable: true })).toEqual(['a']);
  expect(named(taint('k', 'v', 'NoExecute'))).toEqual([]);
  expect(named({}, { cpu: '5' })).toEqual([]);
});

test('node pools of the target are nodes', () => {
  const nodePools: TargetOptions['nodePools'] = [
    {
      name: 'system',
      count: 2,
      taints: [{ key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' }],
      allocatable: { cpu: 4 },
    },
    { name: 'user', labels: { team: 'x' }, allocatable: { cpu: 2, pods: 1 } },
  ];
  const target = Target.aks('1.34', { nodePools });
  const of = (one: ReturnType<typeof pod>): readonly string[] =>
    answers([seated('w', 'user-0'), one], target).at(-1)!.nodes;
  expect(
    of(pod('p', { spec: { tolerations: [{ operator: 'Exists' }], nodeSelector: { agentpool: 'system' } } })),
  ).toEqual(['system-0', 'system-1']);
  expect(of(pod('p'))).toEqual([]);
  expect(of(pod('p', { spec: { tolerations: [{ key: 'CriticalAddonsOnly', operator: 'Exists' }] } }))).toEqual([
    'system-0',
    'system-1',
  ]);
});

test('a PodDefault of Kubeflow adds its tolerations to pods with its label', () => {
  const tainted = node('a', { spec: taint('sku', 'gpu', 'NoSchedule') });
  const podDefault = {
    apiVersion: 'kubeflow.org/v1alpha1',
    kind: 'PodDefault',
    metadata: { name: 'gpu', namespace: 'default' },
    spec: { selector: { matchLabels: { gpu: 'true' } }, tolerations: [{ key: 'sku', operator: 'Exists' }] },
  };
  expect(nodesFor(podDefault, tainted, pod('p', { labels: { gpu: 'true' } }))).toEqual(['a']);
  expect(nodesFor(podDefault, tainted, pod('p'))).toEqual([]);
  expect(nodesFor(podDefault, tainted, pod('p', { namespace: 'other', labels: { gpu: 'true' } }))).toEqual([]);
});
