import * as fc from 'fast-check';
import { compareQuantities, isQuantity, parseMilli } from '../../src/facts/quantity';

const suffix = fc.constantFrom(
  '',
  'n',
  'u',
  'm',
  'k',
  'M',
  'G',
  'T',
  'P',
  'E',
  'Ki',
  'Mi',
  'Gi',
  'Ti',
  'Pi',
  'Ei',
  'e3',
  'E-2',
  'e+1',
);
const digits = fc.oneof(
  fc.nat({ max: 100_000 }).map(String),
  fc.tuple(fc.nat({ max: 999 }), fc.nat({ max: 999 })).map(([whole, fraction]) => `${whole}.${fraction}`),
  fc.nat({ max: 999 }).map((fraction) => `.${fraction}`),
  fc.nat({ max: 999 }).map((whole) => `${whole}.`),
);
const quantity = fc.tuple(fc.constantFrom('', '+', '-'), digits, suffix).map((parts) => parts.join(''));

describe('parseMilli', () => {
  test.each<[string | number, bigint]>([
    ['0', 0n],
    ['1', 1000n],
    [1, 1000n],
    [0.5, 500n],
    [1e21, 10n ** 24n],
    ['500m', 500n],
    ['1.5', 1500n],
    ['.5', 500n],
    ['5.', 5000n],
    ['+1', 1000n],
    ['-1', -1000n],
    ['1k', 1_000_000n],
    ['1Ki', 1_024_000n],
    ['0.5Gi', 512n * 1024n * 1024n * 1000n],
    ['1E', 10n ** 21n],
    ['1E3', 1_000_000n],
    ['1e3', 1_000_000n],
    ['1e-3', 1n],
    ['7Ei', 7n * 1024n ** 6n * 1000n],
    // The API server lowers what has a binary unit to the largest whole number of 64 bits, and nothing else.
    ['8Ei', (2n ** 63n - 1n) * 1000n],
    ['-16Ei', -(2n ** 63n - 1n) * 1000n],
    ['20E', 20n * 10n ** 21n],
    ['1e101', 10n ** 104n],
    ['1E+20', 10n ** 23n],
    [1e20, 10n ** 23n],
    ['5e-101', 1n],
    ['-5e-101', -1n],
    ['0e101', 0n],
    ['0e-2147483647', 0n],
    ['e101', 0n],
    ['9007199254740993', 9007199254740993000n],
    ['Gi', 0n],
    ['Ti', 0n],
    ['m', 0n],
    ['n', 0n],
    ['E', 0n],
    ['e3', 0n],
    ['e-9', 0n],
    ['.', 0n],
    ['.Gi', 0n],
    ['-', 0n],
    ['+m', 0n],
    ['0Pi', 0n],
  ])('reads %p as %p thousandths', (text, milli) => {
    expect(parseMilli(text)).toBe(milli);
  });

  test.each<[string, bigint]>([
    ['1n', 1n],
    ['1u', 1n],
    ['999u', 1n],
    ['1000u', 1n],
    ['1001u', 2n],
    ['0.0001', 1n],
    ['1.0001', 1001n],
    ['-1u', -1n],
  ])('rounds %p away from zero, to %p thousandths', (text, milli) => {
    expect(parseMilli(text)).toBe(milli);
  });

  test.each([
    '',
    ' ',
    'Pi',
    '-Ei',
    '.Pi',
    'e-10',
    'a',
    '1 ',
    ' 1',
    '1 Gi',
    '1GB',
    '1gi',
    '1K',
    '1KI',
    '1mi',
    '1e',
    '1e+',
    '1Ki3',
    '1.2.3',
    '--1',
    '1,5',
    '0x10',
    'NaN',
    '1\n',
    '٣',
  ])('does not read %p', (text) => {
    expect(parseMilli(text)).toBeUndefined();
    expect(isQuantity(text)).toBe(false);
  });

  test.each([NaN, Infinity, -Infinity])('does not read the number %p', (number) => {
    expect(parseMilli(number)).toBeUndefined();
  });

  test('an exponent of the API server that would take all memory is told by the next that does not', () => {
    expect(parseMilli('1e2147483647')).toBe(parseMilli('1e200'));
    expect(parseMilli('-1e999999999')).toBe(parseMilli('-1e200'));
    expect(parseMilli('7e-2147483647')).toBe(1n);
    expect(compareQuantities('1e999999999', '1e100')).toBeGreaterThan(0);
  });

  test.each(['1e2147483648', '1e-2147483648', '1e4294967297', '1E9223372036854775808', '1e99999999999999999999'])(
    'an exponent that the API server does not count with makes %p no quantity',
    (text) => {
      expect(parseMilli(text)).toBeUndefined();
    },
  );

  test('reads every form', () => {
    fc.assert(
      fc.property(quantity, (text) => {
        expect(isQuantity(text)).toBe(true);
      }),
    );
  });

  test('reads the number that a text writes as that text', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (any) => {
        // Of exponents it reads two digits.
        const number = Math.abs(any) < 1e-90 ? 0 : any;
        expect(parseMilli(number)).toBe(parseMilli(String(number)));
        expect(parseMilli(number)).toBeDefined();
      }),
    );
  });

  test('a suffix is what it stands for', () => {
    const equal: [string, string][] = [
      ['1000m', '1'],
      ['1000', '1k'],
      ['1000k', '1M'],
      ['1000M', '1G'],
      ['1000G', '1T'],
      ['1000T', '1P'],
      ['1000P', '1E'],
      ['1024', '1Ki'],
      ['1024Ki', '1Mi'],
      ['1024Mi', '1Gi'],
      ['1024Gi', '1Ti'],
      ['1024Ti', '1Pi'],
      ['1024Pi', '1Ei'],
      ['1e6', '1M'],
      ['1000000u', '1'],
      ['1000000000n', '1'],
    ];
    for (const [left, right] of equal) expect([left, parseMilli(left)]).toEqual([left, parseMilli(right)]);
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...equal), (times, [left, right]) => {
        const factor = BigInt(times);
        const scale = (text: string): string => text.replace(/^\d+/, (number) => String(BigInt(number) * factor));
        expect(compareQuantities(scale(left), scale(right))).toBe(0);
      }),
    );
  });
});

describe('compareQuantities', () => {
  test('is a total order', () => {
    fc.assert(
      fc.property(quantity, quantity, quantity, (a, b, c) => {
        // 0 + for -0, which toBe tells from 0.
        expect(0 + compareQuantities(a, a)).toBe(0);
        expect(0 + compareQuantities(a, b)).toBe(0 - compareQuantities(b, a));
        if (compareQuantities(a, b) <= 0 && compareQuantities(b, c) <= 0) {
          expect(compareQuantities(a, c)).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test.each<[string | number, string | number]>([
    ['999m', 1],
    ['1G', '1Gi'],
    [-1, '0'],
    ['9007199254740992', '9007199254740993'],
  ])('%p is less than %p', (less, more) => {
    expect(compareQuantities(less, more)).toBeLessThan(0);
    expect(compareQuantities(more, less)).toBeGreaterThan(0);
  });

  test('says which of the two is no quantity', () => {
    expect(() => compareQuantities('1x', '1')).toThrow("'1x' is not a quantity, such as 500m, 4 or 16Gi");
    expect(() => compareQuantities('1', '')).toThrow("'' is not a quantity");
  });
});

test.each([undefined, null, true, {}, [], 1n])('%p is no quantity', (value) => {
  expect(isQuantity(value)).toBe(false);
});

test('digits without end are read, and are as much as any amount is', () => {
  expect(compareQuantities(`${'1'.repeat(500_000)}Gi`, '1Ei')).toBeGreaterThan(0);
  expect(parseMilli(`${'0'.repeat(500_000)}1`)).toBe(1000n);
  expect(parseMilli(`1.${'0'.repeat(500_000)}`)).toBe(1000n);
});
