import type { KubernetesObject } from '../../../../src/checks/manifest';
import { affinity, pod, requires } from '../build';
import { daemonSet, kwok, kwokPool, sizesFor } from './kwok';

/**
 * `getDaemonOverhead` of 1.13: DaemonSets whose pods tolerate the pool's taints and suit its requirements are counted on every size
 * of the pool, also where they need a size that few are. `PodForDaemonSet` takes limits for requests.
 */
describe('DaemonSets', () => {
  const two = kwokPool('p', { requirements: [requires(kwok('cpu'), 'Lt', '5')] });
  const tainted = kwokPool('p', {
    requirements: [requires(kwok('cpu'), 'Lt', '5')],
    template: { taints: [{ key: 'k', effect: 'NoSchedule' }], startupTaints: [{ key: 's', effect: 'NoSchedule' }] },
  });
  const soft = kwokPool('p', {
    requirements: [requires(kwok('cpu'), 'Lt', '5')],
    template: { taints: [{ key: 'k', effect: 'PreferNoSchedule' }] },
  });
  const labelled = kwokPool('p', {
    requirements: [requires(kwok('cpu'), 'Lt', '5'), requires('team', 'In', 'a', 'b')],
  });
  const asked = pod('x', { requests: { cpu: '1500m' }, spec: { tolerations: [{ operator: 'Exists' }] } });
  // What is left for a pod of 1500m of 1900m and 3900m.
  const ROOM = 'arm.small cpu.small win.small';
  const LESS = 'arm.small win.small';
  const one = { cpu: '500m' };

  test.each<[string, KubernetesObject, KubernetesObject[], string]>([
    ['none', two, [], ROOM],
    ['one', two, [daemonSet(one)], LESS],
    ['one that fits beside', two, [daemonSet({ cpu: '400m' })], ROOM],
    [
      'two together',
      two,
      [daemonSet({ cpu: '200m' }), { ...daemonSet({ cpu: '201m' }), metadata: { name: 'b' } }],
      LESS,
    ],
    ['too much for every size', two, [daemonSet({ cpu: '3' })], 'none'],
    ['by its limit', two, [daemonSet({}, {}, { resources: { limits: one } })], LESS],
    ['by its start', two, [daemonSet({}, { initContainers: [{ name: 'i', resources: { requests: one } }] })], LESS],
    ['a taint that it does not tolerate', tainted, [daemonSet(one)], ROOM],
    [
      'a taint that it tolerates, the startup taint not',
      tainted,
      [daemonSet(one, { tolerations: [{ key: 'k', operator: 'Exists' }] })],
      LESS,
    ],
    ['a taint that is only preferred', soft, [daemonSet(one)], LESS],
    ['a label that nobody knows', two, [daemonSet(one, { nodeSelector: { team: 'a' } })], ROOM],
    ['a label that the pool may give', labelled, [daemonSet(one, { nodeSelector: { team: 'a' } })], LESS],
    ['a label that the pool never gives', labelled, [daemonSet(one, { nodeSelector: { team: 'c' } })], ROOM],
    ['a size that the pool may have', two, [daemonSet(one, { nodeSelector: { [kwok('family')]: 'gpu' } })], LESS],
    [
      'another system, which the pool leaves open',
      two,
      [daemonSet(one, { nodeSelector: { 'kubernetes.io/os': 'windows' } })],
      LESS,
    ],
    [
      'another system, which the pool excludes',
      kwokPool('p', { requirements: [requires('kubernetes.io/os', 'In', 'linux'), requires(kwok('cpu'), 'Lt', '5')] }),
      [daemonSet(one, { nodeSelector: { 'kubernetes.io/os': 'windows' } })],
      'arm.small cpu.small',
    ],
    [
      'a second term',
      two,
      [
        daemonSet(one, {
          affinity: affinity([requires('team', 'In', 'a')], [requires('kubernetes.io/os', 'In', 'linux')]),
        }),
      ],
      LESS,
    ],
    [
      'no term',
      two,
      [daemonSet(one, { affinity: affinity([requires('team', 'In', 'a')], [requires('team', 'In', 'b')]) })],
      ROOM,
    ],
    [
      'a preference does not matter',
      two,
      [
        daemonSet(one, {
          affinity: {
            nodeAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                { weight: 1, preference: { matchExpressions: [requires('team', 'In', 'a')] } },
              ],
            },
          },
        }),
      ],
      LESS,
    ],
    [
      'not on nodes of Karpenter',
      two,
      [daemonSet(one, { affinity: affinity([requires('karpenter.sh/nodepool', 'DoesNotExist')]) })],
      ROOM,
    ],
    [
      'its host port, of another number',
      two,
      [daemonSet({}, {}, { ports: [{ containerPort: 80, hostPort: 80 }] })],
      ROOM,
    ],
  ])('%s', (_name, pool, daemons, sizes) => {
    expect(sizesFor(pool, ...daemons, asked)).toBe(sizes);
  });

  test('host ports', () => {
    const daemons = daemonSet({}, {}, { ports: [{ containerPort: 80, hostPort: 80 }] });
    const wants = (hostPort: number): KubernetesObject =>
      pod('x', { spec: { containers: [{ name: 'c', ports: [{ containerPort: 80, hostPort }] }] } });
    expect(sizesFor(two, daemons, wants(80))).toBe('none');
    expect(sizesFor(two, daemons, wants(81))).toBe(ROOM);
  });
});
