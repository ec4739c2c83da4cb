import { celEnv, celFunc, celMethod, CelScalar, parse, plan } from '@bufbuild/cel';
import * as fs from 'fs';
import * as path from 'path';
import { celProblems } from '../../../../src/checks/accept/schema/cel/cel-problems';
import { compile, compileKnown } from '../../../../src/checks/accept/schema/cel/environment';
import { librarySource } from '../../../../src/checks/accept/schema/cel/source';
import { celValue, escapeName } from '../../../../src/checks/accept/schema/cel/value';
import type { Schema } from '../../../../src/facts/schemas';

const IMPORTS = path.resolve(__dirname, '../../../../imports');

/** All rules of the known definitions. */
function allRules(): string[] {
  const rules = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const validations = (value as Schema)['x-kubernetes-validations'];
    if (Array.isArray(validations)) {
      for (const { rule, messageExpression } of validations as { rule: string; messageExpression?: string }[]) {
        rules.add(rule);
        if (messageExpression !== undefined) rules.add(messageExpression);
      }
    }
    Object.values(value).forEach(walk);
  };
  for (const name of fs.readdirSync(IMPORTS).filter((file) => file.endsWith('.schema.json'))) {
    walk(JSON.parse(fs.readFileSync(path.join(IMPORTS, name), 'utf8')));
  }
  return [...rules];
}

const evaluate = (rule: string, self?: unknown): unknown => compile(librarySource(rule))({ self });

test('every rule of the known definitions can be read', () => {
  const rules = allRules();
  expect(rules.length).toBeGreaterThan(200);
  for (const rule of rules) expect(() => compileKnown(librarySource(rule))).not.toThrow();
});

describe('the functions of Kubernetes', () => {
  test.each([
    [`'a/b'.find('^[^/]+') == 'a'`],
    [`'abc'.find('x') == ''`],
    [`'a1b22'.findAll('[0-9]+') == ['1', '22']`],
    [`'a1b22'.findAll('[0-9]+', 1) == ['1']`],
    [`'a,b'.split(',')[1] == 'b'`],
    [`'a-b'.replace('-', '+') == 'a+b'`],
    [`'aaa'.replace('a', 'b', 2) == 'bba' && 'aa'.replace('a', 'b', -1) == 'bb' && 'a'.replace('a', 'b', 0) == 'a'`],
    [`'ABC'.matches('(?i)^abc$')`],
    [`'int(5)'.contains('int(') && 'a.matches(b)'.contains('.matches(')`],
    [`int('12') == 12 && int(1.9) == 1`],
    [`duration('0') == duration('0s') && duration('1h30m') > duration('1h')`],
    [`isURL('https://example.org/a') && isURL('/a') && !isURL('example.org/keys') && !isURL('')`],
    [`url('https://example.org:8080/a').getScheme() == 'https'`],
    [`url('https://example.org:8080/a').getHost() == 'example.org:8080'`],
    [`url('https://example.org:8080/a').getHostname() == 'example.org'`],
    [`url('https://example.org:8080/a').getPort() == '8080'`],
    [`url('https://example.org:8080/a').getEscapedPath() == '/a'`],
    [`isQuantity('1Gi') && !isQuantity('1GB')`],
    [`quantity('1Gi').isGreaterThan(quantity('1G')) && quantity('1').compareTo(quantity('1000m')) == 0`],
    [`quantity('1') == quantity('1000m') && quantity('1') != quantity('2')`],
    [`[1, 2, 2].isSorted() && ![2, 1].isSorted()`],
    [`[3, 1, 2].min() == 1 && [3, 1, 2].max() == 3 && [1, 2].sum() == 3`],
    [`[1, 2, 1].indexOf(1) == 0 && [1, 2, 1].lastIndexOf(1) == 2 && [1].indexOf(5) == -1`],
  ])('%s', (rule) => {
    expect(evaluate(rule)).toBe(true);
  });

  test.each([
    [`int('')`],
    [`int('1.5')`],
    [`duration('5d')`],
    [`duration('')`],
    [`url('a b')`],
    [`duration('2562048h')`],
    [`[].min()`],
    [`quantity('x')`],
  ])('%s fails', (rule) => {
    expect(() => evaluate(rule)).toThrow();
  });
});

describe('a value as rules see it', () => {
  test.each([
    ['namespace', '__namespace__'],
    ['a-b.c/d', 'a__dash__b__dot__c__slash__d'],
    ['a__b', 'a__underscores__b'],
    ['name', 'name'],
  ])('%s is called %s', (name, escaped) => {
    expect(escapeName(name)).toBe(escaped);
  });

  test('has integers and numbers by its schema, and keys of maps as they are', () => {
    const schema: Schema = {
      type: 'object',
      properties: {
        i: { type: 'integer' },
        n: { type: 'number' },
        either: { 'x-kubernetes-int-or-string': true },
        namespace: { type: 'string' },
        map: { type: 'object', additionalProperties: { type: 'integer' } },
      },
    };
    const value = celValue({ i: 1, n: 1, either: 5, namespace: 'a', map: { namespace: 1 } }, schema);
    expect(
      evaluate(
        `self.i == 1 && type(self.n) == double && type(self.either) == int && self.__namespace__ == 'a' && 'namespace' in self.map`,
        value,
      ),
    ).toBe(true);
  });
});

describe('ACC007', () => {
  const problems = (rules: object[], value: unknown, field: Schema = { type: 'integer' }): string[] =>
    [
      ...celProblems(
        { f: value },
        { type: 'object', properties: { f: { ...field, 'x-kubernetes-validations': rules } } },
      ),
    ].map(({ path: at, message }) => `${at.join('.')}: ${message}`);

  test.each([
    ['the message', { rule: 'self > 1', message: 'too small' }, 'f: Invalid value: 0: too small'],
    ['no message', { rule: ' self > 1 ' }, 'f: Invalid value: 0: failed rule: self > 1'],
    [
      'an expression for the message',
      { rule: 'self > 1', messageExpression: "'got ' + string(self)", message: 'too small' },
      'f: Invalid value: 0: got 0',
    ],
    [
      'an expression that fails',
      { rule: 'self > 1', messageExpression: 'string(1 / self)', message: 'too small' },
      'f: Invalid value: 0: too small',
    ],
    [
      'an evaluation that fails',
      { rule: '1 / self > 1', message: 'too small' },
      expect.stringMatching(/^f: Invalid value: .* evaluating rule: too small$/),
    ],
    ['a reason', { rule: 'self > 1', message: 'not here', reason: 'FieldValueForbidden' }, 'f: Forbidden: not here'],
    [
      'a field',
      { rule: 'self > 1', message: 'is missing', reason: 'FieldValueRequired', fieldPath: ".a['b.c']" },
      'f.a.b.c: Required value: is missing',
    ],
  ])('reports %s', (_, rule, expected) => {
    expect(problems([rule], 0)).toEqual([expected]);
  });

  test('reports no rule that compares with an older object, unless it says that there may be none', () => {
    expect(problems([{ rule: 'self == oldSelf' }], 1)).toEqual([]);
    const rule = 'oldSelf.hasValue() ? self == oldSelf.value() : self > 1';
    expect(problems([{ rule, optionalOldSelf: true }], 2)).toEqual([]);
    expect(problems([{ rule, optionalOldSelf: true, message: 'too small' }], 1)).toEqual([
      'f: Invalid value: 1: too small',
    ]);
  });

  test.each([
    ['of another library', 'ip(self).family() == 4'],
    ['of a name that another object has', 'sets.contains([1], [1])'],
    ['with another number of arguments', '[1].all(i, v, i < v)'],
    ['deep in a rule', "self == '' ? true : {'a': [lists.range(3)]}.size() > 5"],
  ])('says nothing of a rule with a function that is not known here: %s', (_, rule) => {
    expect(problems([{ rule }], 'a', { type: 'string' })).toEqual([]);
    expect(() => compileKnown(librarySource(rule))).toThrow(/^no function \S+ is known$/);
  });

  test('still reports a known function on a value that it does not take', () => {
    expect(problems([{ rule: "self.startsWith('a')" }], 5, { 'x-kubernetes-int-or-string': true })).toHaveLength(1);
  });

  test('sees rules at every depth, and the name of the object at its root', () => {
    const schema: Schema = {
      type: 'object',
      properties: {
        f: {
          type: 'array',
          items: {
            type: 'object',
            additionalProperties: { type: 'string', 'x-kubernetes-validations': [{ rule: "self != ''" }] },
          },
        },
      },
      'x-kubernetes-validations': [{ rule: "self.metadata.name != 'a'" }],
    };
    const found = [...celProblems({ metadata: { name: 'a' }, f: [{ x: 'a', y: '' }] }, schema)];
    expect(found.map(({ path: at }) => at)).toEqual([[], ['f', 0, 'y']]);
  });
});

/** Another implementation of CEL, to tell whether the two agree. */
describe('the referee agrees', () => {
  const { STRING } = CelScalar;
  const env = celEnv({
    funcs: [
      celMethod('find', STRING, [STRING], STRING, function (pattern) {
        return new RegExp(pattern).exec(this)?.[0] ?? '';
      }),
      celFunc('none', [], STRING, () => ''),
    ],
  });
  const referee = (rule: string, self: unknown): unknown => {
    const result = plan(env, parse(rule))({ self: self as never });
    return result instanceof Error ? 'fails' : result;
  };
  const ours = (rule: string, self: unknown): unknown => {
    try {
      return evaluate(rule, self);
    } catch {
      return 'fails';
    }
  };
  const map = (entries: object): Map<string, unknown> => new Map(Object.entries(entries));
  const values = [
    map({}),
    map({ a: 1n, b: 'x', l: [1n, 2n], m: map({ k: 'v' }) }),
    map({ a: 0n, b: '', l: [], m: map({}) }),
    map({ a: -5n, b: 'karpenter.sh/x', l: [map({ x: 1n }), map({ y: 2n })] }),
  ];
  test.each([
    ['has(self.a) ? self.a > 0 : true'],
    ['has(self.b) && self.b != "" || has(self.a)'],
    ['self.a > 0 || self.b == ""'],
    ['self.a == 0 && self.missing == 1'],
    ['self.missing == 1 && self.a == 1'],
    ['self.l.all(x, x > 0)'],
    ['self.l.exists(x, x.x == 1)'],
    ['self.l.exists_one(x, x == 1)'],
    ['self.l.filter(x, x == 1).size() <= 1'],
    ['size(self.m) == 1 && "k" in self.m'],
    ['self.m.all(k, self.m[k] != "")'],
    ['1 / self.a == 1 || true'],
    ['self.b.find("^([^/]+)").endsWith("karpenter.sh")'],
    ['(has(self.l) ? self.l : []).size() + (has(self.m) ? 1 : 0) <= 1'],
    ['self.b in ["x", ""] ? self.b.startsWith("x") : self.b.contains("/")'],
  ])('on %s', (rule) => {
    for (const value of values)
      expect({ value, result: ours(rule, value) }).toEqual({ value, result: referee(rule, value) });
  });
});
