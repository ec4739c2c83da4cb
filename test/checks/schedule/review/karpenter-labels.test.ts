import type { KubernetesObject } from '../../../../src/checks/manifest';
import { pod, requires } from '../build';
import { ALL, kwok, kwokPool, needs, selects, sizesFor, TYPE, ZONE } from './kwok';

/** `Requirements.Compatible`, `Intersects` and `Requirement.Intersection`, of a pool and a pod. */
describe('labels', () => {
  test.each<[string, object[], object, KubernetesObject, string]>([
    ['NotIn of a label that nobody knows', [], {}, needs(requires('team', 'NotIn', 'a')), ALL],
    ['DoesNotExist of a label that nobody knows', [], {}, needs(requires('team', 'DoesNotExist')), ALL],
    ['Exists of a label that nobody knows', [], {}, needs(requires('team', 'Exists')), 'none'],
    ['Gt of a label that nobody knows', [], {}, needs(requires('team', 'Gt', '1')), 'none'],
    ['In of values that a pool offers', [requires('team', 'In', 'a', 'b')], {}, selects({ team: 'b' }), ALL],
    ['In of others', [requires('team', 'In', 'a', 'b')], {}, selects({ team: 'c' }), 'none'],
    [
      'NotIn of some values that a pool offers',
      [requires('team', 'In', 'a', 'b')],
      {},
      needs(requires('team', 'NotIn', 'a')),
      ALL,
    ],
    [
      'NotIn of all values that a pool offers',
      [requires('team', 'In', 'a', 'b')],
      {},
      needs(requires('team', 'NotIn', 'a', 'b')),
      'none',
    ],
    [
      'DoesNotExist where the pool has values',
      [requires('team', 'In', 'a')],
      {},
      needs(requires('team', 'DoesNotExist')),
      'none',
    ],
    [
      'DoesNotExist where the pool wants some value',
      [requires('team', 'Exists')],
      {},
      needs(requires('team', 'DoesNotExist')),
      'none',
    ],
    [
      'DoesNotExist where the pool excludes one',
      [requires('team', 'NotIn', 'a')],
      {},
      needs(requires('team', 'DoesNotExist')),
      ALL,
    ],
    [
      'NotIn where the pool has none',
      [requires('team', 'DoesNotExist')],
      {},
      needs(requires('team', 'NotIn', 'a')),
      ALL,
    ],
    [
      'Exists where the pool has none',
      [requires('team', 'DoesNotExist')],
      {},
      needs(requires('team', 'Exists')),
      'none',
    ],
    [
      'Exists where the pool excludes one',
      [requires('team', 'NotIn', 'a')],
      {},
      needs(requires('team', 'Exists')),
      ALL,
    ],
    ['a value that the pool excludes', [requires('team', 'NotIn', 'a')], {}, selects({ team: 'a' }), 'none'],
    [
      'Gt of a number that the pool offers',
      [requires('tier', 'In', '1', '5')],
      {},
      needs(requires('tier', 'Gt', '3')),
      ALL,
    ],
    [
      'Gt of no number that the pool offers',
      [requires('tier', 'In', '1', 'five')],
      {},
      needs(requires('tier', 'Gt', '3')),
      'none',
    ],
    ['Gt where the pool wants some value', [requires('tier', 'Exists')], {}, needs(requires('tier', 'Gt', '3')), ALL],
    ['Gt against Lt of the pool', [requires('tier', 'Lt', '4')], {}, needs(requires('tier', 'Gt', '3')), 'none'],
    [
      'Gt against Lt of the pool with a number between',
      [requires('tier', 'Lt', '5')],
      {},
      needs(requires('tier', 'Gt', '3')),
      ALL,
    ],
    ['a label of the pool', [], { team: 'a' }, selects({ team: 'a' }), ALL],
    [
      'a label of the pool against its requirement',
      [requires('team', 'In', 'b')],
      { team: 'a' },
      selects({ team: 'a' }),
      'none',
    ],
    ['a label of the pool, negated', [], { team: 'a' }, needs(requires('team', 'NotIn', 'a')), 'none'],
    ['a zone by label of the pool', [], { [ZONE]: 'zc' }, pod('x'), 'arm.small cpu.big cpu.small gpu.one'],
    ['a region, which no size tells', [], {}, selects({ 'topology.kubernetes.io/region': 'r' }), ALL],
    [
      'a zone by its old name',
      [],
      {},
      selects({ 'failure-domain.beta.kubernetes.io/zone': 'zc' }),
      'arm.small cpu.big cpu.small gpu.one',
    ],
    ['a size by its old name', [], {}, selects({ 'beta.kubernetes.io/instance-type': 'mem.big' }), 'mem.big'],
    ['a pool by its name', [], {}, selects({ 'karpenter.sh/nodepool': 'p' }), ALL],
    ['another pool', [], {}, needs(requires('karpenter.sh/nodepool', 'NotIn', 'p')), 'none'],
    ['a well-known label that must be absent', [], {}, needs(requires(kwok('family'), 'DoesNotExist')), 'none'],
    ['a role', [], {}, selects({ 'node-role.kubernetes.io/worker': '' }), 'none'],
    [
      'a role that the pool has',
      [],
      { 'node-role.kubernetes.io/worker': '' },
      selects({ 'node-role.kubernetes.io/worker': '' }),
      ALL,
    ],
  ])('%s', (_name, requirements, labels, asked, sizes) => {
    expect(sizesFor(kwokPool('p', { requirements, labels }), asked)).toBe(sizes);
  });
});

/** `filterInstanceTypesByRequirements`: the size's requirements, its room and one of its offerings. */
describe('sizes and offerings', () => {
  test.each<[string, object[], KubernetesObject, string]>([
    ['a zone that only some offer', [], selects({ [ZONE]: 'za' }), 'cpu.big cpu.small mem.big win.small'],
    ['spot', [], selects({ [TYPE]: 'spot' }), 'arm.small cpu.small gpu.one mem.big'],
    ['spot in a zone', [requires(TYPE, 'In', 'spot')], selects({ [ZONE]: 'zc' }), 'arm.small cpu.small gpu.one'],
    ['on demand by exclusion', [], needs(requires(TYPE, 'NotIn', 'spot')), ALL],
    ['neither', [requires(TYPE, 'NotIn', 'spot', 'on-demand')], pod('x'), 'none'],
    ['reserved', [requires(TYPE, 'In', 'reserved')], pod('x'), 'none'],
    ['reserved or spot', [requires(TYPE, 'In', 'reserved', 'spot')], pod('x'), 'arm.small cpu.small gpu.one mem.big'],
    ['GPUs on spot', [requires(TYPE, 'In', 'spot')], pod('x', { requests: { 'nvidia.com/gpu': '2' } }), 'none'],
    [
      'GPUs in a zone without',
      [],
      pod('x', { requests: { 'nvidia.com/gpu': '1' }, spec: undefined }),
      'gpu.four gpu.one',
    ],
    [
      'Gt and Lt',
      [requires(kwok('cpu'), 'Gt', '2'), requires(kwok('cpu'), 'Lt', '16')],
      pod('x'),
      'arm.small gpu.one win.small',
    ],
    [
      'Gte and Lte',
      [requires(kwok('cpu'), 'Gte', '2'), requires(kwok('cpu'), 'Lte', '4')],
      pod('x'),
      'arm.small cpu.small win.small',
    ],
    ['Gt of what is no number', [requires(kwok('memory'), 'Gt', '8')], pod('x'), 'none'],
    ['an excluded family', [requires(kwok('family'), 'NotIn', 'cpu', 'mem', 'gpu')], pod('x'), 'arm.small win.small'],
    ['a family that is not there', [requires(kwok('family'), 'In', 'cpu', 'tpu')], pod('x'), 'cpu.big cpu.small'],
    ['only families that are not there', [requires(kwok('family'), 'In', 'tpu')], pod('x'), 'none'],
    ['a step of several families', [requires(kwok('size'), 'In', 'big')], pod('x'), 'cpu.big mem.big'],
    ['windows', [], selects({ 'kubernetes.io/os': 'windows' }), 'win.small'],
    ['windows on spot', [], selects({ 'kubernetes.io/os': 'windows', [TYPE]: 'spot' }), 'none'],
    ['arm by exclusion', [], needs(requires('kubernetes.io/arch', 'NotIn', 'amd64')), 'arm.small'],
    ['what is allocatable', [], pod('x', { requests: { cpu: '15900m' } }), 'cpu.big gpu.four mem.big'],
    ['more than is allocatable', [], pod('x', { requests: { cpu: '15901m' } }), 'gpu.four'],
    ['storage', [], pod('x', { requests: { 'ephemeral-storage': '101Gi' } }), 'none'],
    ['a resource that none has', [], pod('x', { requests: { 'example.com/fpga': '1' } }), 'none'],
    ['none of a resource that none has', [], pod('x', { requests: { 'example.com/fpga': '0' } }), ALL],
    ['the pod itself', [], pod('x', { spec: { resources: { requests: { cpu: '16' } } } }), 'gpu.four'],
  ])('%s', (_name, requirements, asked, sizes) => {
    expect(sizesFor(kwokPool('p', { requirements }), asked)).toBe(sizes);
  });
});
