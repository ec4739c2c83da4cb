import * as fc from 'fast-check';
import {
  dns1035Label,
  dns1123Label,
  dns1123Subdomain,
  labelValue,
  pathSegment,
  qualifiedName,
  NAME_PATTERNS,
} from '../../src/facts/names';

type Rule = (text: string) => string | undefined;

const a = (length: number): string => 'a'.repeat(length);

describe.each<[string, Rule, string[], string[]]>([
  [
    'dns1123Label',
    dns1123Label,
    ['a', '0', 'a-b', '1a', a(63)],
    ['', 'A', 'a.b', '-a', 'a-', 'a_b', 'ä', 'a\n', a(64)],
  ],
  ['dns1035Label', dns1035Label, ['a', 'a1', 'a-b', a(63)], ['', '1a', 'A', 'a.b', 'a-', '-a', a(64)]],
  [
    'dns1123Subdomain',
    dns1123Subdomain,
    ['a', '0', 'a.b', '1.2.3', a(64), a(253), `${a(200)}.${a(52)}`],
    ['', '.', 'a.', '.a', 'a..b', 'A.b', 'a.-b', 'a_b', 'a.b\n', a(254)],
  ],
  ['pathSegment', pathSegment, ['a', 'A_b:c', '...', 'system:node', 'ä b', a(500)], ['.', '..', 'a/b', 'a%b']],
  [
    'qualifiedName',
    qualifiedName,
    ['a', 'A', '0', 'a_b.c-d', 'nvidia.com/gpu', a(63), `${a(253)}/${a(63)}`],
    ['', '/', 'a/', '/a', 'a/b/c', '-a', 'a-', 'a b', 'A.com/b', a(64), `${a(254)}/a`, `a/${a(64)}`],
  ],
  ['labelValue', labelValue, ['', 'a', 'A', '0', 'a_b.c-d', a(63)], ['-', '.a', 'a_', 'a b', 'a/b', 'ä', a(64)]],
])('%s', (_name, rule, allowed, refused) => {
  test.each(allowed)("allows '%s'", (text) => {
    expect(rule(text)).toBeUndefined();
  });

  test.each(refused)("refuses '%s'", (text) => {
    // A message goes on after the name in quotes: lower case and without a full stop.
    expect(rule(text)).toMatch(/^[a-z].*[^.]$/);
  });
});

test('what is too long is told by its length', () => {
  expect(dns1123Label(a(70))).toBe('must be no more than 63 characters, has 70');
  expect(dns1123Subdomain(a(300))).toBe('must be no more than 253 characters, has 300');
});

test('each rule allows what a stricter one allows', () => {
  const text = fc.oneof(fc.string({ maxLength: 70 }), fc.stringMatching(/^[a-z0-9.-]{0,70}$/));
  fc.assert(
    fc.property(text, (it) => {
      if (dns1035Label(it) === undefined) expect(dns1123Label(it)).toBeUndefined();
      if (dns1123Label(it) === undefined) {
        expect(dns1123Subdomain(it)).toBeUndefined();
        expect(labelValue(it)).toBeUndefined();
        expect(qualifiedName(it)).toBeUndefined();
      }
      if (dns1123Subdomain(it) === undefined) expect(pathSegment(it)).toBeUndefined();
    }),
    { numRuns: 2000 },
  );
  expect.hasAssertions();
});

test('the patterns for editors allow what the rules allow, and nothing else', () => {
  const part = fc.stringMatching(/^[a-zA-Z0-9._-]{0,66}$/);
  const text = fc.oneof(
    fc.string({ maxLength: 70 }),
    fc.stringMatching(/^[a-z0-9.-]{0,70}$/),
    fc.tuple(part, fc.constantFrom('/', '//', '.', '\n'), part).map((parts) => parts.join('')),
    fc.constantFrom(
      '',
      a(63),
      a(64),
      a(253),
      a(254),
      `${a(253)}/${a(63)}`,
      `${a(254)}/a`,
      `a/${a(64)}`,
      '/a',
      'a/',
      'a/b/c',
    ),
  );
  const rules = { dns1123Label, dns1123Subdomain, dns1035Label, qualifiedName, labelValue };
  fc.assert(
    fc.property(text, (it) => {
      for (const [name, rule] of Object.entries(rules))
        expect([name, NAME_PATTERNS[name as keyof typeof rules].test(it)]).toEqual([name, rule(it) === undefined]);
    }),
    { numRuns: 2000 },
  );
  expect.hasAssertions();
});
