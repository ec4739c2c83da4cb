import { Chart } from 'cdk8s';
import { PlatformApp } from '../../src/core/platform-app';
import { Taint } from '../../src/core/taint';
import { ToolFile } from '../../src/core/tool-file';
import { Target } from '../../src/facts/target';
import { AksNodeClass, NodePool, Requirement } from '../../src/karpenter';
import type { AksNodeClassProps } from '../../src/karpenter';
import { DevicePlugin, GpuOperator, Sharing } from '../../src/nvidia';
import type { GpuOperatorProps } from '../../src/nvidia';
import { messageOf, untyped, yamlOf } from '../support/chart';
import type { Rendered } from '../support/chart';
import { pool } from './render';

const chart = (): Chart => new Chart(new PlatformApp({ target: Target.aks('1.34') }), 'gpu', { namespace: 'ml' });

function poolIn(scope: Chart, name: string, nodeClass = new AksNodeClass(scope, `class-${name}`)): NodePool {
  return new NodePool(scope, name, {
    requirements: [Requirement.skuName('Standard_NC24ads_A100_v4')],
    taints: [Taint.gpu()],
    limits: { gpus: 8 },
    nodeClass,
  });
}

const valuesOf = (operator: GpuOperator): string => (operator.node.findChild('Values') as ToolFile).toText();

test('defaults: a namespace, values of the chart, and node classes without a driver', () => {
  const scope = chart();
  const operator = new GpuOperator(scope, 'operator', { pools: [poolIn(scope, 'a100')] });
  expect(yamlOf(scope)).toMatchSnapshot();
  expect(valuesOf(operator)).toMatchSnapshot();
  expect(operator.resourceNames).toEqual(['nvidia.com/gpu']);
});

test('everything set, by Flux', () => {
  const scope = chart();
  const operator = new GpuOperator(scope, 'operator', {
    pools: [pool('a100', { taints: [Taint.noSchedule('sku', 'gpu')], spot: true }), pool('h100')],
    namespace: 'nvidia',
    release: 'v26.3.0',
    driverVersion: '580.82.07',
    migStrategy: 'mixed',
    metrics: false,
    sharing: Sharing.timeSlicing({ resources: [{ name: 'nvidia.com/gpu', replicas: 4 }], renameByDefault: true }),
    install: 'flux',
  });
  expect(yamlOf(scope)).toMatchSnapshot();
  expect(operator.resourceNames).toEqual(['nvidia.com/gpu.shared']);
});

test("with the provider's driver, the node class keeps it and the operator installs neither driver nor toolkit", () => {
  const scope = chart();
  const operator = new GpuOperator(scope, 'operator', { pools: [poolIn(scope, 'a100')], driver: 'provider' });
  expect(valuesOf(operator)).toMatchSnapshot();
  expect(yamlOf(scope)).not.toContain('mode: None');
});

describe('KKA-26: one offers the GPUs of a pool, and one installs the driver', () => {
  test.each([
    ['the device plugin first', true],
    ['the operator first', false],
  ])('a pool of both is refused, %s', (_which, pluginFirst) => {
    const scope = chart();
    const a100 = poolIn(scope, 'a100');
    const plugin = (): unknown => new DevicePlugin(scope, 'plugin', { pools: [a100] });
    const operator = (): unknown => new GpuOperator(scope, 'operator', { pools: [a100] });
    const [first, second] = pluginFirst ? [plugin, operator] : [operator, plugin];
    first();
    expect(messageOf(second)).toBe(
      pluginFirst
        ? "[gpu/operator] pool 'a100' has its GPUs offered by the device plugin at [gpu/plugin] already, and the GPU Operator would offer them again; give it one of the two"
        : "[gpu/plugin] pool 'a100' has its GPUs offered by the GPU Operator at [gpu/operator] already, and the device plugin would offer them again; give it one of the two",
    );
  });

  test('two pools may have one each', () => {
    const scope = chart();
    new DevicePlugin(scope, 'plugin', { pools: [poolIn(scope, 'a100')] });
    new GpuOperator(scope, 'operator', { pools: [poolIn(scope, 'h100')] });
    const classes = scope.toJson().filter(({ kind }: Rendered) => kind === 'AKSNodeClass');
    expect(classes.map(({ metadata, spec }: Rendered) => [metadata.name, spec?.gpu?.mode])).toEqual([
      ['class-a100', undefined],
      ['class-h100', 'None'],
    ]);
  });

  test('not with one node class, for it either has the driver or has it not', () => {
    const scope = chart();
    const shared = new AksNodeClass(scope, 'shared');
    new DevicePlugin(scope, 'plugin', { pools: [poolIn(scope, 'a100', shared)] });
    const h100 = poolIn(scope, 'h100', shared);
    expect(messageOf(() => new GpuOperator(scope, 'operator', { pools: [h100] }))).toBe(
      '[gpu/shared] serves the device plugin at [gpu/plugin] and the GPU Operator at [gpu/operator], of which one installs the driver itself; give their pools a node class each',
    );
  });

  test.each<[AksNodeClassProps, Partial<GpuOperatorProps>, string]>([
    [
      { gpu: { mode: 'Driver' } },
      {},
      "gpu.mode is 'Driver', but the GPU Operator at [gpu/operator] installs the driver itself; leave it out, or give 'None'",
    ],
    [
      { gpu: { mode: 'None' } },
      { driver: 'provider' },
      "gpu.mode is 'None', but the GPU Operator at [gpu/operator] needs the driver of the node image; leave it out, or give 'Driver'",
    ],
  ])('a node class of %j with an operator of %j is refused', (nodeClass, props, message) => {
    const scope = chart();
    const a100 = poolIn(scope, 'a100', new AksNodeClass(scope, 'class', nodeClass));
    expect(messageOf(() => new GpuOperator(scope, 'operator', { pools: [a100], ...props }))).toBe(
      `[gpu/class] ${message}`,
    );
  });
});

test.each<[string, Partial<GpuOperatorProps>, string]>([
  ['no pool', { pools: [] }, 'pools is empty, so there is no node for the operator'],
  [
    'the namespace default',
    { namespace: 'default' },
    "namespace is 'default', allowed is one of its own, for its pods are privileged",
  ],
  [
    'kube-system',
    { namespace: 'kube-system' },
    "namespace is 'kube-system', allowed is one of its own, for its pods are privileged",
  ],
  ['a release without v', { release: '26.7.0' }, "release is '26.7.0', allowed is a release such as v26.7.0"],
  ['a driver of nobody', { driver: untyped('none') }, "driver is 'none', allowed are operator, provider"],
  [
    "a version of the provider's driver",
    { driver: 'provider', driverVersion: '580.82.07' },
    "driverVersion is given, and driver 'provider' takes the driver of the node image",
  ],
  [
    'an unknown option',
    untyped({ mig: 'single' }),
    "a GpuOperator has the unknown field 'mig', allowed are pools, namespace, release, driver, driverVersion, migStrategy, sharing, metrics, install",
  ],
])('%s is refused', (_what, props, message) => {
  const scope = chart();
  expect(messageOf(() => new GpuOperator(scope, 'operator', { pools: [pool('a100')], ...props }))).toBe(
    `[gpu/operator] ${message}`,
  );
});

test('every check passes', () => {
  const scope = chart();
  new GpuOperator(scope, 'operator', { pools: [poolIn(scope, 'a100')], install: 'flux' });
  expect((scope.node.root as PlatformApp).check()).toEqual([]);
});
