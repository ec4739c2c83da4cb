import type { KubernetesObject } from '../../../../src/checks/manifest';
import { nodesFor, pod, requires } from '../build';
import { app, at, ZONED } from './places';

/** `interpodaffinity.Filter`, with `AffinityTerm.Matches` for both sides. */
describe('pod affinity', () => {
  const term = (more: object = {}): object => ({ topologyKey: 'zone', labelSelector: app('x'), ...more });
  const near = (...terms: object[]): object => ({
    podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms },
  });
  const far = (...terms: object[]): object => ({
    podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms },
  });
  const asks = (given: object, parts: Parameters<typeof pod>[1] = {}): KubernetesObject =>
    pod('ask', { labels: { app: 'ask' }, ...parts, spec: { affinity: given } });
  const namespace = (name: string, labels: object): KubernetesObject =>
    ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }) as KubernetesObject;
  const all = ['a1', 'a2', 'b1', 'c1'];
  const other = { namespace: 'other' };

  test.each<[string, KubernetesObject[], KubernetesObject, string[]]>([
    ['near', [at('a1')], asks(near(term())), ['a1', 'a2']],
    ['near, on one host', [at('a1')], asks(near(term({ topologyKey: 'kubernetes.io/hostname' }))), ['a1']],
    ['near two domains', [at('a1'), at('b1')], asks(near(term())), ['a1', 'a2', 'b1']],
    ['near a pod of another namespace', [at('a1', other)], asks(near(term())), []],
    ['near a pod of a named namespace', [at('a1', other)], asks(near(term({ namespaces: ['other'] }))), ['a1', 'a2']],
    ['a named namespace and not its own', [at('a1')], asks(near(term({ namespaces: ['other'] }))), []],
    ['every namespace', [at('a1', other)], asks(near(term({ namespaceSelector: {} }))), ['a1', 'a2']],
    ['every namespace and its own', [at('a1')], asks(near(term({ namespaceSelector: {} }))), ['a1', 'a2']],
    ['null is no selector of namespaces', [at('a1')], asks(near(term({ namespaceSelector: null }))), ['a1', 'a2']],
    ['an empty list of namespaces', [at('a1')], asks(near(term({ namespaces: [] }))), ['a1', 'a2']],
    [
      'namespaces by label',
      [namespace('other', { team: 'ml' }), at('a1', other), at('b1')],
      asks(near(term({ namespaceSelector: { matchLabels: { team: 'ml' } } }))),
      ['a1', 'a2'],
    ],
    [
      'namespaces by their name',
      [at('a1', other), at('b1')],
      asks(near(term({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'other' } } }))),
      ['a1', 'a2'],
    ],
    [
      'named namespaces and those by label',
      [namespace('other', { team: 'ml' }), at('a1', other), at('b1', { namespace: 'third' })],
      asks(near(term({ namespaces: ['third'], namespaceSelector: { matchLabels: { team: 'ml' } } }))),
      ['a1', 'a2', 'b1'],
    ],
    ['no selector', [at('a1')], asks(near(term({ labelSelector: undefined }))), []],
    ['an empty selector is every pod', [at('a1')], asks(near(term({ labelSelector: {} }))), ['a1', 'a2']],
    [
      'a pod that is being deleted still counts',
      [at('a1', { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } })],
      asks(near(term())),
      ['a1', 'a2'],
    ],
    ['a pod that ended does not', [at('a1', { status: { phase: 'Succeeded' } })], asks(near(term())), []],
    ['the first of its kind', [], asks(near(term({ labelSelector: app('ask') }))), all],
    [
      'the first of its kind, of another namespace',
      [],
      asks(near(term({ labelSelector: app('ask'), namespaces: ['other'] }))),
      [],
    ],
    ['not the first', [at('b1', { labels: { app: 'ask' } })], asks(near(term({ labelSelector: app('ask') }))), ['b1']],
    [
      'two terms that no pod matches together',
      [at('a1'), at('a2', { labels: { app: 'y' } })],
      asks(near(term(), term({ labelSelector: app('y') }))),
      [],
    ],
    [
      'two terms that one pod matches together',
      [at('a1', { labels: { app: 'x', tier: 'y' } })],
      asks(
        near(term(), term({ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { tier: 'y' } } })),
      ),
      ['a1'],
    ],
    ['far', [at('a1')], asks(far(term())), ['b1', 'c1']],
    [
      'far, of two terms',
      [at('a1'), at('b1', { labels: { app: 'y' } })],
      asks(far(term(), term({ labelSelector: app('y') }))),
      ['c1'],
    ],
    ['far of a pod of another namespace', [at('a1', other)], asks(far(term())), all],
    ['far of all namespaces', [at('a1', other)], asks(far(term({ namespaceSelector: {} }))), ['b1', 'c1']],
    ['far by a label that nodes lack', [at('a1')], asks(far(term({ topologyKey: 'rack' }))), all],
    ['far of itself', [], asks(far(term({ labelSelector: app('ask') }))), all],
    [
      'far by NotIn, of pods without the label',
      [at('a1', { labels: {} })],
      asks(far(term({ labelSelector: { matchExpressions: [requires('app', 'NotIn', 'y')] } }))),
      ['b1', 'c1'],
    ],
    [
      'kept away',
      [at('a1', { spec: { nodeName: 'a1', affinity: far(term({ labelSelector: app('ask') })) } })],
      asks({}),
      ['b1', 'c1'],
    ],
    [
      'kept away from a host',
      [
        at('a1', {
          spec: {
            nodeName: 'a1',
            affinity: far(term({ topologyKey: 'kubernetes.io/hostname', labelSelector: app('ask') })),
          },
        }),
      ],
      asks({}),
      ['a2', 'b1', 'c1'],
    ],
    [
      'not kept away from another namespace',
      [at('a1', { ...other, spec: { nodeName: 'a1', affinity: far(term({ labelSelector: app('ask') })) } })],
      asks({}),
      all,
    ],
    [
      'kept away by a named namespace',
      [
        at('a1', {
          ...other,
          spec: { nodeName: 'a1', affinity: far(term({ labelSelector: app('ask'), namespaces: ['default'] })) },
        }),
      ],
      asks({}),
      ['b1', 'c1'],
    ],
    [
      'kept away by every namespace',
      [
        at('a1', {
          ...other,
          spec: { nodeName: 'a1', affinity: far(term({ labelSelector: app('ask'), namespaceSelector: {} })) },
        }),
      ],
      asks({}),
      ['b1', 'c1'],
    ],
    [
      'kept away by a pod that is being deleted',
      [
        at('a1', {
          metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' },
          spec: { nodeName: 'a1', affinity: far(term({ labelSelector: app('ask') })) },
        }),
      ],
      asks({}),
      ['b1', 'c1'],
    ],
    [
      'mismatchLabelKeys',
      [at('a1', { labels: { app: 'x', tenant: 'b' } }), at('b1', { labels: { app: 'x', tenant: 'a' } })],
      asks(far(term({ mismatchLabelKeys: ['tenant'] })), { labels: { app: 'ask', tenant: 'a' } }),
      ['b1', 'c1'],
    ],
    [
      'matchLabelKeys',
      [at('a1', { labels: { app: 'x', tenant: 'b' } }), at('b1', { labels: { app: 'x', tenant: 'a' } })],
      asks(near(term({ matchLabelKeys: ['tenant'] })), { labels: { app: 'ask', tenant: 'a' } }),
      ['b1'],
    ],
    [
      'near and far',
      [at('a1'), at('b1'), at('b1', { labels: { app: 'y' } })],
      asks({ ...near(term()), ...far(term({ labelSelector: app('y') })) }),
      ['a1', 'a2'],
    ],
  ])('%s', (_name, there, asked, expected) => {
    expect(nodesFor(...ZONED, ...there, asked)).toEqual(expected);
  });

  test('what is preferred decides nothing', () => {
    const preferred = [{ weight: 100, podAffinityTerm: term() }];
    const given = { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: preferred } };
    expect(nodesFor(...ZONED, at('a1'), asks(given))).toEqual(all);
    const keeping = at('a1', {
      spec: {
        nodeName: 'a1',
        affinity: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 1, podAffinityTerm: term({ labelSelector: app('ask') }) },
            ],
          },
        },
      },
    });
    expect(nodesFor(...ZONED, keeping, asks({}))).toEqual(all);
  });
});
