import { affinity, pod, requires } from '../build';
import { ALL, kwokPool, refusals, sizesFor } from './kwok';

const preferred = (preference: object): object => ({
  nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference }] },
});
const prefers = (...matchExpressions: object[]): object => preferred({ matchExpressions });
const withAffinity = (given: object): ReturnType<typeof pod> => pod('x', { spec: { affinity: given } });

/**
 * `Provisioner.Validate` looks at the node selector, all required and all preferred terms (`validateNodeSelector`,
 * `validateAffinity`) before any preference is relaxed; what `ValidateRequirement` refuses keeps the whole pod out.
 */
describe('pods that Karpenter does not look at', () => {
  test.each([
    ['a preferred label of its own', prefers(requires('karpenter.sh/initialized', 'In', 'true'))],
    ['a preferred hostname', prefers(requires('kubernetes.io/hostname', 'In', 'a'))],
    ['a preferred field', preferred({ matchFields: [requires('metadata.name', 'In', 'a')] })],
    ['a preferred Gt of no whole number', prefers(requires('karpenter.kwok.sh/instance-cpu', 'Gt', '1.5'))],
    ['a preferred Lt of a word', prefers(requires('karpenter.kwok.sh/instance-cpu', 'Lt', 'many'))],
    ['a preferred capacity type that none has', prefers(requires('karpenter.sh/capacity-type', 'In', 'cheap'))],
    // `validateKarpenterManagedLabelCanExist` reads NewPodRequirements, with the heaviest preference.
    ['a preference for nodes of nobody', prefers(requires('karpenter.sh/nodepool', 'DoesNotExist'))],
    ['a required Gt of no whole number', affinity([requires('karpenter.kwok.sh/instance-cpu', 'Gt', '1.5')])],
    ['a required Gt of nothing', affinity([requires('karpenter.kwok.sh/instance-cpu', 'Gt', '')])],
    ['a required Gt below zero', affinity([requires('karpenter.kwok.sh/instance-cpu', 'Gt', '-1')])],
    [
      'a second term with a capacity type that none has',
      affinity([requires('kubernetes.io/os', 'In', 'linux')], [requires('karpenter.sh/capacity-type', 'In', 'cheap')]),
    ],
    [
      'a second term with a hostname',
      affinity([requires('kubernetes.io/os', 'In', 'linux')], [requires('kubernetes.io/hostname', 'NotIn', 'a')]),
    ],
    // No provider but Azure's has its node class among the labels that it knows (`IsRestrictedLabel`).
    ['the node class', affinity([requires('karpenter.kwok.sh/kwoknodeclass', 'In', 'default')])],
    [
      'a label of the provider that it does not have',
      affinity([requires('karpenter.kwok.sh/generation', 'NotIn', '1')]),
    ],
  ])('%s', (_name, given) => {
    expect(sizesFor(kwokPool('p'), withAffinity(given))).toBe('none');
    expect(refusals(kwokPool('p'), withAffinity(given))[0]).toMatch(/^ignoring pod, /);
  });

  test.each([
    ['a preferred label that is not known is relaxed', prefers(requires('team', 'In', 'a')), ALL],
    ['a preferred Gt of a whole number', prefers(requires('karpenter.kwok.sh/instance-cpu', 'Gt', '16')), 'gpu.four'],
    [
      'a preferred Gt that none fulfils is relaxed',
      prefers(requires('karpenter.kwok.sh/instance-cpu', 'Gt', '99')),
      ALL,
    ],
    [
      'one of the capacity types is known',
      affinity([requires('karpenter.sh/capacity-type', 'In', 'cheap', 'spot')]),
      'arm.small cpu.small gpu.one mem.big',
    ],
    ['another pool than nobody', affinity([requires('karpenter.sh/nodepool', 'Exists')]), ALL],
    [
      'any capacity type but one that none has',
      affinity([requires('karpenter.sh/capacity-type', 'NotIn', 'cheap')]),
      ALL,
    ],
  ])('not %s', (_name, given, sizes) => {
    expect(sizesFor(kwokPool('p'), withAffinity(given))).toBe(sizes);
  });
});

/** `NodePool.RuntimeValidate`: what it refuses leaves the pool unready, and the provisioner reads ready pools alone. */
describe('pools that are not ready', () => {
  const taint = (key: string, effect: string): object => ({ key, effect });

  test.each([
    ['a taint twice', { taints: [taint('a', 'NoSchedule'), taint('a', 'NoSchedule')] }, 'none'],
    [
      'a taint that is a startup taint too',
      { taints: [taint('a', 'NoSchedule')], startupTaints: [taint('a', 'NoSchedule')] },
      'none',
    ],
    ['two effects of a key', { taints: [taint('a', 'NoSchedule')], startupTaints: [taint('a', 'NoExecute')] }, ALL],
  ])('%s', (_name, template, sizes) => {
    const tolerations = [{ operator: 'Exists' }];
    expect(sizesFor(kwokPool('p', { template }), pod('x', { spec: { tolerations } }))).toBe(sizes);
  });

  test('fewer capacity types that exist than minValues', () => {
    const of = (...values: string[]): ReturnType<typeof kwokPool> =>
      kwokPool('p', { requirements: [{ ...requires('karpenter.sh/capacity-type', 'In', ...values), minValues: 2 }] });
    expect(sizesFor(of('spot', 'cheap'), pod('x'))).toBe('none');
    expect(refusals(of('spot', 'cheap'), pod('x'))).toEqual([
      'NodePool is not ready: not enough valid values found for karpenter.sh/capacity-type',
    ]);
    expect(sizesFor(of('spot', 'on-demand'), pod('x'))).toBe(ALL);
  });

  test('the node class as a requirement', () => {
    const requirements = [requires('karpenter.kwok.sh/kwoknodeclass', 'In', 'default')];
    expect(sizesFor(kwokPool('p', { requirements }), pod('x'))).toBe('none');
  });
});
