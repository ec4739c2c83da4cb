import { expressionProblem } from '../../../../src/checks/accept/schema/cel/expression';
import { DYN, fieldsOf } from '../../../../src/checks/accept/schema/cel/scope';
import type { Known, Scope } from '../../../../src/checks/accept/schema/cel/scope';

const SCOPE: Scope = new Map([
  ['device', fieldsOf(['driver', 'attributes', 'capacity'])],
  ['object', {}],
]);

test.each([
  ['half of it', "device.driver == '", 'compilation failed: Syntax error'],
  ['a variable that there is not', "devices.driver == 'a'", "compilation failed: undeclared reference to 'devices'"],
  ['one in a macro', '[1].all(x, y > 1)', "compilation failed: undeclared reference to 'y'"],
  ['one behind its macro', '[1].all(x, x > 1) && x == 1', "compilation failed: undeclared reference to 'x'"],
  ['the value of a binding', 'cel.bind(x, x, true)', "compilation failed: undeclared reference to 'x'"],
  ['a field that there is not', "device.attribute['a'].b == 1", "compilation failed: undefined field 'attribute'"],
  [
    'a function that there is not',
    "device.driver.startWith('a')",
    "compilation failed: undeclared reference to 'startWith'",
  ],
  [
    'a function with nothing before it',
    "match(device.driver, 'a')",
    "compilation failed: undeclared reference to 'match'",
  ],
  ['a text', "'a'", 'must evaluate to bool'],
  ['a number', "int('1') + 1", 'must evaluate to bool'],
  ['a list', '[true]', 'must evaluate to bool'],
])('an expression of %s is refused', (_what, expression, problem) => {
  expect(expressionProblem(expression, SCOPE, ['bool'])).toBe(problem);
});

test.each([
  ["device.driver == 'gpu.nvidia.com' && device.attributes['gpu.nvidia.com'].type == 'gpu'"],
  ["device.attributes['gpu.nvidia.com'].productName.lowerAscii().matches('^.*a100.*$')"],
  ["device.capacity['gpu.nvidia.com'].memory.compareTo(quantity('40Gi')) >= 0"],
  ["cel.bind(dra, device.attributes['gpu.nvidia.com'], dra.type == 'mig' && dra.profile == '1g.5gb')"],
  ["device.attributes['a'].?b.orValue(false)"],
  ["semver(device.attributes['a'].v).isGreaterThan(semver('1.0.0'))"],
  ['[device].all(device, device.anything)'],
  ["{'a': 1}.all(k, v, k == 'a' && v == 1)"],
  ['object.a.optMap(x, x > 1).orValue(true)'],
  ["int(object.a) == 1 && object.b.matches('a') && duration(object.c) < duration('1h')"],
  ['object.paused'],
  ['Object{spec: Object.spec{replicas: 1}} != object'],
  ["{?'a': object.?a}.size() == 0 && [?object.?a].size() == 0 && object.a > .5"],
  ["object.`a-b` == rb'a'"],
])('%s may stand', (expression) => {
  expect(expressionProblem(expression, SCOPE, ['bool'])).toBeUndefined();
});

test.each([["object.a == '?' &&"], ["object.spec( == '{'"], ["object.a == 'a.b' ||"], ['object.a.b c']])(
  'syntax that the library does not have excuses no other: %s',
  (expression) => {
    expect(expressionProblem(expression, SCOPE, ['bool'])).toBe('compilation failed: Syntax error');
  },
);

test('one of several types may be asked for', () => {
  expect(expressionProblem('1', SCOPE, ['string', 'null'])).toBe('must evaluate to one of [string null]');
  expect(expressionProblem("'a'", SCOPE, ['string', 'null'])).toBeUndefined();
  expect(expressionProblem('null', SCOPE, ['string', 'null'])).toBeUndefined();
});

describe('of what the API server knows no type', () => {
  const untyped: Scope = new Map<string, Known>([
    ['object', DYN],
    [
      'request',
      {
        fields: new Map<string, Known>([
          ['options', DYN],
          ['dryRun', {}],
        ]),
      },
    ],
    [
      'variables',
      {
        fields: new Map<string, Known>([
          ['spec', DYN],
          ['name', { type: 'string' }],
          ['gpus', {}],
        ]),
      },
    ],
    ['authorizer', {}],
  ]);

  test.each([
    'object',
    'object.spec.paused',
    "object.metadata.labels['gpu']",
    'object.spec.containers[0].tty',
    '(object.spec.paused)',
    'request.options.force',
    'variables.spec.paused',
    'object.a == 1 ? object.b : object.c',
  ])('%s is no bool and no text', (expression) => {
    expect(expressionProblem(expression, untyped, ['bool'])).toBe('must evaluate to bool but got dyn');
    expect(expressionProblem(expression, untyped, ['string', 'null'])).toBe(
      'must evaluate to one of [string null] but got dyn',
    );
    expect(expressionProblem(expression, untyped, undefined)).toBeUndefined();
  });

  test.each([
    'object.spec.paused == true',
    '!object.spec.paused',
    'object.spec.paused || object.spec.done',
    'has(object.spec.paused)',
    'object.spec.list.exists(x, x.a)',
    'request.dryRun',
    'variables.gpus',
    "authorizer.path('/healthz').check('get').allowed()",
    'object.?spec.?paused.orValue(false)',
    'object.a == 1 ? object.b : true',
    'bool(object.spec.paused)',
  ])('%s may be one', (expression) => {
    expect(expressionProblem(expression, untyped, ['bool'])).toBeUndefined();
  });

  test('a variable of text is none, and may stand where text is due', () => {
    expect(expressionProblem('variables.name', untyped, ['bool'])).toBe('must evaluate to bool');
    expect(expressionProblem('variables.name', untyped, ['string'])).toBeUndefined();
  });
});
