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
    [`[{'a': 1}, {'a': 2}].indexOf({'a': 2}) == 1 && [[1], [1]].lastIndexOf([1]) == 1`],
    [`url('http://Example.org:80').getHost() == 'Example.org:80' && url('http://a:80/').getPort() == '80'`],
    [`url('https://example.org').getEscapedPath() == '' && url('/a/../b').getEscapedPath() == '/a/../b'`],
    [`url('https://[::1]:80/').getHostname() == '::1' && url('https://u:p@h/').getHost() == 'h'`],
    [`url('https://h/a?b=1&b=2&c=%20').getQuery() == {'b': ['1', '2'], 'c': [' ']}`],
    [`url('/a#b').getEscapedPath() == '/a%23b' && url('/ä').getEscapedPath() == '/%C3%A4'`],
    [`isIP('10.0.0.1') && isIP('2001:db8::1') && !isIP('10.0.0.256') && !isIP('010.0.0.1') && !isIP('')`],
    [`!isIP('::ffff:10.0.0.1') && !isIP('fe80::1%eth0') && isIP('::10.0.0.1')`],
    [`ip('10.0.0.1').family() == 4 && ip('::1').family() == 6`],
    [`ip('::1') == ip('0:0::1') && ip('::1') != ip('::2') && ip('0.0.0.1') != ip('::1')`],
    [`string(ip('2001:DB8:0:0:1:0:0:1')) == '2001:db8::1:0:0:1' && string(ip('127.0.0.1')) == '127.0.0.1'`],
    [`ip.isCanonical('2001:db8::1') && !ip.isCanonical('2001:DB8::1')`],
    [
      `ip('0.0.0.0').isUnspecified() && ip('::').isUnspecified() && ip('127.1.2.3').isLoopback() && ip('::1').isLoopback()`,
    ],
    [
      `ip('224.0.0.1').isLinkLocalMulticast() && !ip('224.0.1.1').isLinkLocalMulticast() && ip('ff02::1').isLinkLocalMulticast()`,
    ],
    [
      `ip('ff12::1').isLinkLocalMulticast() && !ip('ff05::1').isLinkLocalMulticast() && !ip('fd02::1').isLinkLocalMulticast()`,
    ],
    [
      `ip('169.254.1.1').isLinkLocalUnicast() && ip('fe80::1').isLinkLocalUnicast() && !ip('fd80::1').isLinkLocalUnicast()`,
    ],
    [
      `ip('192.168.0.1').isGlobalUnicast() && !ip('255.255.255.255').isGlobalUnicast() && !ip('ff00::1').isGlobalUnicast()`,
    ],
    [
      `isCIDR('10.0.0.0/8') && isCIDR('::/0') && !isCIDR('10.0.0.0') && !isCIDR('10.0.0.0/33') && !isCIDR('10.0.0.0/08')`,
    ],
    [`cidr('192.168.0.0/16').containsIP('192.168.9.1') && !cidr('192.168.0.0/16').containsIP(ip('192.169.0.1'))`],
    [`!cidr('0.0.0.0/0').containsIP('::1') && cidr('::/0').containsIP('::1')`],
    [`cidr('10.0.0.0/8').containsCIDR('10.0.0.0/16') && !cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16')`],
    [`!cidr('10.0.0.0/16').containsCIDR(cidr('10.0.0.0/8'))`],
    [`cidr('10.0.0.1/8').masked() == cidr('10.0.0.0/8') && cidr('10.0.0.1/8') != cidr('10.0.0.0/8')`],
    [
      `string(cidr('10.0.0.1/8').ip()) == '10.0.0.1' && cidr('::1/128').prefixLength() == 128 && string(cidr('::1/64')) == '::1/64'`,
    ],
    [`['10.0.0.1'].all(ip, isIP(ip))`],
    [`sets.contains([1, 2, 3], [2, 3]) && !sets.contains([1], [1, 2]) && sets.contains([], [])`],
    [
      `sets.equivalent([1, 2, 2], [2, 1]) && !sets.equivalent([1], [2]) && sets.intersects([[1], [2]], [[2]]) && !sets.intersects([1], [])`,
    ],
    [`!format.dns1123Label().validate('a-b').hasValue() && format.dns1123Label().validate('A').hasValue()`],
    [`!format.dns1123LabelPrefix().validate('a-').hasValue() && format.dns1123Label().validate('a-').hasValue()`],
    [
      `format.named('uuid').value().validate('x') == optional.of(['does not match the UUID format']) && !format.named('email').hasValue()`,
    ],
    [
      `!format.datetime().validate('2024-02-29T00:00:00Z').hasValue() && format.date().validate('2023-02-29').hasValue()`,
    ],
    [`!format.uri().validate('https://example.org').hasValue() && format.byte().validate('a').hasValue()`],
    [
      `isSemver('1.0.0') && isSemver('1.0.0-rc.1+build') && !isSemver('v1.0.0') && !isSemver('1.0') && !isSemver('01.0.0')`,
    ],
    [`isSemver('v1.0', true) && isSemver('01.01.01', true) && !isSemver('1.0-rc', true) && !isSemver('v', true)`],
    [`semver('1.2.3').major() == 1 && semver('1.2.3').minor() == 2 && semver('1.2.3').patch() == 3`],
    [`semver('1.2.3').isLessThan(semver('1.10.0')) && semver('1.0.0-rc.9').isLessThan(semver('1.0.0-rc.10'))`],
    [`semver('1.0.0').isGreaterThan(semver('1.0.0-rc')) && semver('1.0.0-1').compareTo(semver('1.0.0-a')) == -1`],
    [`semver('1.0.0+a') == semver('1.0.0+b') && semver('1.0.0-a.b').isGreaterThan(semver('1.0.0-a'))`],
    [
      `quantity('1').add(quantity('500m')) == quantity('1.5') && quantity('2').sub(1) == quantity('1') && quantity('1').add(1).asInteger() == 2`,
    ],
    [`quantity('2Gi').isInteger() && !quantity('500m').isInteger() && quantity('1500m').asApproximateFloat() == 1.5`],
    [`quantity('-1').sign() == -1 && quantity('Gi').sign() == 0`],
    [`[1, 2].all(i, v, v == i + 1) && {'a': 1, 'b': 2}.exists(k, v, k == 'b' && v == 2) && ![1].exists(i, v, v == 2)`],
    [`[1, 2, 2].existsOne(i, v, v == 1) && ![2, 2].existsOne(i, v, v == 2) && [1, 2].existsOne(v, v == 2)`],
    [`[3, 4].transformList(i, v, v * i) == [0, 4] && {'a': 1, 'b': 2}.transformList(k, v, v > 1, k) == ['b']`],
    [`{'a': 1}.transformMap(k, v, v + 1) == {'a': 2} && ['x', 'y'].transformMap(i, v, i > 0, v) == {1: 'y'}`],
    [`[[1], [2]].all(i, row, row.all(j, v, v == i + 1 && j == 0)) && ([1] + [2]).all(i, v, v > i)`],
    [`optional.of(2).optMap(x, x * 2).orValue(0) == 4 && optional.none().optMap(x, x * 2).orValue(0) == 0`],
    [`optional.of(2).optFlatMap(x, optional.of(x + 1)) == optional.of(3) && !optional.ofNonZeroValue('').hasValue()`],
    [`optional.ofNonZeroValue([0]).hasValue() && {'a': 1}[?'b'].orValue(5) == 5 && {'a': 1}.?a.hasValue()`],
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
    [`ip('10.0.0.256')`],
    [`ip.isCanonical('x')`],
    [`cidr('10.0.0.0')`],
    [`cidr('10.0.0.0/8').containsIP('x')`],
    [`semver('v1.0.0')`],
    [`quantity('500m').asInteger()`],
    [`optional.none().value()`],
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
    ['of another library', 'math.least(self, 4) == 4'],
    ['with another number of arguments', '[1].all(i, v, w, i < v)'],
    ['deep in a rule', "self == '' ? true : {'a': [lists.range(3)]}.size() > 5"],
  ])('says nothing of a rule with a function that is not known here: %s', (_, rule) => {
    expect(problems([{ rule }], 'a', { type: 'string' })).toEqual([]);
    expect(() => compileKnown(librarySource(rule))).toThrow(/^no function \S+ is known$/);
  });

  test('says nothing of a rule whose types the library can not bring together', () => {
    expect(problems([{ rule: "'a'.masked() == self" }], 'a', { type: 'string' })).toEqual([]);
  });

  test('says nothing of a rule that comes to what is not certain here', () => {
    const rule = 'quantity(self).isInteger() && quantity(self).asInteger() > 1';
    expect(problems([{ rule }], '1000Ti', { type: 'string' })).toEqual([]);
    expect(problems([{ rule }], '500m', { type: 'string' })).toHaveLength(1);
  });

  test.each([
    ['trimmed', "' too small '", 'too small'],
    ['left out where it has two lines', "'a\\nb'", 'failed rule: self > 1'],
    ['left out where it is long', "'" + 'x'.repeat(5121) + "'", 'failed rule: self > 1'],
  ])('the message of an expression is %s', (_, messageExpression, message) => {
    expect(problems([{ rule: 'self > 1', messageExpression }], 0)).toEqual([`f: Invalid value: 0: ${message}`]);
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
