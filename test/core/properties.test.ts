import * as fc from 'fast-check';
import type * as k8s from '../../imports/kubernetes';
import { copy } from '../../src/core/copy';
import { Placement } from '../../src/core/placement';
import { Taint } from '../../src/core/taint';
import type { TaintEffect } from '../../src/core/taint';

const word = fc.stringMatching(/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,20}[A-Za-z0-9])?$/);
const domain = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,10}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,10}[a-z0-9])?)?$/);
const key = fc.oneof(
  word,
  fc.tuple(domain, word).map(([prefix, name]) => `${prefix}/${name}`),
);
const value = fc.option(fc.oneof(word, fc.constant('')), { nil: undefined });
const effect = fc.constantFrom<TaintEffect>('NoSchedule', 'PreferNoSchedule', 'NoExecute');
const taint = fc
  .tuple(key, value, effect)
  .map(([name, text, what]) => Taint.parse(`${name}${text === undefined ? '' : `=${text}`}:${what}`));

/** Kubernetes' own rule of when a toleration matches a taint. */
function tolerates(toleration: k8s.Toleration, one: Taint): boolean {
  if (toleration.effect !== undefined && toleration.effect !== one.effect) return false;
  if (toleration.key !== undefined && toleration.key !== one.key) return false;
  return toleration.operator === 'Exists' || (toleration.value ?? '') === (one.value ?? '');
}

test('a taint reads its own text', () => {
  fc.assert(fc.property(taint, (one) => expect(Taint.parse(one.toString()).toJson()).toEqual(one.toJson())));
});

test('the toleration of a taint matches it, and none of another key, effect or value', () => {
  fc.assert(
    fc.property(taint, taint, (one, other) => {
      expect(tolerates(one.toleration(), one)).toBe(true);
      const sameNode = one.key === other.key && one.effect === other.effect;
      // A taint without a value is tolerated by key, so another value of that key is too.
      const expected = sameNode && ((one.value ?? '') === '' || one.value === other.value);
      expect(tolerates(one.toleration(), other)).toBe(expected);
    }),
  );
});

test('two placements together tolerate what either tolerates and nothing else, in whatever order', () => {
  fc.assert(
    fc.property(fc.array(taint, { maxLength: 4 }), fc.array(taint, { maxLength: 4 }), (left, right) => {
      const [a, b] = [new Placement({ taints: left }), new Placement({ taints: right })];
      const texts = (placement: Placement) => placement.tolerations.map((one) => JSON.stringify(one)).sort();
      expect(texts(a.and(b))).toEqual(texts(b.and(a)));
      expect(texts(a.and(b))).toEqual([...new Set([...texts(a), ...texts(b)])].sort());
      expect(texts(a.and(a))).toEqual(texts(a));
    }),
  );
});

test('a copy of plain data is equal to it', () => {
  fc.assert(fc.property(fc.jsonValue(), (data) => expect(JSON.stringify(copy(data))).toBe(JSON.stringify(data))));
});
