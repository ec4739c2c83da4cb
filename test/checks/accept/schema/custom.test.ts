import { check } from '../../../../src/checks/check';
import { complete } from '../../../../src/checks/accept/schema/complete';
import { validateLists, validateStructure } from '../../../../src/checks/accept/schema/structural';
import type { Problem } from '../../../../src/checks/accept/schema/problem';
import type { Schema } from '../../../../src/facts/schemas';
import { Target } from '../../../../src/facts/target';
import { checkObjects } from '../../support';

const OURS = /^ACC00[3-8]$/;

function found(object: unknown): string[] {
  return checkObjects([object])
    .filter(({ rule }) => OURS.test(rule))
    .map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
}

/** What a schema says of the field `f` of an object. */
function judge(field: Schema, value: unknown): string[] {
  const problems: Problem[] = [];
  const sink = (problem: Problem): unknown => problems.push(problem);
  const schema: Schema = { type: 'object', properties: { f: field } };
  const copy = complete({ f: value }, schema, sink);
  validateStructure(copy, schema, [], sink);
  validateLists(copy, schema, [], sink);
  return problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

function completed(field: Schema, value: unknown): unknown {
  return complete({ f: value }, { type: 'object', properties: { f: field } }, () => undefined);
}

describe('a structural schema refuses', () => {
  test.each<[string, Schema, unknown, string]>([
    ['another type', { type: 'string' }, 5, 'f: Invalid value: "integer": f in body must be of type string: "integer"'],
    ['a fraction', { type: 'integer' }, 1.5, 'f: Invalid value: "number": f in body must be of type integer: "number"'],
    [
      'an int32 that is too large',
      { type: 'integer', format: 'int32' },
      2 ** 31,
      'f: Invalid value: 2147483648: f in body Checked value must be of type integer with format int32',
    ],
    [
      'neither int nor string',
      { 'x-kubernetes-int-or-string': true },
      1.5,
      'f: Invalid value: "number": f in body must be of type integer,string: "number"',
    ],
    [
      'what no enum has',
      { type: 'string', enum: ['a', 'b'] },
      'c',
      'f: Unsupported value: "c": supported values: "a", "b"',
    ],
    [
      'empty text where base64 is wanted',
      { type: 'string', format: 'byte' },
      '',
      'f: Invalid value: "": f in body must be of type byte: ""',
    ],
    [
      'a line end in base64',
      { type: 'string', format: 'byte' },
      'YQ==\n',
      'f: Invalid value: "YQ==\\n": f in body must be of type byte: "YQ==\\n"',
    ],
    [
      'what no pattern matches',
      { type: 'string', pattern: '^a$' },
      'b',
      'f: Invalid value: "b": f in body should match \'^a$\'',
    ],
    [
      'too short a text',
      { type: 'string', minLength: 2 },
      '😀',
      'f: Invalid value: "😀": f in body should be at least 2 chars long',
    ],
    [
      'too long a text',
      { type: 'string', maxLength: 1 },
      'ab',
      'f: Invalid value: "ab": f in body should be at most 1 chars long',
    ],
    [
      'too small a number',
      { type: 'integer', minimum: 1 },
      0,
      'f: Invalid value: 0: f in body should be greater than or equal to 1',
    ],
    [
      'too large a number',
      { type: 'integer', maximum: 1, exclusiveMaximum: true },
      1,
      'f: Invalid value: 1: f in body should be less than 1',
    ],
    ['no multiple', { type: 'integer', multipleOf: 5 }, 7, 'f: Invalid value: 7: f in body should be a multiple of 5'],
    [
      'too few items',
      { type: 'array', minItems: 1, items: {} },
      [],
      'f: Invalid value: 0: f in body should have at least 1 items',
    ],
    [
      'too many properties',
      { type: 'object', maxProperties: 0, additionalProperties: true },
      { a: 1 },
      'f: Invalid value: 1: f in body must have at most 0 properties',
    ],
    [
      'equal items',
      { type: 'array', uniqueItems: true, items: {} },
      [1, 1],
      "f: Invalid value: [1,1]: f in body shouldn't contain duplicates",
    ],
    ['a missing field', { type: 'object', required: ['a'], properties: { a: {} } }, {}, 'f.a: Required value'],
    [
      'null in the place of what is required',
      { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
      { a: null },
      'f.a: Required value',
    ],
    [
      'null in a list',
      { type: 'array', items: { type: 'string' } },
      [null],
      'f.0: Invalid value: "null": f[0] in body must be of type string: "null"',
    ],
    [
      'none of several',
      { anyOf: [{ required: ['a'] }, { required: ['b'] }], 'x-kubernetes-preserve-unknown-fields': true },
      { c: 1 },
      'f: Invalid value: must validate at least one schema (anyOf)',
    ],
    [
      'two of several',
      { oneOf: [{ required: ['a'] }, { required: ['b'] }], 'x-kubernetes-preserve-unknown-fields': true },
      { a: 1, b: 1 },
      'f: Invalid value: must validate one and only one schema (oneOf). Found 2 valid alternatives',
    ],
    [
      'what may not be',
      { not: { required: ['a'] }, 'x-kubernetes-preserve-unknown-fields': true },
      { a: 1 },
      'f: Invalid value: must not validate the schema (not)',
    ],
    [
      'not all',
      { allOf: [{ minLength: 1 }, { minLength: 2 }], type: 'string' },
      'a',
      'f: Invalid value: must validate all the schemas (allOf)',
    ],
    [
      'a format',
      { type: 'string', format: 'date-time' },
      'soon',
      'f: Invalid value: "soon": f in body must be of type date-time: "soon"',
    ],
    [
      'an unknown field',
      { type: 'object', properties: { a: {} } },
      { b: 1 },
      'f.b: strict decoding error: unknown field "f.b"',
    ],
    ['any field where there are none', { type: 'object' }, { b: 1 }, 'f.b: strict decoding error: unknown field "f.b"'],
    [
      'a twin in a set',
      { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
      ['a', 'b', 'a'],
      'f.2: Duplicate value: "a"',
    ],
    [
      'a twin in a map',
      {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['k', 'p'],
        items: { type: 'object', properties: { k: {}, p: { default: 'TCP' }, v: {} } },
      },
      [
        { k: 1, v: 1 },
        { v: 2, p: 'TCP', k: 1 },
      ],
      'f.1: Duplicate value: {"k":1,"p":"TCP"}',
    ],
    [
      'what a pattern whose flag of Go stands behind its begin does not have',
      { type: 'string', pattern: '^(?i)(abort|warn)?$' },
      'stop',
      `f: Invalid value: "stop": f in body should match '^(?i)(abort|warn)?$'`,
    ],
    [
      'a line end that a dot does not stand for in Go either',
      { type: 'string', pattern: '^.$' },
      '\n',
      `f: Invalid value: "\\n": f in body should match '^.$'`,
    ],
    [
      'an IPv4 address out of range',
      { type: 'string', format: 'ipv4' },
      '010.0.0.256',
      'f: Invalid value: "010.0.0.256": f in body must be of type ipv4: "010.0.0.256"',
    ],
    [
      'an IPv6 address with a zone',
      { type: 'string', format: 'ipv6' },
      'fe80::1%eth0',
      'f: Invalid value: "fe80::1%eth0": f in body must be of type ipv6: "fe80::1%eth0"',
    ],
    [
      'a duration of more than 64 bits of nanoseconds',
      { type: 'string', format: 'duration' },
      '2562048h',
      'f: Invalid value: "2562048h": f in body must be of type duration: "2562048h"',
    ],
    [
      'a list where text without a format belongs',
      { type: 'string' },
      ['a'],
      'f: Invalid value: "array": f in body must be of type string: "array"',
    ],
    [
      'a field of an object in a list where text of a format belongs',
      { type: 'string', format: 'byte' },
      [{ a: 1 }],
      'f.0.a: strict decoding error: unknown field "f[0].a"',
    ],
  ])('%s', (_, schema, value, expected) => {
    expect(judge(schema, value)).toEqual([expected]);
  });
});

describe('a structural schema takes', () => {
  test.each<[string, Schema, unknown]>([
    ['null where it is nullable', { type: 'string', nullable: true, minLength: 3 }, null],
    ['null, which is dropped where it is not', { type: 'string', minLength: 3 }, null],
    ['a whole number for a number', { type: 'number' }, 5],
    ['a pattern with a flag of Go', { type: 'string', pattern: '(?i)^abc$' }, 'ABC'],
    ['a pattern whose flag of Go stands behind its begin', { type: 'string', pattern: '^(?i)(abort|warn)?$' }, 'Warn'],
    ['one sign beyond ASCII for a dot', { type: 'string', pattern: '^.$' }, '\u{1F600}'],
    ['an IPv4 address with leading zeros', { type: 'string', format: 'ipv4' }, '010.0.0.1'],
    ['an IPv4 address in the form of an IPv6 address', { type: 'string', format: 'ipv4' }, '::ffff:10.0.0.1'],
    ['an offset that no place has', { type: 'string', format: 'date-time' }, '2024-01-01T00:00:00+25:00'],
    ['the longest duration', { type: 'string', format: 'duration' }, '2562047h47m16s'],
    ['a list where text of a format belongs', { type: 'string', format: 'byte' }, ['a']],
    ['a format that is not checked', { type: 'string', format: 'anything' }, '!'],
    [
      'an unknown field that is kept',
      { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { a: { type: 'string' } } },
      { b: { c: 1 } },
    ],
    [
      'the same text twice in an atomic list',
      { type: 'array', 'x-kubernetes-list-type': 'atomic', items: { type: 'string' } },
      ['a', 'a'],
    ],
    [
      'other keys in a map',
      {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['k'],
        items: { type: 'object', properties: { k: {} } },
      },
      [{ k: 1 }, { k: '1' }],
    ],
    [
      'metadata of an embedded object',
      { type: 'object', 'x-kubernetes-embedded-resource': true, properties: {} },
      { apiVersion: 'v1', kind: 'A', metadata: { name: 'a' } },
    ],
  ])('%s', (_, schema, value) => {
    expect(judge(schema, value)).toEqual([]);
  });
});

test('defaults are filled in at every depth, into a copy', () => {
  const schema: Schema = {
    type: 'object',
    default: {},
    properties: {
      a: { default: 1 },
      b: { type: 'array', items: { type: 'object', properties: { c: { default: 2 } } } },
    },
  };
  const given = { b: [{}, { c: null }] };
  expect(completed(schema, given)).toEqual({ f: { a: 1, b: [{ c: 2 }, { c: 2 }] } });
  expect(given).toEqual({ b: [{}, { c: null }] });
  expect(completed(schema, null)).toEqual({ f: { a: 1 } });
});

const queue = (spec: object, extra: object = {}): object => ({
  apiVersion: 'kueue.x-k8s.io/v1beta2',
  kind: 'ClusterQueue',
  metadata: { name: 'gpu' },
  spec,
  ...extra,
});

describe('a custom resource', () => {
  test('is judged by its version, its metadata as that of any object', () => {
    expect(found(queue({ cohort: 5 }, { metadata: { name: 'gpu', label: {}, finalizers: 'a' }, spek: 1 }))).toEqual([
      'ACC004 metadata.finalizers: cannot unmarshal string into a field of type []string',
      expect.stringContaining('ACC005 metadata.label: '),
      expect.stringContaining('ACC005 spec.cohort: '),
      expect.stringContaining('ACC005 spek: '),
    ]);
  });

  test('may have a status, whose schema is not known here', () => {
    expect(found(queue({}, { status: { conditions: [] } }))).toEqual([]);
  });

  test('has an int32 of more than 32 bits refused since 1.36, in schemas of which one must fit too', () => {
    const pool = {
      apiVersion: 'karpenter.azure.com/v1beta1',
      kind: 'AKSNodeClass',
      metadata: { name: 'a' },
      spec: { osDiskSizeGB: 2 ** 31 },
    };
    const widths = (minor: string): string[] =>
      checkObjects([pool], Target.generic(minor))
        .map(({ message }) => message)
        .filter((message) => message.includes('format int32'));
    expect(widths('1.36')).toHaveLength(1);
    expect(widths('1.35')).toEqual([]);
    const schema: Schema = { type: 'integer', anyOf: [{ type: 'integer', format: 'int32' }] };
    const count = (readsWidths: boolean): number => {
      let problems = 0;
      validateStructure(2 ** 31, schema, [], () => (problems += 1), readsWidths);
      return problems;
    };
    expect([count(true), count(false)]).toEqual([1, 0]);
  });

  test('reports an entry that is given twice', () => {
    const admissionChecks = [{ name: 'a' }, { name: 'a' }];
    expect(found(queue({ admissionChecksStrategy: { admissionChecks } }))).toEqual([
      'ACC008 spec.admissionChecksStrategy.admissionChecks[1]: Duplicate value: {"name":"a"}',
    ]);
  });

  test('has no more replicas than 32 bits count', () => {
    const pool = (replicas: number): string[] =>
      found({
        apiVersion: 'karpenter.sh/v1',
        kind: 'NodePool',
        metadata: { name: 'a' },
        spec: {
          replicas,
          template: {
            spec: { nodeClassRef: { group: 'karpenter.azure.com', kind: 'AKSNodeClass', name: 'a' }, requirements: [] },
          },
        },
      });
    expect(pool(2 ** 31)).toEqual([
      'ACC004 spec.replicas: Invalid value: 2147483648: should be less than or equal to 2147483647',
    ]);
    expect(pool(2 ** 31 - 1)).toEqual([]);
  });

  test('of a kind that is not known is left alone', () => {
    expect(found({ apiVersion: 'example.org/v1', kind: 'Thing', metadata: { name: 'a' }, spec: 5 })).toEqual([]);
  });

  test.each([[null], [5], ['text'], [[]], [[[null]]], [{ resourceGroups: [null, 5, { flavors: 'a' }] }]])(
    'of any shape is read: %j',
    (spec) => {
      expect(() => found(queue(spec as object))).not.toThrow();
    },
  );
});

describe('ACC006', () => {
  const origin = { file: 'a.yaml', yamlProblems: [{ message: "the key 'data' is given twice", line: 7 }] };
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };

  test('reports what YAML itself is wrong about, with its line', () => {
    expect(check([{ object, origin }], Target.generic('1.36'))).toMatchObject([
      { rule: 'ACC006', severity: 'error', line: 7, message: "the key 'data' is given twice" },
    ]);
    expect(check([{ object, origin: {} }], Target.generic('1.36'))).toEqual([]);
  });
});

describe('a version that is served beside the one whose file is here', () => {
  test('is judged by the schema that it shares', () => {
    const route = (spec: object): unknown => ({
      apiVersion: 'gateway.networking.k8s.io/v1beta1',
      kind: 'HTTPRoute',
      metadata: { name: 'a', namespace: 'b' },
      spec,
    });
    expect(found(route({ hostnames: ['a.example.com'] }))).toEqual([]);
    expect(found(route({ hostname: ['a.example.com'] }))).toEqual([
      'ACC005 spec.hostname: strict decoding error: unknown field "spec.hostname"',
    ]);
  });

  test('may have any fields where its schema is not known', () => {
    const spec = { clusterQueue: 'a', anything: 1 };
    const of = (version: string): string[] =>
      found({
        apiVersion: `kueue.x-k8s.io/${version}`,
        kind: 'LocalQueue',
        metadata: { name: 'a', namespace: 'b' },
        spec,
      });
    expect(of('v1beta1')).toEqual([]);
    expect(of('v1beta2')).toEqual(['ACC005 spec.anything: strict decoding error: unknown field "spec.anything"']);
  });
});
