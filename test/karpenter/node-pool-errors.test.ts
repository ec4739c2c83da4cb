import { AksNodeClass, NodePool, Requirement, Taint } from '../../src/karpenter';
import type { NodePoolProps } from '../../src/karpenter';
import { messageOf, objectsOf, testChart, untyped } from '../support/chart';

const nodeClass = { group: 'karpenter.azure.com', kind: 'AKSNodeClass', name: 'default' };
const cpu = { requirements: [Requirement.skuFamily('D')], nodeClass };
const gpu = { requirements: [Requirement.skuName('Standard_NC24ads_A100_v4')], nodeClass };

const error = (props: Partial<NodePoolProps>): string =>
  messageOf(() => new NodePool(testChart(), 'pool', { ...cpu, ...props }));
const accepted = (props: Partial<NodePoolProps>): unknown =>
  objectsOf((chart) => new NodePool(chart, 'pool', { ...cpu, ...props }))[0].spec;

const ofSchema = (problem: string, version = 'v1') => `[test/pool] NodePool karpenter.sh/${version}: ${problem}`;
const quantity =
  '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$';

describe('values out of bounds, with the next one that is within', () => {
  test.each<[string, Partial<NodePoolProps>, string, Partial<NodePoolProps>]>([
    ['weight 0', { weight: 0 }, ofSchema('spec.weight is 0, allowed are whole numbers from 1 to 100'), { weight: 1 }],
    [
      'weight 101',
      { weight: 101 },
      ofSchema('spec.weight is 101, allowed are whole numbers from 1 to 100'),
      { weight: 100 },
    ],
    ['weight 1.5', { weight: 1.5 }, ofSchema('spec.weight is 1.5, allowed is integer'), { weight: 2 }],
    [
      'replicas -1',
      { replicas: -1 },
      ofSchema('spec.replicas is -1, allowed are whole numbers of at least 0'),
      { replicas: 0 },
    ],
    [
      'expireAfter in days',
      { expireAfter: '30d' },
      ofSchema(
        'spec.template.spec.expireAfter is "30d", allowed are durations such as 720h and 1h30m, and Never; did you mean 720h?',
      ),
      { expireAfter: '720h' },
    ],
    [
      'terminationGracePeriod Never',
      { terminationGracePeriod: 'Never' },
      ofSchema('spec.template.spec.terminationGracePeriod is "Never", allowed are durations such as 720h and 1h30m'),
      { terminationGracePeriod: '1h30m' },
    ],
    [
      'consolidateAfter without a unit',
      { disruption: { consolidateAfter: '30' } },
      ofSchema('spec.disruption.consolidateAfter is "30", allowed are durations such as 720h and 1h30m, and Never'),
      { disruption: { consolidateAfter: '30s' } },
    ],
    [
      'a budget of more than all nodes',
      { disruption: { budgets: [{ nodes: '101%' }] } },
      ofSchema('spec.disruption.budgets.0.nodes is "101%", allowed are numbers and percentages, such as 1 and 10%'),
      { disruption: { budgets: [{ nodes: '100%' }] } },
    ],
    [
      'a budget that lasts seconds',
      { disruption: { budgets: [{ nodes: '1', schedule: '@daily', duration: '30s' }] } },
      ofSchema('spec.disruption.budgets.0.duration is "30s", allowed are durations such as 8h and 1h30m'),
      { disruption: { budgets: [{ nodes: '1', schedule: '@daily', duration: '1h30m' }] } },
    ],
    [
      'half a node as a limit',
      { limits: { nodes: 0.5 } },
      ofSchema('spec.limits.nodes is 0.5, allowed is integer; spec.limits.nodes is 0.5, allowed is string'),
      { limits: { nodes: 1 } },
    ],
    [
      'a startup taint with an empty value',
      { startupTaints: [Taint.noSchedule('example.com/warming', '')] },
      ofSchema(
        'spec.template.spec.startupTaints.0.value is "", allowed is what matches ' +
          '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*(\\/))?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$',
      ),
      { startupTaints: [Taint.noSchedule('example.com/warming')] },
    ],
  ])('%s', (_what, bad, message, good) => {
    expect(error(bad)).toBe(message);
    expect(accepted(good)).toBeDefined();
  });

  test('100 requirements are the most, and more are refused', () => {
    const many = (count: number) => ({
      requirements: Array.from({ length: count }, (_, index) => Requirement.exists(`example.com/label-${index}`)),
    });
    expect(accepted(many(100))).toBeDefined();
    expect(error(many(101))).toMatch(
      /^\[test\/pool] NodePool karpenter.sh\/v1: spec\.template\.spec\.requirements is .* NOT have more than 100 items$/,
    );
  });
});

describe('limits', () => {
  test.each([
    ['8x', { cpu: '8x' }, "[test/pool] limits.cpu is '8x', allowed are quantities such as 500m or 4"],
    [
      'not a number',
      { gpus: NaN },
      "[test/pool] limit of nvidia.com/gpu is 'NaN', allowed are quantities such as 500m, 4 or 16Gi",
    ],
    [
      'gpu for gpus',
      { gpu: 8 },
      "[test/pool] limits has the unknown field 'gpu', allowed are cpu, memory, gpus, nodes, resources",
    ],
  ])('%s is refused', (_what, limits, message) => {
    expect(error({ limits: untyped(limits) })).toBe(message);
  });

  test.each([
    ['cpu', '8'],
    ['cpu', '500m'],
    ['memory', '880Gi'],
    ['cpu', '1e3'],
    ['cpu', '+1'],
  ])('of %s %s is a quantity', (resource, limit) => {
    expect(new RegExp(quantity).test(limit)).toBe(true);
    expect(accepted({ limits: { [resource]: limit } })).toMatchObject({ limits: { [resource]: limit } });
  });

  test('a GPU pool without one is refused, also where limits is there but says nothing', () => {
    const message =
      '[test/pool] a gpu pool needs a limit, such as limits: { gpus: 8 }; without one it starts as many machines as pods ask for';
    expect(error(gpu)).toBe(message);
    expect(error({ ...gpu, limits: {} })).toBe(message);
    expect(error({ ...gpu, limits: { gpus: undefined } })).toBe(message);
    expect(accepted({ ...gpu, limits: { nodes: 1 } })).toBeDefined();
    expect(accepted({ ...gpu, gpuDefaults: false })).toBeDefined();
  });
});

describe('values that are not known', () => {
  test.each([
    ['a version', { version: untyped('v1alpha5') }, "[test/pool] version is 'v1alpha5', allowed are v1, v1beta1"],
    [
      'the older name of a policy in v1',
      { disruption: { consolidationPolicy: untyped('WhenUnderutilized') } },
      ofSchema(
        'spec.disruption.consolidationPolicy is "WhenUnderutilized", allowed are WhenEmpty, WhenEmptyOrUnderutilized, Balanced',
      ),
    ],
    [
      'a reason',
      { disruption: { budgets: [{ nodes: '1', reasons: [untyped('Expired')] }] } },
      ofSchema('spec.disruption.budgets.0.reasons.0 is "Expired", allowed are Underutilized, Empty, Drifted'),
    ],
    [
      'a field of the pool',
      untyped({ taint: Taint.gpu() }),
      "[test/pool] a NodePool has the unknown field 'taint', allowed are name, annotations, version, requirements, nodeClass, taints, " +
        'startupTaints, labels, nodeAnnotations, limits, weight, disruption, expireAfter, terminationGracePeriod, replicas, kubelet, gpuDefaults; ' +
        "did you mean 'taints'?",
    ],
    [
      'a field of disruption, which v1 has in the template',
      { disruption: untyped({ expireAfter: '720h' }) },
      "[test/pool] disruption has the unknown field 'expireAfter', allowed are consolidationPolicy, consolidateAfter, budgets",
    ],
    [
      'a field of a budget',
      { disruption: { budgets: [untyped({ nodes: '1', reason: 'Empty' })] } },
      "[test/pool] disruption.budgets[0] has the unknown field 'reason', allowed are nodes, schedule, duration, reasons; did you mean 'reasons'?",
    ],
    [
      'a budget without nodes',
      { disruption: { budgets: [untyped({})] } },
      ofSchema("spec.disruption.budgets.0 lacks the required field 'nodes'"),
    ],
  ])('%s', (_what, props, message) => {
    expect(error(props as Partial<NodePoolProps>)).toBe(message);
  });
});

describe('names', () => {
  const syntax = "must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit";

  test('a name that Kubernetes does not allow is refused', () => {
    expect(error({ name: 'A100' })).toBe(`[test/pool] name 'A100' ${syntax}`);
  });

  test('a name too long for the label that its nodes carry is refused', () => {
    expect(error({ name: 'a'.repeat(64) })).toBe(
      `[test/pool] name '${'a'.repeat(64)}' must be no more than 63 characters, has 64`,
    );
    expect(accepted({ name: 'a'.repeat(63) })).toBeDefined();
  });

  test('a reference to a node class without a name is refused', () => {
    expect(error({ nodeClass: { ...nodeClass, name: '' } })).toBe(`[test/pool] name of the node class '' ${syntax}`);
  });
});

describe('label keys', () => {
  const closed =
    'is not one of the keys of domain kubernetes.azure.com: cluster, ebpf-dataplane, ebpf-host-routing, fips_enabled, hostedvm, ' +
    'mode, network-policy, os-sku, priority, scalesetpriority, sku-cpu, sku-memory';

  test('a requirement of a restricted key is refused', () => {
    expect(error({ requirements: [Requirement.exists('kubernetes.azure.com/foo')] })).toBe(
      `[test/pool] requirement key 'kubernetes.azure.com/foo' ${closed}`,
    );
    expect(accepted({ requirements: [Requirement.exists('kubernetes.azure.com/mode')] })).toBeDefined();
  });

  test('a label of a restricted key is refused', () => {
    expect(error({ labels: { 'kubernetes.azure.com/foo': 'x' } })).toBe(
      `[test/pool] label 'kubernetes.azure.com/foo' ${closed}`,
    );
    expect(error({ labels: { 'karpenter.sh/nodepool': 'pool' } })).toBe(
      "[test/pool] label 'karpenter.sh/nodepool' is set by the platform and may not be set or required by a pool",
    );
    expect(accepted({ labels: { 'kubernetes.azure.com/mode': 'user' } })).toBeDefined();
  });

  test('a label value that Kubernetes does not allow is refused', () => {
    expect(error({ labels: { team: 'computer vision' } })).toBe(
      "[test/pool] value of label 'team' 'computer vision' must be empty or consist of letters, digits, '-', '_' and '.', " +
        'and begin and end with a letter or digit',
    );
  });

  test('a key of one version is refused in the other', () => {
    const old = [Requirement.exists('karpenter.azure.com/sku-accelerator')];
    expect(error({ requirements: old })).toMatch(
      /^\[test\/pool] requirement key 'karpenter.azure.com\/sku-accelerator' is not one of/,
    );
    expect(accepted({ requirements: old, version: 'v1beta1' })).toBeDefined();
    const current = [Requirement.skuSeries('NCads_v4')];
    expect(error({ requirements: current, version: 'v1beta1', gpuDefaults: false })).toBe(
      "[test/pool] requirement key 'karpenter.azure.com/sku-series' is not one of the keys of domain karpenter.azure.com: " +
        'sku-cpu, sku-family, sku-gpu-count, sku-gpu-manufacturer, sku-gpu-name, sku-memory, sku-name, ' +
        'sku-networking-accelerated, sku-accelerator, sku-encryptionathost-capable, sku-storage-ephemeralos-maxsize, ' +
        'sku-storage-premium-capable, sku-version',
    );
  });
});

describe('fields of one version only', () => {
  const old = { version: 'v1beta1' as const };

  test.each<[string, Partial<NodePoolProps>, string]>([
    [
      'kubelet in v1',
      { kubelet: { maxPods: 110 } },
      '[test/pool] kubelet is not in v1, only in v1beta1; give it to the node class',
    ],
    ['replicas in v1beta1', { ...old, replicas: 1 }, '[test/pool] replicas is not in v1beta1, only in v1'],
    [
      'terminationGracePeriod in v1beta1',
      { ...old, terminationGracePeriod: '1h' },
      '[test/pool] terminationGracePeriod is not in v1beta1, only in v1',
    ],
    [
      'Gte in v1beta1',
      { ...old, requirements: [Requirement.atLeast('karpenter.azure.com/sku-cpu', 8)] },
      '[test/pool] requirement karpenter.azure.com/sku-cpu Gte is not in v1beta1, allowed are In, NotIn, Exists, DoesNotExist, Gt and Lt',
    ],
    [
      'Lte in v1beta1',
      { ...old, requirements: [Requirement.atMost('karpenter.azure.com/sku-cpu', 8)] },
      '[test/pool] requirement karpenter.azure.com/sku-cpu Lte is not in v1beta1, allowed are In, NotIn, Exists, DoesNotExist, Gt and Lt',
    ],
    [
      'Balanced in v1beta1',
      { ...old, disruption: { consolidationPolicy: 'Balanced' } },
      ofSchema(
        'spec.disruption.consolidationPolicy is "Balanced", allowed are WhenEmpty, WhenUnderutilized',
        'v1beta1',
      ),
    ],
    [
      'reasons in v1beta1',
      { ...old, disruption: { budgets: [{ nodes: '1', reasons: ['Empty'] }] } },
      ofSchema(
        "spec.disruption.budgets.0 has the unknown field 'reasons', allowed are duration, nodes, schedule",
        'v1beta1',
      ),
    ],
    [
      'a time with the policy that is the default of v1beta1',
      { ...old, disruption: { consolidateAfter: '5m' } },
      "[test/pool] consolidateAfter '5m' goes only with consolidationPolicy WhenEmpty in v1beta1",
    ],
    [
      'the policy WhenEmpty without a time in v1beta1',
      { ...old, disruption: { consolidationPolicy: 'WhenEmpty' } },
      '[test/pool] consolidationPolicy WhenEmpty needs consolidateAfter in v1beta1',
    ],
    [
      'image thresholds the wrong way round in v1beta1',
      { ...old, kubelet: { imageGCHighThresholdPercent: 80, imageGCLowThresholdPercent: 80 } },
      '[test/pool] kubelet.imageGCHighThresholdPercent 80 is not more than imageGCLowThresholdPercent 80',
    ],
  ])('%s', (_what, props, message) => {
    expect(error(props)).toBe(message);
  });

  test('a node class of a version that no release serves beside it is refused', () => {
    const chart = testChart();
    const current = new AksNodeClass(chart, 'current');
    expect(messageOf(() => new NodePool(chart, 'pool', { ...cpu, version: 'v1beta1', nodeClass: current }))).toBe(
      '[test/pool] no release of the Azure provider serves NodePool v1beta1 and AKSNodeClass v1beta1; use AKSNodeClass v1alpha2',
    );
    const older = new AksNodeClass(chart, 'older', { version: 'v1alpha2' });
    expect(new NodePool(chart, 'old', { ...cpu, version: 'v1beta1', nodeClass: older }).name).toBe('old');
    expect(new NodePool(chart, 'new', { ...cpu, nodeClass: older }).name).toBe('new');
  });
});

describe('fields that exclude each other', () => {
  test('a pool of fixed size has no weight', () => {
    expect(error({ replicas: 1, weight: 10 })).toBe(
      '[test/pool] weight is not for a pool of fixed size, which has replicas',
    );
  });

  test('a pool of fixed size has no limit but its nodes', () => {
    expect(error({ replicas: 1, limits: { cpu: 8, gpus: 1, nodes: 2 } })).toBe(
      '[test/pool] limits of cpu, nvidia.com/gpu are not for a pool of fixed size, which has only limits.nodes',
    );
  });

  test('the schedule of a budget is one that Karpenter can read', () => {
    const budget = (schedule: string): { disruption: object } => ({
      disruption: { budgets: [{ nodes: '0', schedule, duration: '8h' }] },
    });
    expect(error(budget('0 6 * * mon-fri 2026'))).toBe(
      "[test/pool] disruption.budgets has the schedule '0 6 * * mon-fri 2026': expected exactly 5 fields, found 6: [0 6 * * mon-fri 2026]",
    );
    expect(error(budget('0 25 * * *'))).toMatch(
      /^\[test\/pool\] disruption\.budgets has the schedule '0 25 \* \* \*': /,
    );
    expect(error(budget('CRON_TZ=Europe/Berlin 0 6 * * *'))).toBe(
      "[test/pool] disruption.budgets has the schedule 'CRON_TZ=Europe/Berlin 0 6 * * *', which names a time zone; Karpenter reads schedules in UTC, allowed is one without",
    );
    for (const schedule of ['0 6 * * mon-fri', ' 0 6 * * 1', '@daily', '@daily '])
      expect([schedule, accepted(budget(schedule))]).toEqual([schedule, expect.anything()]);
  });

  test('the schedule and the duration of a budget go together', () => {
    expect(error({ disruption: { budgets: [{ nodes: '0' }, { nodes: '10%', schedule: '@daily' }] } })).toBe(
      '[test/pool] disruption.budgets has one of 10% with a schedule but no duration',
    );
    expect(error({ disruption: { budgets: [{ nodes: '0', duration: '8h' }] } })).toBe(
      '[test/pool] disruption.budgets has one of 0 with a duration but no schedule',
    );
  });
});
