import * as fs from 'fs';
import * as path from 'path';
import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { plainDocument, stringify } from '../../../src/core/synth/yaml';
import { TEXTS as ODD } from './support/odd-texts';

/** Text that may be a number to Go and is none to cdk8s is written otherwise than cdk8s does; it has tests of its own. */
const MAY_BE_GO_NUMBER = /^[-+]?_*0_*[oOXB]|^[-+.0-9].*_/;
const TEXTS = ODD.filter((one) => !MAY_BE_GO_NUMBER.test(one));

/** What the emitter writes itself must be what the library writes; what it leaves to the library is counted. */
function compare(document: unknown): 'own' | 'left' {
  const own = plainDocument(document);
  if (own === undefined) return 'left';
  expect(own).toBe(Yaml.stringify(document));
  return 'own';
}

/** Odd as they are, most of them are written here, so that a document has a chance to be. */
const OWN = TEXTS.filter((one) => plainDocument({ a: one }) !== undefined && plainDocument({ [one]: 1 }) !== undefined);

const anyText = fc.oneof(
  { weight: 24, arbitrary: fc.constantFrom(...OWN) },
  { weight: 1, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: fc.stringMatching(/^[-+.:_0-9eExbTZ /a-f]{0,8}$/) },
  { weight: 2, arbitrary: fc.string({ maxLength: 12 }) },
  {
    weight: 2,
    arbitrary: fc.string({
      unit: fc.constantFrom('a', ' ', '\n', '#', ':', '-', '\t', '"', "'", '?', '%', '.'),
      maxLength: 9,
    }),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...TEXTS), fc.constantFrom(...TEXTS)).map((both) => both.join('')) },
);

const text = anyText.filter((one) => !MAY_BE_GO_NUMBER.test(one));

const scalar = fc.oneof(
  { weight: 8, arbitrary: text },
  { weight: 1, arbitrary: fc.integer() },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.constantFrom(true, false, null, undefined, -0, 1e21, 1e-7, 2 ** 53) },
);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 3, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
    { weight: 2, arbitrary: fc.dictionary(text, tie('value'), { maxKeys: 4 }) },
  ),
}));

const document = fc.dictionary(fc.oneof(text, fc.constantFrom('apiVersion', 'kind', 'metadata', 'spec')), value, {
  minKeys: 1,
  maxKeys: 5,
});

/** 20,000 documents at the least are compared. With a seed of its own each part can be run again as it was. */
test.each([11, 23, 37, 53])(
  '9000 random documents are written as the library writes them, seed %d',
  (seed) => {
    const counts = { own: 0, left: 0 };
    fc.assert(
      fc.property(document, (one) => {
        counts[compare(one)] += 1;
      }),
      { seed, numRuns: 9000 },
    );
    // The proof is of no use where most documents are left to the library.
    expect(counts.own).toBeGreaterThan(5000);
  },
  120_000,
);

test('each odd text, as a value, in a list, deep, and as a key', () => {
  const counts = { own: 0, left: 0 };
  for (const one of TEXTS) {
    for (const place of [{ a: one }, { a: [one] }, { a: { b: { c: one } } }, { a: [[one, one], { b: one }] }]) {
      counts[compare(place)] += 1;
    }
    for (const place of [{ [one]: 1 }, { a: { [one]: one } }, { a: [{ [one]: null, b: [] }] }])
      counts[compare(place)] += 1;
  }
  expect(counts.own).toBeGreaterThan(counts.left * 3);
});

test('each two odd texts, one after the other', () => {
  const counts = { own: 0, left: 0 };
  for (const one of TEXTS)
    for (const other of TEXTS) if (!MAY_BE_GO_NUMBER.test(one + other)) counts[compare({ a: one + other })] += 1;
  expect(counts.own).toBeGreaterThan(counts.left * 2);
}, 120_000);

test('the manifests of the reference platform are all written here, as they are', () => {
  const root = path.resolve(__dirname, '../../../dist/manifests');
  const files = fs.readdirSync(root).filter((name) => name.endsWith('.yaml'));
  expect(files.length).toBeGreaterThan(3);
  for (const name of files) {
    const written = fs.readFileSync(path.join(root, name), 'utf8');
    const documents = Yaml.load(path.join(root, name)) as unknown[];
    expect(documents.map((one) => plainDocument(one)).join('---\n')).toBe(written);
  }
});

describe('what is left to the library', () => {
  const shared = { a: 1 };
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const cases: [string, unknown][] = [
    ['an object in two places', { a: shared, b: shared }],
    ['an empty list in two places', ((list) => ({ a: list, b: list }))([])],
    ['an instance of a class', { a: new URL('http://example.com') }],
    ['a date', { a: new Date(0) }],
    ['a map', { a: new Map([['b', 1]]) }],
    ['a large integer', { a: 10n }],
    ['no number', { a: NaN }],
    ['an infinite number', { a: -Infinity }],
    ['a list', [1]],
    ['a text', 'text'],
    ['null', null],
    ['a key that is too long to stand before its colon', { ['k'.repeat(1100)]: 1 }],
  ];
  test.each(cases)('%s', (_name, one) => {
    expect(plainDocument(one)).toBeUndefined();
    expect(stringify([one])).toBe(Yaml.stringify(one));
  });

  const NUMBERS = ['0o17', '0O7', '0X1F', '-_1', '1_000', '+0b1', '017', '1e3', '12'];

  test.each(NUMBERS)('%s, which Go would read as a number, is quoted there too', (text) => {
    const values = { [text]: text, list: [text, { [text]: 1 }] };
    const written = stringify([{ a: shared, b: shared, since: new Date(0), values }]);
    expect(written).toContain('&a1');
    // The values alone are plain, and are quoted by this package.
    const own = plainDocument({ values })!;
    expect(own).toContain(`"${text}": "${text}"`);
    expect(written.endsWith(own)).toBe(true);
  });

  test('a text that only begins like a number is not', () => {
    const one = { a: shared, b: shared, list: ['0o18', '0x', '1.2.3', 'v0o17', '_1'] };
    expect(stringify([one])).toBe(Yaml.stringify(one));
    expect(stringify([one])).toContain('- 0o18\n');
  });

  test('the circle of an object with such a text', () => {
    const around: Record<string, unknown> = { text: '0o17' };
    around.self = around;
    expect(stringify([around])).toBe('&a1\ntext: "0o17"\nself: *a1\n');
  });

  test('a circle', () => {
    expect(plainDocument(circle)).toBeUndefined();
    expect(stringify([circle])).toBe(Yaml.stringify(circle));
  });
});

test('documents of both kinds make one text, and no document is empty', () => {
  const documents = [{ a: 1 }, {}, { a: new Date(0) }, undefined, { b: 'x' }];
  expect(stringify(documents)).toBe(Yaml.stringify(...documents));
  expect(stringify([])).toBe(Yaml.stringify());
});

describe('text that Go would take for a number', () => {
  test.each(['1_000', '0x_f', '0b1_1', '-1_0.5', '1_2:30'])('%s is quoted by both', (one) => {
    expect(plainDocument({ a: one })).toBe(`a: "${one}"\n`);
    expect(compare({ a: one })).toBe('own');
  });

  test.each(['0o7', '0O17', '0X1F', '-0XaB', '0B1', '+0o1', '-_0', '+_1', '-_1.5', '0_o7', '-_1e3', '1e31_000'])(
    '%s is quoted, which cdk8s does not do',
    (one) => {
      expect(Yaml.stringify({ a: one })).toBe(`a: ${one}\n`);
      expect(plainDocument({ a: one, [one]: [one] })).toBe(`a: "${one}"\n"${one}":\n  - "${one}"\n`);
    },
  );

  test.each(['0o8', '0Xg', '0B2', '-_', '_1', '+_a', '0o', '-_1.2.3', '0X1F-a', '0o7/8'])('%s is none', (one) => {
    expect(plainDocument({ a: one })).toBe(`a: ${one}\n`);
    expect(compare({ a: one, [one]: [one] })).toBe('own');
  });
});
