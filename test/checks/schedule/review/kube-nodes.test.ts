import type { KubernetesObject } from '../../../../src/checks/manifest';
import { affinity, node, nodesFor, pod, requires } from '../build';

const tolerating = (...tolerations: object[]): KubernetesObject => pod('x', { spec: { tolerations } });
const tainted = (name: string, ...taints: object[]): KubernetesObject => node(name, { spec: { taints } });

/** `tainttoleration.Filter`: NoSchedule and NoExecute count, and `Toleration.ToleratesTaint` decides. */
describe('taints', () => {
  const key = 'k';
  const nodes = [
    tainted('schedule', { key, value: 'v', effect: 'NoSchedule' }),
    tainted('execute', { key, value: 'v', effect: 'NoExecute' }),
    tainted('prefer', { key, value: 'v', effect: 'PreferNoSchedule' }),
    tainted('bare', { key, effect: 'NoSchedule' }),
    tainted('both', { key, value: 'v', effect: 'NoSchedule' }, { key, value: 'v', effect: 'NoExecute' }),
    tainted('two', { key, value: 'v', effect: 'NoSchedule' }, { key: 'other', effect: 'NoSchedule' }),
  ];

  test.each<[string, object[], string[]]>([
    ['none', [], ['prefer']],
    ['Exists without effect', [{ key, operator: 'Exists' }], ['schedule', 'execute', 'prefer', 'bare', 'both']],
    ['Exists of one effect', [{ key, operator: 'Exists', effect: 'NoSchedule' }], ['schedule', 'prefer', 'bare']],
    ['Equal is the default', [{ key, value: 'v', effect: 'NoExecute' }], ['execute', 'prefer']],
    ['Equal of no value', [{ key, operator: 'Equal' }], ['prefer', 'bare']],
    ['Equal of an empty value', [{ key, operator: 'Equal', value: '' }], ['prefer', 'bare']],
    [
      'tolerationSeconds change nothing',
      [{ key, value: 'v', effect: 'NoExecute', tolerationSeconds: 0 }],
      ['execute', 'prefer'],
    ],
    ['everything', [{ operator: 'Exists' }], ['schedule', 'execute', 'prefer', 'bare', 'both', 'two']],
    ['everything of an effect', [{ operator: 'Exists', effect: 'NoSchedule' }], ['schedule', 'prefer', 'bare', 'two']],
    [
      'one toleration an effect',
      [
        { key, value: 'v', effect: 'NoSchedule' },
        { key, value: 'v', effect: 'NoExecute' },
      ],
      ['schedule', 'execute', 'prefer', 'both'],
    ],
    ['a value in another case', [{ key, value: 'V' }], ['prefer']],
    [
      'a toleration of PreferNoSchedule helps no other effect',
      [{ key, operator: 'Exists', effect: 'PreferNoSchedule' }],
      ['prefer'],
    ],
  ])('%s', (_name, tolerations, expected) => {
    expect(nodesFor(...nodes, tolerating(...tolerations))).toEqual([...expected].sort());
  });

  // DefaultTolerationSeconds adds NoExecute tolerations of not-ready and unreachable, of no other effect or key.
  test('of nodes that are not ready', () => {
    const of = (name: string, effect: string): KubernetesObject =>
      tainted(`${name}-${effect}`, { key: `node.kubernetes.io/${name}`, effect });
    const all = ['not-ready', 'unreachable', 'memory-pressure', 'network-unavailable'].flatMap((name) => [
      of(name, 'NoSchedule'),
      of(name, 'NoExecute'),
    ]);
    expect(nodesFor(...all, pod('x'))).toEqual(['not-ready-NoExecute', 'unreachable-NoExecute']);
  });

  // `nodeunschedulable.Filter` asks for a toleration of a NoSchedule taint that need not be on the node.
  test.each<[string, object[], string[]]>([
    ['by key', [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' }], ['c']],
    ['of the wrong effect', [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoExecute' }], []],
    [
      'Equal of no value',
      [{ key: 'node.kubernetes.io/unschedulable', operator: 'Equal', effect: 'NoSchedule' }],
      ['c'],
    ],
    ['of another value', [{ key: 'node.kubernetes.io/unschedulable', operator: 'Equal', value: 'true' }], []],
    ['of everything', [{ operator: 'Exists' }], ['c']],
  ])('cordoned, and a toleration %s', (_name, tolerations, expected) => {
    expect(nodesFor(node('c', { spec: { unschedulable: true } }), tolerating(...tolerations))).toEqual(
      [...expected].sort(),
    );
  });

  test('cordoned with its taint as well', () => {
    const taints = [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }];
    const cordoned = node('c', { spec: { unschedulable: true, taints } });
    expect(nodesFor(cordoned, pod('x'))).toEqual([]);
    expect(nodesFor(cordoned, tolerating({ key: taints[0]!.key, operator: 'Exists', effect: 'NoSchedule' }))).toEqual([
      'c',
    ]);
  });
});

/** `nodeaffinity.RequiredNodeAffinity.Match` over `labels.Requirement.Matches`. */
describe('node affinity', () => {
  const nodes = [
    node('three', { labels: { n: '3', pool: 'a', empty: '' } }),
    node('ten', { labels: { n: '10', pool: 'b' } }),
    node('word', { labels: { n: 'x', pool: 'a' } }),
    node('none'),
  ];

  test.each<[string, object[][], string[]]>([
    ['Gt compares numbers, not text', [[requires('n', 'Gt', '9')]], ['ten']],
    ['Lt', [[requires('n', 'Lt', '10')]], ['three']],
    ['Gt of a word matches nothing', [[requires('n', 'Gt', 'x')]], []],
    ['Gt of a fraction matches nothing', [[requires('n', 'Gt', '2.5')]], []],
    ['Gt of zero', [[requires('n', 'Gt', '0')]], ['three', 'ten']],
    ['Gt with a leading zero', [[requires('n', 'Gt', '09')]], ['ten']],
    ['Gt of more than 64 bits matches nothing', [[requires('n', 'Lt', '9223372036854775808')]], []],
    ['Lt of 64 bits', [[requires('n', 'Lt', '9223372036854775807')]], ['three', 'ten']],
    ['NotIn takes a node without the label', [[requires('pool', 'NotIn', 'a')]], ['ten', 'none']],
    ['In of an empty value', [[requires('empty', 'In', '')]], ['three']],
    ['NotIn of an empty value', [[requires('empty', 'NotIn', '')]], ['ten', 'word', 'none']],
    ['Exists of an empty value', [[requires('empty', 'Exists')]], ['three']],
    [
      'In and NotIn of one label',
      [[requires('pool', 'In', 'a', 'b'), requires('pool', 'NotIn', 'b')]],
      ['three', 'word'],
    ],
    ['an empty term beside another', [[], [requires('pool', 'In', 'b')]], ['ten']],
    ['a term that cannot be read beside another', [[requires('n', 'Gt', 'x')], [requires('pool', 'In', 'b')]], ['ten']],
    ['Exists and DoesNotExist of one label', [[requires('n', 'Exists'), requires('n', 'DoesNotExist')]], []],
  ])('%s', (_name, terms, expected) => {
    expect(nodesFor(...nodes, pod('x', { spec: { affinity: affinity(...terms) } }))).toEqual([...expected].sort());
  });

  test.each<[string, object[], string[]]>([
    ['In', [{ matchFields: [requires('metadata.name', 'In', 'ten')] }], ['ten']],
    ['NotIn', [{ matchFields: [requires('metadata.name', 'NotIn', 'ten')] }], ['three', 'word', 'none']],
    [
      'a field and an expression',
      [{ matchFields: [requires('metadata.name', 'NotIn', 'ten')], matchExpressions: [requires('n', 'Exists')] }],
      ['three', 'word'],
    ],
    [
      'two terms',
      [
        { matchFields: [requires('metadata.name', 'In', 'ten')] },
        { matchFields: [requires('metadata.name', 'In', 'none')] },
      ],
      ['ten', 'none'],
    ],
    [
      'two fields',
      [{ matchFields: [requires('metadata.name', 'In', 'ten'), requires('metadata.name', 'NotIn', 'ten')] }],
      [],
    ],
  ])('fields: %s', (_name, nodeSelectorTerms, expected) => {
    const given = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } };
    expect(nodesFor(...nodes, pod('x', { spec: { affinity: given } }))).toEqual([...expected].sort());
  });

  test('a selector and terms both hold', () => {
    const given = {
      nodeSelector: { pool: 'a' },
      affinity: affinity([requires('n', 'Gt', '1')], [requires('n', 'In', 'x')]),
    };
    expect(nodesFor(...nodes, pod('x', { spec: given }))).toEqual(['three', 'word']);
    expect(nodesFor(...nodes, pod('x', { spec: { nodeSelector: { empty: '' } } }))).toEqual(['three']);
  });
});
