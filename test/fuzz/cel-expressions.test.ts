import * as fc from 'fast-check';
import { celEnv, parse, plan } from '@bufbuild/cel';
import { celProblems } from '../../src/checks/accept/schema/cel/cel-problems';
import { compileKnown } from '../../src/checks/accept/schema/cel/environment';
import { librarySource } from '../../src/checks/accept/schema/cel/source';
import type { Schema } from '../../src/facts/schemas';
import { fuzz } from './support/runs';

const LITERAL = fc.constantFrom(
  ...[
    '1',
    '0',
    '-1',
    '9223372036854775807',
    '1u',
    '1.5',
    '1e300',
    '"a"',
    "'b'",
    'r"\\d"',
    '""',
    'true',
    'false',
    'null',
    '[]',
    '[1, 2]',
  ],
  ...[
    '["a"]',
    '{"a": 1}',
    '{}',
    'self',
    'self.i',
    'self.s',
    'self.l',
    'self.m',
    'self.b',
    'self.n',
    'self.absent',
    'self.l[0]',
    'self.m["a"]',
  ],
);

/** Expressions of what rules of definitions are made of. */
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const one = tie('expression');
  const two = fc.tuple(one, one);
  return {
    expression: fc.oneof(
      { maxDepth: 4 },
      LITERAL,
      fc
        .tuple(two, fc.constantFrom('==', '!=', '<', '<=', '>', '>=', '&&', '||', '+', '-', '*', '/', '%', 'in'))
        .map(([[a, b], op]) => `(${a} ${op} ${b})`),
      fc.tuple(one, fc.constantFrom('!', '-')).map(([a, op]) => `${op}(${a})`),
      fc
        .tuple(
          one,
          fc.constantFrom(
            'size',
            'int',
            'string',
            'double',
            'type',
            'duration',
            'isURL',
            'quantity',
            'dyn',
            'bool',
            'uint',
            'url',
          ),
        )
        .map(([a, name]) => `${name}(${a})`),
      fc
        .tuple(
          two,
          fc.constantFrom(
            'startsWith',
            'endsWith',
            'contains',
            'matches',
            'split',
            'find',
            'findAll',
            'indexOf',
            'charAt',
          ),
        )
        .map(([[a, b], name]) => `(${a}).${name}(${b})`),
      fc
        .tuple(two, fc.constantFrom('all', 'exists', 'exists_one', 'filter', 'map'))
        .map(([[a, b], name]) => `(${a}).${name}(x, ${b.replace(/self\.l/g, 'x')})`),
      fc.tuple(one, one, one).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      fc.constantFrom(
        'has(self.i)',
        'has(self.absent)',
        'has(self.m.a)',
        'has(self.l[0].a)',
        'self.l.isSorted()',
        'self.l.sum()',
        'self.l.min()',
      ),
      fc
        .tuple(one, fc.constantFrom(')', '(', '?', '"', '&', '[', '.', '..', 'x.y.z()', '@'))
        .map(([a, bad]) => a + bad),
    ),
  };
});

const SELF: Schema = {
  type: 'object',
  properties: {
    i: { type: 'integer' },
    s: { type: 'string' },
    n: { type: 'number' },
    b: { type: 'boolean' },
    l: { type: 'array', items: { type: 'integer' } },
    m: { type: 'object', additionalProperties: { type: 'integer' } },
  },
};

/** The verdict of the library of the people who keep CEL for JavaScript; `undefined` where it fails. */
function verdictOf(rule: string, self: unknown): unknown {
  try {
    return plan(celEnv({}), parse(rule))({ self } as never);
  } catch {
    return undefined;
  }
}

/** What both libraries have, and read alike: functions that Kubernetes adds or has its own way are left out. */
const ALIKE =
  /^[^a-zA-Z]*((self|size|startsWith|endsWith|contains|true|false|in|i|s|b|a|x|all|exists|has)\b[^a-zA-Z.eu]*\.?)*$/;
let compared = 0;

fuzz(
  'any expression is judged or not judged, and agrees with another implementation where both have a verdict',
  fc.record({
    rule: expression,
    self: fc.record(
      {
        i: fc.integer({ min: -5, max: 5 }),
        s: fc.constantFrom('', 'a', 'ab', 'b'),
        n: fc.constantFrom(0, 1.5, -2),
        b: fc.boolean(),
        l: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
        m: fc.dictionary(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 3 })),
      },
      { requiredKeys: [] },
    ),
  }),
  ({ rule, self }) => {
    const schema = { ...SELF, 'x-kubernetes-validations': [{ rule, messageExpression: rule }] };
    const problems = [...celProblems({ f: self }, { type: 'object', properties: { f: schema } })];
    expect(problems.length).toBeLessThanOrEqual(1);
    for (const { message } of problems) expect(message).toMatch(/^Invalid value: /);
    if (!ALIKE.test(rule.replace(/"[^"]*"|'[^']*'/g, '""'))) return;
    const other = verdictOf(rule, toBigInts(self));
    // Where the evaluation fails here, the types do not fit: the API server takes no definition with such a rule.
    const fails = problems.some(({ message }) => message.includes('evaluating rule'));
    if (typeof other !== 'boolean' || fails || !isJudged(rule)) return;
    compared += 1;
    expect([rule, problems.length]).toEqual([rule, other ? 0 : 1]);
  },
);

test('some expressions were compared', () => {
  expect(compared).toBeGreaterThan(0);
});

/** Whether a rule is judged: one that can't be read, or whose types do not fit, proves nothing. */
function isJudged(rule: string): boolean {
  try {
    compileKnown(librarySource(rule));
    return true;
  } catch {
    return false;
  }
}

function toBigInts(self: Readonly<Record<string, unknown>>): unknown {
  const { i, l, m, ...rest } = self as { i?: number; l?: readonly number[]; m?: Readonly<Record<string, number>> };
  return {
    ...rest,
    ...(i !== undefined && { i: BigInt(i) }),
    ...(l && { l: l.map(BigInt) }),
    ...(m && { m: Object.fromEntries(Object.entries(m).map(([key, value]) => [key, BigInt(value)])) }),
  };
}
