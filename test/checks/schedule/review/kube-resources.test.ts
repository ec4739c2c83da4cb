import type { KubernetesObject } from '../../../../src/checks/manifest';
import { node, nodesFor, pod, seated } from '../build';

const container = (requests: object, more: object = {}): object => ({
  name: 'c',
  image: 'registry.example/app:1',
  resources: { requests },
  ...more,
});

/** `resource.PodRequests` and `noderesources.fitsRequest`. */
describe('resources', () => {
  const fits = (cpu: string, spec: object): boolean =>
    nodesFor(node('a', { allocatable: { cpu } }), pod('x', { spec })).length > 0;
  /** The least whole number of CPUs that a pod fits on. */
  const needs = (spec: object): number => [...Array(20).keys()].find((cpu) => fits(String(cpu), spec))!;
  const cpu = (amount: string, more: object = {}): object => container({ cpu: amount }, more);
  const sidecar = (amount: string): object => cpu(amount, { restartPolicy: 'Always' });

  test.each<[string, object, number]>([
    ['containers together', { containers: [cpu('1'), cpu('2')] }, 3],
    ['the greatest step', { containers: [cpu('1')], initContainers: [cpu('4'), cpu('3')] }, 4],
    ['a sidecar stays', { containers: [cpu('2')], initContainers: [sidecar('1')] }, 3],
    ['a sidecar before a step', { containers: [cpu('1')], initContainers: [sidecar('2'), cpu('3')] }, 5],
    ['a sidecar after a step', { containers: [cpu('1')], initContainers: [cpu('3'), sidecar('2')] }, 3],
    ['a step between sidecars', { containers: [cpu('1')], initContainers: [sidecar('1'), cpu('5'), sidecar('4')] }, 6],
    ['sidecars together', { containers: [cpu('1')], initContainers: [sidecar('2'), sidecar('3')] }, 6],
    ['overhead beside a step', { containers: [cpu('1')], initContainers: [cpu('3')], overhead: { cpu: '1' } }, 4],
    [
      'a limit of a step',
      { containers: [cpu('1')], initContainers: [container({}, { resources: { limits: { cpu: '4' } } })] },
      4,
    ],
    ['the pod itself', { containers: [cpu('1')], resources: { requests: { cpu: '3' } } }, 3],
    ['limits of the pod itself', { containers: [container({})], resources: { limits: { cpu: '3' } } }, 3],
    ['limits of the pod, requests of containers', { containers: [cpu('1')], resources: { limits: { cpu: '3' } } }, 1],
    [
      'the pod itself and a greater step',
      { containers: [cpu('1')], initContainers: [cpu('5')], resources: { requests: { cpu: '2' } } },
      2,
    ],
    [
      'the pod itself with overhead',
      { containers: [cpu('1')], resources: { requests: { cpu: '2' } }, overhead: { cpu: '1' } },
      3,
    ],
    ['nothing asked', { containers: [container({})] }, 0],
    ['a fraction is rounded up', { containers: [cpu('1.0001')] }, 2],
  ])('%s', (_name, spec, expected) => {
    expect(needs(spec)).toBe(expected);
  });

  test('each resource has its own greatest step', () => {
    const spec = {
      containers: [container({ cpu: '1', memory: '4Gi' })],
      initContainers: [container({ cpu: '3', memory: '1Gi' })],
    };
    expect(nodesFor(node('a', { allocatable: { cpu: '3', memory: '4Gi' } }), pod('x', { spec }))).toEqual(['a']);
    expect(nodesFor(node('a', { allocatable: { cpu: '2', memory: '8Gi' } }), pod('x', { spec }))).toEqual([]);
  });

  test.each<[string, object, object, boolean]>([
    ['storage', { 'ephemeral-storage': '10Gi' }, { 'ephemeral-storage': '10Gi' }, true],
    ['too little storage', { 'ephemeral-storage': '10Gi' }, { 'ephemeral-storage': '9Gi' }, false],
    ['huge pages', { 'hugepages-2Mi': '4Mi' }, { 'hugepages-2Mi': '4Mi' }, true],
    ['huge pages of another size', { 'hugepages-2Mi': '4Mi' }, { 'hugepages-1Gi': '4Gi' }, false],
    ['a device', { 'example.com/fpga': '2' }, { 'example.com/fpga': '2' }, true],
    ['one device too many', { 'example.com/fpga': '3' }, { 'example.com/fpga': '2' }, false],
    ['no device of the kind', { 'example.com/fpga': '1' }, {}, false],
    ['none of a device that is not there', { 'example.com/fpga': '0' }, {}, true],
    ['decimal and binary units', { memory: '1000Ki' }, { memory: '1M' }, false],
    ['an exponent', { memory: '1e6' }, { memory: '1M' }, true],
    ['thousandths of a byte', { memory: '1000001m' }, { memory: '1000' }, false],
  ])('%s', (_name, requests, allocatable, taken) => {
    expect(nodesFor(node('a', { allocatable }), pod('x', { requests }))).toEqual(taken ? ['a'] : []);
  });

  // The scheduler's informer leaves out pods that ended; one that is being deleted holds what it has.
  test.each<[string, object, boolean]>([
    ['runs', { status: { phase: 'Running' } }, false],
    ['starts', { status: { phase: 'Pending' } }, false],
    ['is unknown', { status: { phase: 'Unknown' } }, false],
    ['succeeded', { status: { phase: 'Succeeded' } }, true],
    ['failed', { status: { phase: 'Failed' } }, true],
    ['is being deleted', { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }, false],
  ])('beside a pod that %s', (_name, parts, taken) => {
    const other = seated('s', 'a', { requests: { cpu: '3' }, ...parts });
    expect(nodesFor(node('a'), other, pod('x', { requests: { cpu: '2' } }))).toEqual(taken ? ['a'] : []);
  });

  test('the number of pods', () => {
    const full = (count: number): KubernetesObject[] => [
      node('a', { allocatable: { pods: '2' } }),
      ...[...Array(count).keys()].map((index) => seated(`s${index}`, 'a')),
      pod('x'),
    ];
    expect(nodesFor(...full(1))).toEqual(['a']);
    expect(nodesFor(...full(2))).toEqual([]);
  });

  // `determineContainerReqs`: the most of what is asked for, promised and had; what is infeasible is not asked for.
  test.each<[string, string, object, number]>([
    ['grows', '3', { containerStatuses: [{ name: 'main', resources: { requests: { cpu: '1' } } }] }, 3],
    [
      'shrinks',
      '1',
      {
        containerStatuses: [{ name: 'main', resources: { requests: { cpu: '3' } }, allocatedResources: { cpu: '2' } }],
      },
      3,
    ],
    [
      'cannot grow',
      '3',
      {
        conditions: [{ type: 'PodResizePending', reason: 'Infeasible' }],
        containerStatuses: [{ name: 'main', resources: { requests: { cpu: '1' } }, allocatedResources: { cpu: '1' } }],
      },
      1,
    ],
    [
      'has no resources in its status',
      '2',
      { containerStatuses: [{ name: 'main', allocatedResources: { cpu: '4' } }] },
      2,
    ],
  ])('beside a pod that %s', (_name, asked, status, held) => {
    const other = seated('s', 'a', { requests: { cpu: asked }, status });
    const nodesWith = (cpu: number): readonly string[] => {
      return nodesFor(node('a'), other, pod('x', { requests: { cpu: String(cpu) } }));
    };
    expect(nodesWith(4 - held)).toEqual(['a']);
    expect(nodesWith(4 - held + 1)).toEqual([]);
  });
});
