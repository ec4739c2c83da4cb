import { Placement } from '../../src/core/placement';
import { Taint } from '../../src/core/taint';
import { messageOf } from '../support/chart';

const zone = (value: string) => ({ key: 'zone', operator: 'In', values: [value] });
const gpu = Taint.gpu().toleration();

test('a placement of nothing is any node', () => {
  const { tolerations, nodeSelector, nodeSelectorTerms } = new Placement({});
  expect({ tolerations, nodeSelector, nodeSelectorTerms }).toEqual({
    tolerations: [],
    nodeSelector: {},
    nodeSelectorTerms: [],
  });
});

test('nodes by labels alone tolerate nothing', () => {
  const placement = Placement.labels({ 'leafai.affinity': 'production' });
  expect(placement.nodeSelector).toEqual({ 'leafai.affinity': 'production' });
  expect(placement.tolerations).toEqual([]);
});

test('taints become tolerations, before those that are given', () => {
  const other = { key: 'team', operator: 'Exists' };
  expect(new Placement({ taints: [Taint.gpu()], tolerations: [other] }).tolerations).toEqual([gpu, other]);
});

describe('tolerations that say the same', () => {
  test.each([
    ['written alike', gpu, { ...gpu }],
    [
      'with and without the operator that is the default',
      { key: 'a', value: 'b' },
      { key: 'a', value: 'b', operator: 'Equal' },
    ],
    ['with and without an empty value', { key: 'a', operator: 'Exists' }, { key: 'a', operator: 'Exists', value: '' }],
  ])('%s are one, the first', (_how, first, second) => {
    expect(new Placement({ tolerations: [first, second] }).tolerations).toEqual([first]);
  });

  test.each([
    ['of another effect', { key: 'a', operator: 'Exists', effect: 'NoExecute' }],
    ['of another value', { key: 'a', value: 'b' }],
    ['for a time', { key: 'a', operator: 'Exists', tolerationSeconds: 60 }],
  ])('but one %s stays', (_how, second) => {
    expect(new Placement({ tolerations: [{ key: 'a', operator: 'Exists' }, second] }).tolerations).toHaveLength(2);
  });
});

describe('two placements', () => {
  test('a node fulfils both, and what either tolerates is tolerated', () => {
    const both = new Placement({ taints: [Taint.gpu()], nodeSelector: { a: '1', c: '3' } }).and(
      new Placement({ taints: [Taint.gpu(), Taint.spot()], nodeSelector: { b: '2', c: '3' } }),
    );
    expect(both.tolerations).toEqual([gpu, Taint.spot().toleration()]);
    expect(both.nodeSelector).toEqual({ a: '1', c: '3', b: '2' });
  });

  test('terms of one stay as they are, whichever has them', () => {
    const terms = [{ matchExpressions: [zone('1')] }, { matchExpressions: [zone('2')] }];
    const some = new Placement({ nodeSelectorTerms: terms });
    expect(some.and(new Placement({})).nodeSelectorTerms).toEqual(terms);
    expect(new Placement({}).and(some).nodeSelectorTerms).toEqual(terms);
  });

  test('of terms of both, each pair is an alternative', () => {
    const a = new Placement({ nodeSelectorTerms: [{ matchExpressions: [zone('1')] }, { matchFields: [zone('2')] }] });
    const b = new Placement({ nodeSelectorTerms: [{ matchExpressions: [zone('3')] }, { matchFields: [zone('4')] }] });
    expect(a.and(b).nodeSelectorTerms).toEqual([
      { matchExpressions: [zone('1'), zone('3')] },
      { matchExpressions: [zone('1')], matchFields: [zone('4')] },
      { matchExpressions: [zone('3')], matchFields: [zone('2')] },
      { matchFields: [zone('2'), zone('4')] },
    ]);
  });

  test('a term that says nothing matches no node, also together with another', () => {
    const nowhere = new Placement({ nodeSelectorTerms: [{}] });
    const somewhere = new Placement({ nodeSelectorTerms: [{ matchExpressions: [zone('1')] }] });
    expect(nowhere.and(somewhere).nodeSelectorTerms).toEqual([{}]);
    expect(somewhere.and(nowhere).nodeSelectorTerms).toEqual([{}]);
  });

  test('that select different values of a label are refused', () => {
    expect(messageOf(() => Placement.labels({ a: '1' }).and(Placement.labels({ a: '2' })))).toBe(
      "node selector 'a' is '1' and also '2', and no node has both",
    );
  });

  test('are themselves unchanged', () => {
    const one = new Placement({ taints: [Taint.gpu()], nodeSelector: { a: '1' } });
    one.and(new Placement({ taints: [Taint.spot()], nodeSelector: { b: '2' } }));
    expect([one.tolerations, one.nodeSelector]).toEqual([[gpu], { a: '1' }]);
  });
});

test.each([
  [{ '': 'x' }, "node selector ': x' name part must not be empty"],
  [
    { a: 'b c' },
    "node selector 'a: b c' must be empty or consist of letters, digits, '-', '_' and '.', and begin and end with a letter or digit",
  ],
])('the selector %j is refused', (nodeSelector, message) => {
  expect(messageOf(() => new Placement({ nodeSelector: nodeSelector }))).toBe(message);
});

test('what the caller changes later changes nothing', () => {
  const [tolerations, terms, nodeSelector] = [[{ key: 'a' }], [{ matchExpressions: [zone('1')] }], { a: '1' }];
  const placement = new Placement({ tolerations, nodeSelectorTerms: terms, nodeSelector });
  tolerations[0]!.key = 'changed';
  terms[0]!.matchExpressions.pop();
  nodeSelector.a = 'changed';
  expect(placement.tolerations).toEqual([{ key: 'a' }]);
  expect(placement.nodeSelectorTerms).toEqual([{ matchExpressions: [zone('1')] }]);
  expect(placement.nodeSelector).toEqual({ a: '1' });
});
