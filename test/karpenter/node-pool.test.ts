import { ApiObject } from 'cdk8s';
import type { Chart } from 'cdk8s';
import { AksNodeClass, NodePool, Requirement, Taint } from '../../src/karpenter';
import type { NodePoolProps } from '../../src/karpenter';
import { Target } from '../../src/facts/target';
import { objectsOf, testChart, yamlFrom, yamlOf } from '../support/chart';
import type { Rendered } from '../support/chart';

const nodeClass = { group: 'karpenter.azure.com', kind: 'AKSNodeClass', name: 'default' };
const cpu = { requirements: [Requirement.skuFamily('D')], nodeClass };
const gpu = { requirements: [Requirement.skuName('Standard_NC24ads_A100_v4')], nodeClass, limits: { gpus: 8 } };

const render = (props: NodePoolProps, target?: Target): Rendered =>
  objectsOf((chart) => new NodePool(chart, 'pool', props), target)[0];

describe('defaults', () => {
  test('a CPU pool says nothing that it was not told', () => {
    expect(yamlFrom((chart) => new NodePool(chart, 'pool', cpu))).toMatchSnapshot();
  });

  test('a GPU pool is on demand, disrupted only when empty, and never expires', () => {
    expect(yamlFrom((chart) => new NodePool(chart, 'a100', gpu))).toMatchSnapshot();
  });

  test('the example of the documentation, with its node class, in one chart', () => {
    const chart = testChart(Target.aks('1.34', { dataplane: 'cilium' }));
    new NodePool(chart, 'a100', {
      requirements: [Requirement.skuName('Standard_NC24ads_A100_v4')],
      taints: [Taint.gpu()],
      limits: { gpus: 8 },
      nodeClass: new AksNodeClass(chart, 'ubuntu', { imageFamily: 'Ubuntu2204' }),
    });
    expect(yamlOf(chart)).toMatchSnapshot();
  });

  test('the object is the child Resource, and it has no namespace although its chart has one', () => {
    const chart = testChart();
    const pool = new NodePool(chart, 'pool', cpu);
    expect(ApiObject.of(pool)).toBe(pool.node.findChild('Resource'));
    expect(ApiObject.of(pool).toJson().metadata).toEqual({ name: 'pool' });
  });

  test('the name is the id of the construct unless it is given', () => {
    const chart = testChart();
    expect(new NodePool(chart, 'one', cpu).name).toBe('one');
    const named = new NodePool(chart, 'two', { ...cpu, name: 'general-purpose' });
    expect([named.name, ApiObject.of(named).name]).toEqual(['general-purpose', 'general-purpose']);
  });
});

describe('GPU defaults', () => {
  test('a value that is given wins over its default, each by itself', () => {
    const { spec } = render({ ...gpu, disruption: { consolidateAfter: '1h' } });
    expect(spec.disruption).toEqual({ consolidationPolicy: 'WhenEmpty', consolidateAfter: '1h' });
    expect(render({ ...gpu, expireAfter: '168h' }).spec.template.spec.expireAfter).toBe('168h');
    const policy = render({ ...gpu, disruption: { consolidationPolicy: 'WhenEmptyOrUnderutilized' } });
    expect(policy.spec.disruption).toEqual({ consolidationPolicy: 'WhenEmptyOrUnderutilized', consolidateAfter: '5m' });
    const budgets = render({ ...gpu, disruption: { budgets: [{ nodes: '0' }] } });
    expect(budgets.spec.disruption).toEqual({
      consolidationPolicy: 'WhenEmpty',
      consolidateAfter: '5m',
      budgets: [{ nodes: '0' }],
    });
  });

  test('an option that is given as undefined is as if it were not given', () => {
    const disruption = { consolidationPolicy: undefined, consolidateAfter: undefined, budgets: undefined };
    expect(render({ ...gpu, disruption, expireAfter: undefined })).toEqual(render(gpu));
    expect(render({ ...cpu, disruption })).toEqual(render(cpu));
  });

  test('gpuDefaults: false leaves all of them to Karpenter, and asks for no limit', () => {
    const { requirements, nodeClass: reference } = gpu;
    const pool = { requirements, nodeClass: reference, gpuDefaults: false };
    expect(render(pool).spec).toEqual({
      template: { spec: { requirements: [requirements[0]!.toJson()], nodeClassRef: nodeClass } },
    });
  });

  test('a capacity type that is given stays the only one', () => {
    const requirements = [...gpu.requirements, Requirement.capacityType('spot')];
    const keys = render({ ...gpu, requirements }).spec.template.spec.requirements;
    expect(keys).toEqual(requirements.map((requirement) => requirement.toJson()));
  });

  test('a pool tells whether it is one of GPUs', () => {
    const chart = testChart();
    expect(new NodePool(chart, 'cpu', cpu).gpu).toBe(false);
    expect(new NodePool(chart, 'gpu', gpu).gpu).toBe(true);
    expect(new NodePool(chart, 'tainted', { ...cpu, taints: [Taint.gpu()], limits: { nodes: 2 } }).gpu).toBe(true);
  });
});

describe('Cilium', () => {
  const cilium = Target.aks('1.34', { dataplane: 'cilium' });

  test('a pool on a Cilium data plane gets its startup taint and its label', () => {
    expect(yamlFrom((chart) => new NodePool(chart, 'pool', cpu), cilium)).toMatchSnapshot();
  });

  test('the startup taint comes first, before those that are given', () => {
    const { startupTaints } = render({ ...cpu, startupTaints: [Taint.noSchedule('example.com/warming')] }, cilium).spec
      .template.spec;
    expect(startupTaints).toEqual([
      { key: 'node.cilium.io/agent-not-ready', value: 'true', effect: 'NoExecute' },
      { key: 'example.com/warming', effect: 'NoSchedule' },
    ]);
  });

  test.each([
    ['as the library spells it', Taint.ciliumAgentNotReady()],
    [
      'without a value, for a node has only one taint of a key and effect',
      Taint.noExecute('node.cilium.io/agent-not-ready'),
    ],
  ])('the startup taint is not there twice when it is given by hand %s', (_how, taint) => {
    const pool = render(
      { ...cpu, startupTaints: [taint], labels: { 'kubernetes.azure.com/ebpf-dataplane': 'cilium' } },
      cilium,
    );
    expect(pool.spec.template.spec.startupTaints).toEqual([taint.toJson()]);
    expect(pool.spec.template.metadata).toEqual({ labels: { 'kubernetes.azure.com/ebpf-dataplane': 'cilium' } });
  });

  test.each([
    ['its key with another effect', Taint.noSchedule('node.cilium.io/agent-not-ready', 'true')],
    ['another key with its effect', Taint.noExecute('example.com/warming', 'true')],
  ])('a startup taint of %s is another one', (_what, taint) => {
    const pool = render({ ...cpu, startupTaints: [taint] }, cilium);
    expect(pool.spec.template.spec.startupTaints).toEqual([Taint.ciliumAgentNotReady().toJson(), taint.toJson()]);
  });

  test.each([
    ['AKS with its own data plane', Target.aks('1.34', { dataplane: 'azure' })],
    ['AKS of which no data plane is known', Target.aks('1.34')],
    ['kind', Target.kind('1.34')],
  ])('there is neither on %s', (_name, target) => {
    expect(render(cpu, target).spec.template).toEqual(render(cpu).spec.template);
    expect(render(cpu, target).spec.template.spec).not.toHaveProperty('startupTaints');
  });
});

describe('kinds of pool', () => {
  test('a pool of fixed size', () => {
    const pool = { ...cpu, replicas: 3, limits: { nodes: 5 } };
    expect(yamlFrom((chart) => new NodePool(chart, 'static', pool))).toMatchSnapshot();
  });

  test('a pool of fixed size may have no node at all', () => {
    expect(render({ ...cpu, replicas: 0 }).spec.replicas).toBe(0);
  });

  test('a GPU pool of fixed size is limited by its nodes', () => {
    expect(render({ ...gpu, replicas: 2, limits: { nodes: 2 } }).spec).toMatchObject({
      replicas: 2,
      limits: { nodes: 2 },
    });
  });

  test('a spot pool, which pods reach by its placement', () => {
    const build = (chart: Chart) =>
      new NodePool(chart, 'spot', { ...gpu, requirements: [...gpu.requirements, Requirement.capacityType('spot')] });
    expect(yamlFrom(build)).toMatchSnapshot();
    expect(build(testChart()).spot).toBe(true);
  });

  test('limits of every kind stand under the names of Kubernetes', () => {
    const limits = { cpu: 96, memory: '880Gi', gpus: 4, nodes: 2, resources: { 'amd.com/gpu': '1' } };
    expect(render({ ...cpu, limits }).spec.limits).toEqual({
      cpu: 96,
      memory: '880Gi',
      'nvidia.com/gpu': 4,
      nodes: 2,
      'amd.com/gpu': '1',
    });
  });

  test.each([
    ['said nothing', [], true],
    ['spot', [Requirement.capacityType('spot')], true],
    ['either', [Requirement.capacityType('spot', 'on-demand')], true],
    ['on demand', [Requirement.capacityType('on-demand')], false],
    ['anything but spot', [Requirement.notIn('karpenter.sh/capacity-type', ['spot'])], false],
    ['anything but on demand', [Requirement.notIn('karpenter.sh/capacity-type', ['on-demand'])], true],
    ['some capacity type', [Requirement.exists('karpenter.sh/capacity-type')], true],
    ['no capacity type', [Requirement.doesNotExist('karpenter.sh/capacity-type')], false],
  ])('a CPU pool that has %s as capacity type: spot is %s', (_what, requirements, spot) => {
    expect(new NodePool(testChart(), 'pool', { requirements, nodeClass }).spot).toBe(spot);
  });
});

describe('v1beta1', () => {
  const old = { ...cpu, version: 'v1beta1' as const };

  test('a CPU pool', () => {
    expect(yamlFrom((chart) => new NodePool(chart, 'pool', old))).toMatchSnapshot();
  });

  test('a GPU pool', () => {
    expect(yamlFrom((chart) => new NodePool(chart, 'a100', { ...gpu, version: 'v1beta1' }))).toMatchSnapshot();
  });

  test('the policy has its older name', () => {
    const pool = render({
      ...old,
      disruption: { consolidationPolicy: 'WhenEmptyOrUnderutilized', consolidateAfter: 'Never' },
    });
    expect(pool.spec.disruption).toEqual({ consolidationPolicy: 'WhenUnderutilized', consolidateAfter: 'Never' });
  });

  test('a GPU pool may say how long a node stays empty, for its policy is WhenEmpty', () => {
    const pool = render({ ...gpu, version: 'v1beta1', disruption: { consolidateAfter: '10m' } });
    expect(pool.spec.disruption).toEqual({
      consolidationPolicy: 'WhenEmpty',
      consolidateAfter: '10m',
      expireAfter: 'Never',
    });
  });

  test('a GPU pool that is to be consolidated in use gets no time, which the older version refuses', () => {
    const pool = render({
      ...gpu,
      version: 'v1beta1',
      disruption: { consolidationPolicy: 'WhenEmptyOrUnderutilized' },
    });
    expect(pool.spec.disruption).toEqual({ consolidationPolicy: 'WhenUnderutilized', expireAfter: 'Never' });
  });

  test('the two keys that v1 no longer has may be required', () => {
    const requirements = [
      Requirement.exists('karpenter.azure.com/sku-accelerator'),
      Requirement.exists('karpenter.azure.com/sku-encryptionathost-capable'),
    ];
    expect(render({ ...old, requirements }).spec.template.spec.requirements).toHaveLength(2);
  });
});

describe('placement', () => {
  test('it tolerates the taints of the pool and selects its nodes', () => {
    const taints = [Taint.gpu(), Taint.noExecute('example.com/team', 'vision')];
    const requirements = [...gpu.requirements, Requirement.capacityType('on-demand')];
    const placement = new NodePool(testChart(), 'a100', { ...gpu, requirements, taints }).placement();
    expect(placement.tolerations).toEqual([
      { key: 'nvidia.com/gpu', operator: 'Equal', value: 'true', effect: 'NoSchedule' },
      { key: 'example.com/team', operator: 'Equal', value: 'vision', effect: 'NoExecute' },
    ]);
    expect(placement.nodeSelector).toEqual({ 'karpenter.sh/nodepool': 'a100' });
    expect(placement.nodeSelectorTerms).toEqual([]);
  });

  test('where the pool may be spot capacity, it tolerates the taint that AKS puts on it', () => {
    const requirements = [Requirement.capacityType('spot')];
    expect(new NodePool(testChart(), 'cheap', { requirements, nodeClass }).placement().tolerations).toEqual([
      { key: 'kubernetes.azure.com/scalesetpriority', operator: 'Equal', value: 'spot', effect: 'NoSchedule' },
    ]);
  });

  test('startup taints are not tolerated, for they go away before pods come', () => {
    const startupTaints = [Taint.noSchedule('example.com/warming')];
    expect(new NodePool(testChart(), 'pool', { ...gpu, startupTaints }).placement().tolerations).toEqual([]);
  });
});
