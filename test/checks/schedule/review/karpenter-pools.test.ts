import type { KubernetesObject } from '../../../../src/checks/manifest';
import { pod, requires } from '../build';
import { ALL, kwok, kwokPool, selects, sizesFor, ZONE } from './kwok';

/** `Taints.ToleratesPod` with `Preferences.toleratePreferNoScheduleTaints`. */
describe('taints of pools', () => {
  const taint = (effect: string, value?: string): object => ({ key: 'k', effect, value });

  test.each<[string, object, object[], string]>([
    ['NoSchedule', { taints: [taint('NoSchedule')] }, [], 'none'],
    ['NoExecute', { taints: [taint('NoExecute')] }, [], 'none'],
    ['PreferNoSchedule', { taints: [taint('PreferNoSchedule')] }, [], ALL],
    ['both', { taints: [taint('PreferNoSchedule'), taint('NoSchedule')] }, [], 'none'],
    ['a startup taint', { startupTaints: [taint('NoSchedule')] }, [], ALL],
    ['another value', { taints: [taint('NoSchedule', 'a')] }, [{ key: 'k', value: 'b' }], 'none'],
    ['the value', { taints: [taint('NoSchedule', 'a')] }, [{ key: 'k', value: 'a' }], ALL],
    [
      'another effect',
      { taints: [taint('NoExecute')] },
      [{ key: 'k', operator: 'Exists', effect: 'NoSchedule' }],
      'none',
    ],
    [
      'for some time',
      { taints: [taint('NoExecute')] },
      [{ key: 'k', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }],
      ALL,
    ],
    ['everything', { taints: [taint('NoExecute'), taint('NoSchedule')] }, [{ operator: 'Exists' }], ALL],
  ])('%s', (_name, template, tolerations, sizes) => {
    expect(sizesFor(kwokPool('p', { template }), pod('x', { spec: { tolerations } }))).toBe(sizes);
  });
});

/** `filterByRemainingResources` compares capacity, resource by resource. */
describe('limits', () => {
  test.each<[string, object, KubernetesObject, string]>([
    ['of CPUs', { cpu: '4' }, pod('x'), 'arm.small cpu.small win.small'],
    ['of CPUs, one too few', { cpu: '3' }, pod('x'), 'cpu.small'],
    ['of memory', { memory: '56Gi' }, pod('x'), 'arm.small cpu.small gpu.one win.small'],
    ['of memory, a byte too few', { memory: '58720255Ki' }, pod('x'), 'arm.small cpu.small win.small'],
    ['of both', { cpu: '16', memory: '32Gi' }, pod('x'), 'arm.small cpu.small win.small'],
    ['of GPUs', { 'nvidia.com/gpu': '1' }, pod('x', { requests: { 'nvidia.com/gpu': '1' } }), 'gpu.one'],
    ['of GPUs, none', { 'nvidia.com/gpu': '0' }, pod('x'), 'arm.small cpu.big cpu.small mem.big win.small'],
    ['of GPUs, too few', { 'nvidia.com/gpu': '3' }, pod('x', { requests: { 'nvidia.com/gpu': '2' } }), 'none'],
    ['of what is not there', { 'example.com/fpga': '0' }, pod('x'), ALL],
    ['of nothing', { cpu: '0' }, pod('x'), 'none'],
    ['that leave too little room', { cpu: '4' }, pod('x', { requests: { cpu: '3901m' } }), 'none'],
    ['of pods', { pods: '109' }, pod('x'), 'none'],
    ['of storage', { 'ephemeral-storage': '100Gi' }, pod('x'), ALL],
    ['of nodes', { nodes: '1' }, pod('x'), ALL],
    ['of no nodes', { nodes: '0' }, pod('x'), 'none'],
    ['by number', { cpu: 4 }, pod('x'), 'arm.small cpu.small win.small'],
  ])('%s', (_name, limits, asked, sizes) => {
    expect(sizesFor(kwokPool('p', { spec: { limits } }), asked)).toBe(sizes);
  });
});

/** `InstanceTypes.SatisfiesMinValues` over what is left for the pod. */
describe('minValues', () => {
  const least = (minValues: number, key: string, operator: string, ...values: string[]): object => ({
    ...requires(key, operator, ...values),
    minValues,
  });

  test.each<[string, object[], KubernetesObject, object, string]>([
    ['families', [least(5, kwok('family'), 'Exists')], pod('x'), {}, ALL],
    ['one family too few', [least(6, kwok('family'), 'Exists')], pod('x'), {}, 'none'],
    [
      'families that the pod leaves',
      [least(2, kwok('family'), 'Exists')],
      selects({ 'kubernetes.io/arch': 'arm64' }),
      {},
      'none',
    ],
    [
      'families with room',
      [least(3, kwok('family'), 'Exists')],
      pod('x', { requests: { cpu: '10' } }),
      {},
      'cpu.big gpu.four mem.big',
    ],
    [
      'families with room, too few',
      [least(4, kwok('family'), 'Exists')],
      pod('x', { requests: { cpu: '10' } }),
      {},
      'none',
    ],
    [
      'sizes within limits',
      [least(4, 'node.kubernetes.io/instance-type', 'Exists')],
      pod('x'),
      { limits: { cpu: '4' } },
      'none',
    ],
    [
      'sizes within limits, enough',
      [least(3, 'node.kubernetes.io/instance-type', 'Exists')],
      pod('x'),
      { limits: { cpu: '4' } },
      'arm.small cpu.small win.small',
    ],
    // A size counts with all its zones, also those that the pod leaves out.
    [
      'zones of the sizes',
      [least(3, ZONE, 'Exists')],
      selects({ [ZONE]: 'za' }),
      {},
      'cpu.big cpu.small mem.big win.small',
    ],
    ['of a label that sizes do not have', [least(1, 'team', 'In', 'a', 'b')], pod('x'), {}, 'none'],
    [
      'the most of two',
      [least(2, kwok('family'), 'Exists'), least(6, kwok('family'), 'NotIn', 'tpu')],
      pod('x'),
      {},
      'none',
    ],
    ['CPUs by bounds', [least(2, kwok('cpu'), 'Gt', '8')], pod('x'), {}, 'cpu.big gpu.four mem.big'],
    ['CPUs by bounds, too few', [least(3, kwok('cpu'), 'Gt', '8')], pod('x'), {}, 'none'],
  ])('%s', (_name, requirements, asked, spec, sizes) => {
    expect(sizesFor(kwokPool('p', { requirements, spec }), asked)).toBe(sizes);
  });
});
