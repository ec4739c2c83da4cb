import { count, plural } from '../../src/facts/count';

test.each([
  [0, '0 objects'],
  [1, '1 object'],
  [2, '2 objects'],
  [1000, '1000 objects'],
])('%d', (amount, text) => {
  expect(count(amount, 'object')).toBe(text);
});

test('a plural of its own', () => {
  expect([count(1, 'box', 'boxes'), count(2, 'box', 'boxes')]).toEqual(['1 box', '2 boxes']);
  expect([plural(1, 'box', 'boxes'), plural(0, 'box', 'boxes')]).toEqual(['box', 'boxes']);
});
