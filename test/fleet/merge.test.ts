import fc from 'fast-check';
import { originOf, originsOf, mergeLayers } from '../../src/fleet/layers';
import type { Layer } from '../../src/fleet/layers';
import { isMapping } from '../../src/facts/is-mapping';
import { merge } from '../../src/fleet/merge';

describe('merge', () => {
  test.each([
    ['mappings key by key', { a: { b: 1, c: 2 } }, { a: { c: 3, d: 4 } }, { a: { b: 1, c: 3, d: 4 } }],
    ['a list replaces', { a: [1, 2, 3] }, { a: [4] }, { a: [4] }],
    ['a value replaces a mapping', { a: { b: 1 } }, { a: 2 }, { a: 2 }],
    ['a mapping replaces a value', { a: 2 }, { a: { b: 1 } }, { a: { b: 1 } }],
    ['null takes a key away', { a: { b: 1 }, c: 1 }, { a: null }, { c: 1 }],
    ['null takes away what is not there', { c: 1 }, { a: null }, { c: 1 }],
    ['null within a new mapping is no value', {}, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
    [
      'false, zero and empty text are values',
      { a: 1, b: 1, c: 1 },
      { a: false, b: 0, c: '' },
      { a: false, b: 0, c: '' },
    ],
    ['an empty mapping changes nothing', { a: { b: 1 } }, { a: {} }, { a: { b: 1 } }],
    ['undefined says nothing', { a: 1 }, { a: undefined }, { a: 1 }],
  ])('%s', (_, below, above, expected) => {
    expect(merge(below, above)).toEqual(expected);
  });

  test('changes neither', () => {
    const below = { a: { b: { c: 1 } } };
    const above = { a: { b: { d: 2 } } };
    merge(merge(below, above), { a: { b: { c: 5 } } });
    expect([below, above]).toEqual([{ a: { b: { c: 1 } } }, { a: { b: { d: 2 } } }]);
  });
});

/** Mappings of few keys, so that layers often speak of the same one. */
const { value } = fc.letrec<{ value: unknown; mapping: unknown }>((tie) => ({
  mapping: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3, depthIdentifier: 'one' }),
  value: fc.oneof(
    { depthIdentifier: 'one', maxDepth: 4 },
    fc.constantFrom<unknown>(null, 1, 2, 'x', false, [], [1]),
    tie('mapping'),
  ),
}));
const layers = fc
  .array(fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { maxKeys: 3 }), { minLength: 1, maxLength: 4 })
  .map((values) => values.map((one, index): Layer => ({ name: `layer-${index}`, value: one, at: (path) => path })));

describe('any layers', () => {
  test('the origin of each single value is a layer that says it', () => {
    let leaves = 0;
    fc.assert(
      fc.property(layers, (all) => {
        for (const { path, leaf } of leavesOf(mergeLayers(all))) {
          leaves += 1;
          expect(originsOf(all, path).at(-1)?.value).toEqual(leaf);
          expect(originOf(all, path)?.layer).toBe(originsOf(all, path).at(-1)?.layer);
        }
      }),
      { numRuns: 500 },
    );
    expect(leaves).toBeGreaterThan(500);
  });

  test('what nobody says is not there, and no null is left', () => {
    fc.assert(
      fc.property(layers, (all) => {
        const merged = mergeLayers(all);
        expect(JSON.stringify(leavesOf(merged).map(({ leaf }) => leaf))).not.toMatch(/null/);
        for (const key of ['a', 'b', 'c'])
          if (all.every(({ value: one }) => !(key in one))) expect(merged).not.toHaveProperty(key);
      }),
      { numRuns: 300 },
    );
  });
});

function leavesOf(of: unknown, path: string[] = []): { path: string[]; leaf: unknown }[] {
  if (!isMapping(of)) return [{ path, leaf: of }];
  return Object.entries(of).flatMap(([key, one]) => leavesOf(one, [...path, key]));
}
