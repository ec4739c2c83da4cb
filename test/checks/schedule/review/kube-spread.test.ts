import type { KubernetesObject } from '../../../../src/checks/manifest';
import { affinity, node, nodesFor, pod, requires } from '../build';
import { app, at, ZONED } from './places';

/** `podtopologyspread.calPreFilterState` and `Filter`. */
describe('topology spread', () => {
  const spread = (more: object = {}): object => ({
    maxSkew: 1,
    topologyKey: 'zone',
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: app('x'),
    ...more,
  });
  const asks = (more: object = {}, spec: object = {}, labels: object = { app: 'x' }): KubernetesObject =>
    pod('ask', { labels, spec: { topologySpreadConstraints: [spread(more)], ...spec } });

  test.each<[string, KubernetesObject[], KubernetesObject, string[]]>([
    ['the least domain', [at('a1'), at('b1')], asks(), ['c1']],
    ['more skew', [at('a1'), at('b1')], asks({ maxSkew: 2 }), ['a1', 'a2', 'b1', 'c1']],
    ['nodes of a domain count together', [at('a1'), at('a2'), at('b1'), at('c1')], asks(), ['b1', 'c1']],
    ['pods that the selector leaves out', [at('a1', { labels: { app: 'y' } })], asks(), ['a1', 'a2', 'b1', 'c1']],
    ['pods of another namespace', [at('a1', { namespace: 'other' })], asks(), ['a1', 'a2', 'b1', 'c1']],
    [
      'a pod that is being deleted',
      [at('a1', { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } })],
      asks(),
      ['a1', 'a2', 'b1', 'c1'],
    ],
    ['a pod that does not count itself', [at('a1')], asks({}, {}, { app: 'y' }), ['a1', 'a2', 'b1', 'c1']],
    ['a pod that does not count itself, two ahead', [at('a1'), at('a2')], asks({}, {}, { app: 'y' }), ['b1', 'c1']],
    ['no selector counts nothing', [at('a1'), at('a1')], asks({ labelSelector: undefined }), ['a1', 'a2', 'b1', 'c1']],
    [
      'an empty selector counts none of the others',
      [at('a1'), at('a1')],
      asks({ labelSelector: {} }),
      ['a1', 'a2', 'b1', 'c1'],
    ],
    [
      'an empty selector and matchLabelKeys',
      [at('a1')],
      asks({ labelSelector: {}, matchLabelKeys: ['app'] }),
      ['b1', 'c1'],
    ],
    ['matchLabelKeys that the pod lacks', [at('a1')], asks({ matchLabelKeys: ['version'] }), ['b1', 'c1']],
    ['too few domains', [at('a1'), at('b1'), at('c1')], asks({ minDomains: 4 }), []],
    ['too few domains and none taken', [], asks({ minDomains: 4 }), ['a1', 'a2', 'b1', 'c1']],
    ['enough domains', [at('a1'), at('b1'), at('c1')], asks({ minDomains: 3 }), ['a1', 'a2', 'b1', 'c1']],
    [
      'too few domains and more skew',
      [at('a1'), at('b1'), at('c1')],
      asks({ minDomains: 4, maxSkew: 2 }),
      ['a1', 'a2', 'b1', 'c1'],
    ],
    ['only wished for', [at('a1')], asks({ whenUnsatisfiable: 'ScheduleAnyway' }), ['a1', 'a2', 'b1', 'c1']],
    ['a selector excludes domains', [at('a1')], asks({}, { nodeSelector: { zone: '1' } }), ['a1', 'a2']],
    [
      'unless the policy ignores it',
      [at('a1')],
      asks({ nodeAffinityPolicy: 'Ignore' }, { nodeSelector: { zone: '1' } }),
      [],
    ],
    [
      'affinity excludes nodes of a domain, and their pods',
      [at('a2'), at('a2')],
      asks({}, { affinity: affinity([requires('disk', 'In', 'ssd')], [requires('zone', 'NotIn', '1')]) }),
      ['a1', 'b1', 'c1'],
    ],
    ['the host', [at('a1')], asks({ topologyKey: 'kubernetes.io/hostname' }), ['a2', 'b1', 'c1']],
    ['a label that no node has', [], asks({ topologyKey: 'rack' }), []],
    [
      'selectors with expressions',
      [at('a1')],
      asks({ labelSelector: { matchExpressions: [requires('app', 'Exists')] } }),
      ['b1', 'c1'],
    ],
    [
      'two constraints',
      [at('a1')],
      pod('ask', {
        labels: { app: 'x' },
        spec: {
          topologySpreadConstraints: [spread({ maxSkew: 2 }), spread({ topologyKey: 'kubernetes.io/hostname' })],
        },
      }),
      ['a2', 'b1', 'c1'],
    ],
  ])('%s', (_name, there, asked, expected) => {
    expect(nodesFor(...ZONED, ...there, asked)).toEqual(expected);
  });

  test('a node without the label of one constraint counts for none', () => {
    const nodes = [node('a', { labels: { zone: '1', rack: 'r' } }), node('b', { labels: { zone: '2' } })];
    const constraints = [spread(), spread({ topologyKey: 'rack', maxSkew: 5 })];
    const both = pod('ask', { labels: { app: 'x' }, spec: { topologySpreadConstraints: constraints } });
    // Zone 2 is no domain, so zone 1 is the least one, whatever runs there.
    expect(nodesFor(...nodes, at('a'), at('a'), both)).toEqual(['a']);
  });

  test('tainted and cordoned nodes are domains unless the policy honors taints', () => {
    const taints = [{ key: 'k', effect: 'NoSchedule' }];
    const nodes = [node('a', { labels: { zone: '1' } }), node('b', { labels: { zone: '2' }, spec: { taints } })];
    expect(nodesFor(...nodes, at('a'), asks())).toEqual([]);
    expect(nodesFor(...nodes, at('a'), asks({ nodeTaintsPolicy: 'Honor' }))).toEqual(['a']);
    const tolerations = [{ key: 'k', operator: 'Exists' }];
    expect(nodesFor(...nodes, at('a'), asks({ nodeTaintsPolicy: 'Honor' }, { tolerations }))).toEqual(['b']);
    const soft = node('b', { labels: { zone: '2' }, spec: { taints: [{ key: 'k', effect: 'PreferNoSchedule' }] } });
    expect(nodesFor(nodes[0]!, soft, at('a'), asks({ nodeTaintsPolicy: 'Honor' }))).toEqual(['b']);
    // The policy reads taints; a cordon without its taint is none.
    const cordoned = node('b', { labels: { zone: '2' }, spec: { unschedulable: true } });
    expect(nodesFor(nodes[0]!, cordoned, at('a'), asks({ nodeTaintsPolicy: 'Honor' }))).toEqual([]);
  });
});
