import type { KubernetesObject } from '../../../../src/checks/manifest';
import { affinity, pod, requires } from '../build';
import { ALL, kwok, kwokPool, refusals, selects, sizesFor, TYPE, ZONE } from './kwok';

/** `TopologyGroup.Get` for a pool alone and no pods that run. */
describe('topology', () => {
  const labels = { app: 'x' };
  const selector = { labelSelector: { matchLabels: labels } };
  const spread = (more: object = {}): KubernetesObject =>
    pod('x', {
      labels,
      spec: {
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: 'DoNotSchedule', ...selector, ...more },
        ],
      },
    });
  const terms = (kind: string, required: boolean, term: object): KubernetesObject =>
    pod('x', {
      labels,
      spec: {
        affinity: {
          [kind]: required
            ? { requiredDuringSchedulingIgnoredDuringExecution: [term] }
            : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: term }] },
        },
      },
    });
  const others = { labelSelector: { matchLabels: { app: 'other' } } };
  const host = 'kubernetes.io/hostname';

  test.each<[string, KubernetesObject, boolean]>([
    ['spread over zones', spread(), true],
    ['spread over hosts', spread({ topologyKey: host }), true],
    ['spread over capacity types', spread({ topologyKey: TYPE }), true],
    ['spread over a label that nodes lack', spread({ topologyKey: 'rack' }), false],
    ['spread over it if possible', spread({ topologyKey: 'rack', whenUnsatisfiable: 'ScheduleAnyway' }), true],
    ['spread over more zones than there are', spread({ minDomains: 9 }), true],
    ['spread over pools', spread({ topologyKey: 'karpenter.sh/nodepool' }), false],
    ['near itself, in a zone', terms('podAffinity', true, { topologyKey: ZONE, ...selector }), true],
    ['near itself, on a host', terms('podAffinity', true, { topologyKey: host, ...selector }), true],
    ['near others, of which there are none', terms('podAffinity', true, { topologyKey: ZONE, ...others }), false],
    ['near others on a host', terms('podAffinity', true, { topologyKey: host, ...others }), false],
    ['near others if possible', terms('podAffinity', false, { topologyKey: ZONE, ...others }), true],
    ['near itself by a label that nodes lack', terms('podAffinity', true, { topologyKey: 'rack', ...selector }), false],
    ['far from itself, by zone', terms('podAntiAffinity', true, { topologyKey: ZONE, ...selector }), true],
    ['far from itself, by host', terms('podAntiAffinity', true, { topologyKey: host, ...selector }), true],
    ['far from others', terms('podAntiAffinity', true, { topologyKey: ZONE, ...others }), true],
    [
      'far from others by a label that nodes lack',
      terms('podAntiAffinity', true, { topologyKey: 'rack', ...others }),
      false,
    ],
    ['the same if possible', terms('podAntiAffinity', false, { topologyKey: 'rack', ...others }), true],
  ])('%s', (_name, asked, taken) => {
    expect(sizesFor(kwokPool('p'), asked) === 'none').toBe(!taken);
  });

  test('a label that the pool gives is a domain, any value is none', () => {
    const over = spread({ topologyKey: 'rack' });
    expect(sizesFor(kwokPool('p', { labels: { rack: 'r' } }), over)).toBe(ALL);
    expect(sizesFor(kwokPool('p', { requirements: [requires('rack', 'In', 'r', 's')] }), over)).toBe(ALL);
    expect(sizesFor(kwokPool('p', { requirements: [requires('rack', 'Exists')] }), over)).toBe('none');
  });

  test('zones that pool and pod leave', () => {
    const inZone = kwokPool('p', { requirements: [requires(ZONE, 'In', 'zc')] });
    expect(sizesFor(inZone, spread())).toBe('arm.small cpu.big cpu.small gpu.one');
    expect(refusals(inZone, selects({ [ZONE]: 'za' }))).toEqual([
      `incompatible requirements, key ${ZONE}, ${ZONE} In [za] not in ${ZONE} In [zc]`,
    ]);
  });
});

/** `Preferences.Relax`, one wish after the other, each try against the pool. */
describe('relaxation', () => {
  const preferring = (...terms: [number, ...object[]][]): object => ({
    preferredDuringSchedulingIgnoredDuringExecution: terms.map(([weight, ...matchExpressions]) => ({
      weight,
      preference: { matchExpressions },
    })),
  });
  const inAffinity = (nodeAffinity: object): KubernetesObject => pod('x', { spec: { affinity: { nodeAffinity } } });

  test.each<[string, KubernetesObject, string]>([
    [
      'the heaviest preference first',
      inAffinity(preferring([1, requires(kwok('family'), 'In', 'mem')], [9, requires(kwok('family'), 'In', 'arm')])),
      'arm.small',
    ],
    [
      'then the next',
      inAffinity(preferring([1, requires(kwok('family'), 'In', 'mem')], [9, requires(kwok('family'), 'In', 'tpu')])),
      'mem.big',
    ],
    [
      'then none',
      inAffinity(preferring([1, requires('team', 'In', 'a')], [9, requires(kwok('family'), 'In', 'tpu')])),
      ALL,
    ],
    [
      'a preference against the required term',
      inAffinity({
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [requires(kwok('family'), 'In', 'cpu')] }],
        },
        ...preferring([1, requires(kwok('family'), 'In', 'arm')]),
      }),
      'cpu.big cpu.small',
    ],
    ['the second term', needs2([requires('team', 'In', 'a')], [requires(kwok('family'), 'In', 'arm')]), 'arm.small'],
    ['no term', needs2([requires('team', 'In', 'a')], [requires('team', 'In', 'b')]), 'none'],
    [
      'the first term that a pool suits',
      needs2([requires(kwok('family'), 'In', 'mem')], [requires(kwok('family'), 'In', 'arm')]),
      'mem.big',
    ],
    // Karpenter alone would start any size for it; the scheduler leaves the term out, so that the pod is bound to the others' alone.
    ['a term that asks for nothing', needs2([], [requires(kwok('family'), 'In', 'arm')]), 'arm.small'],
  ])('%s', (_name, asked, sizes) => {
    expect(sizesFor(kwokPool('p'), asked)).toBe(sizes);
  });

  function needs2(...given: object[][]): KubernetesObject {
    return pod('x', { spec: { affinity: affinity(...given) } });
  }
});
