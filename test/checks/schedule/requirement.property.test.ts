import * as fc from 'fast-check';
import { matchesExpression, matchesNode } from '../../../src/checks/schedule/engine/pod/node-terms';
import type { NodeExpression } from '../../../src/checks/schedule/engine/pod/node-terms';
import { Requirement } from '../../../src/checks/schedule/engine/karpenter/requirement';
import { Requirements } from '../../../src/checks/schedule/engine/karpenter/requirements';
import { tolerates } from '../../../src/checks/schedule/engine/pod/tolerations';

/** Values that a label of the model may have: words, and whole numbers around the bounds. */
const UNIVERSE = ['a', 'b', 'c', '0', '1', '2', '3', '4', '5', '6', '7', 'x1'];
const value = fc.constantFrom(...UNIVERSE);
const bound = fc.integer({ min: 0, max: 6 }).map(String);
const expression: fc.Arbitrary<NodeExpression> = fc.oneof(
  fc.record({
    key: fc.constant('k'),
    operator: fc.constantFrom('In', 'NotIn'),
    values: fc.uniqueArray(value, { minLength: 1, maxLength: 5 }),
  }),
  fc.record({ key: fc.constant('k'), operator: fc.constantFrom('Exists', 'DoesNotExist'), values: fc.constant([]) }),
  fc.record({
    key: fc.constant('k'),
    operator: fc.constantFrom('Gt', 'Lt', 'Gte', 'Lte'),
    values: bound.map((one) => [one]),
  }),
);

/** What the operator says of one value, `undefined` for a node without the label. */
function naive({ operator, values }: NodeExpression, given: string | undefined): boolean {
  if (operator === 'NotIn') return given === undefined || !values.includes(given);
  if (operator === 'DoesNotExist') return given === undefined;
  if (given === undefined) return false;
  if (operator === 'Exists') return true;
  if (operator === 'In') return values.includes(given);
  const [left, right] = [Number(given), Number(values[0])];
  if (!/^\d+$/.test(given)) return false;
  return { Gt: left > right, Gte: left >= right, Lt: left < right, Lte: left <= right }[operator] ?? false;
}

test('a requirement has the values that its operator allows', () => {
  fc.assert(
    fc.property(expression, value, (one, given) => {
      expect(Requirement.of(one).has(given)).toBe(naive(one, given));
    }),
  );
});

test('requirements of one label allow what all of them allow', () => {
  fc.assert(
    fc.property(fc.array(expression, { minLength: 1, maxLength: 4 }), (all) => {
      const [first, ...rest] = all.map((one) => Requirement.of(one));
      const both = rest.reduce((sum, one) => sum.and(one), first!);
      for (const given of UNIVERSE) expect(both.has(given)).toBe(all.every((one) => naive(one, given)));
    }),
  );
});

test('the order in which requirements are joined changes nothing', () => {
  fc.assert(
    fc.property(expression, expression, (a, b) => {
      const [left, right] = [Requirement.of(a), Requirement.of(b)];
      expect(left.and(right).toString()).toBe(right.and(left).toString());
    }),
  );
});

test('a size with values of a label fits a requirement where one of them does', () => {
  fc.assert(
    fc.property(fc.uniqueArray(value, { minLength: 1 }), expression, (values, one) => {
      const size = Requirements.of([new Requirement('k', false, new Set(values))]);
      const fits = size.intersects(Requirements.of([Requirement.of(one)]));
      expect(fits).toBe(values.some((given) => naive(one, given)));
    }),
  );
});

test('a size without the label fits what a node without it fulfils', () => {
  fc.assert(
    fc.property(expression, (one) => {
      const size = Requirements.of([new Requirement('k', false, new Set())]);
      expect(size.intersects(Requirements.of([Requirement.of(one)]))).toBe(naive(one, undefined));
    }),
  );
});

const kubernetes = expression.filter(({ operator }) => operator !== 'Gte' && operator !== 'Lte');

test('terms of node affinity match as each of their expressions says', () => {
  const keyed = fc.tuple(kubernetes, fc.constantFrom('k', 'l')).map(([one, key]) => ({ ...one, key }));
  const terms = fc.array(fc.array(keyed, { maxLength: 3 }), { minLength: 1, maxLength: 3 });
  const labels = fc.dictionary(fc.constantFrom('k', 'l'), value);
  fc.assert(
    fc.property(terms, labels, (given, own) => {
      const map = new Map(Object.entries(own));
      const expected = given.some((term) => term.length > 0 && term.every((one) => naive(one, map.get(one.key))));
      expect(
        matchesNode(
          given.map((expressions) => ({ expressions, fields: [] })),
          map,
          'n',
        ),
      ).toBe(expected);
      for (const one of given.flat())
        expect(matchesExpression(one, map.get(one.key))).toBe(naive(one, map.get(one.key)));
    }),
  );
});

test('a toleration takes the taints that its four fields say', () => {
  const word = fc.constantFrom('', 'a', 'b');
  const effect = fc.constantFrom('NoSchedule', 'NoExecute', 'PreferNoSchedule');
  const toleration = fc.record({
    key: word,
    operator: fc.constantFrom('', 'Equal', 'Exists'),
    value: word,
    effect: fc.oneof(fc.constant(''), effect),
  });
  const taint = fc.record({ key: fc.constantFrom('a', 'b'), value: word, effect });
  fc.assert(
    fc.property(toleration, taint, (one, it) => {
      const sameKey = one.key === '' || one.key === it.key;
      const sameEffect = one.effect === '' || one.effect === it.effect;
      const sameValue = one.operator === 'Exists' || one.value === it.value;
      expect(tolerates(one, it)).toBe(sameKey && sameEffect && sameValue);
    }),
  );
});
