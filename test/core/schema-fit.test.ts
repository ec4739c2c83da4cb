import * as fs from 'fs';
import * as path from 'path';
import Ajv from 'ajv';
import * as fc from 'fast-check';
import * as yaml from 'js-yaml';
import { readSchema } from '../../src/blueprint/read-schema';
import { fits } from '../../src/core/schema-fit';
import type { Schema } from '../../src/facts/schemas';

const root = path.resolve(__dirname, '../..');
const ajv = new Ajv({ strict: false, validateFormats: false, allowUnionTypes: true });

function customSchema(group: string, kind: string, version: string): Schema {
  const { kinds } = JSON.parse(fs.readFileSync(path.join(root, `imports/${group}.schema.json`), 'utf8')) as {
    kinds: { kind: string; versions: { name: string; schema: Schema }[] }[];
  };
  return kinds.find((one) => one.kind === kind)!.versions.find(({ name }) => name === version)!.schema;
}

type Tree = Record<string, unknown>;

const pool = {
  metadata: { name: 'pool' },
  spec: {
    weight: 10,
    limits: { cpu: 8, memory: '16Gi' },
    disruption: { consolidateAfter: '5m', budgets: [{ nodes: '10%', reasons: ['Drifted'] }] },
    template: {
      metadata: { labels: { team: 'a' } },
      spec: {
        expireAfter: 'Never',
        nodeClassRef: { group: 'karpenter.azure.com', kind: 'AKSNodeClass', name: 'a' },
        requirements: [{ key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }],
        taints: [{ key: 'nvidia.com/gpu', value: 'true', effect: 'NoSchedule' }],
      },
    },
  },
};
const service = {
  spec: {
    hosts: ['a.example.com'],
    gateways: ['a/b'],
    http: [
      {
        match: [{ uri: { prefix: '/a/' }, headers: { a: { exact: 'b' } } }],
        route: [{ destination: { host: 'a', port: { number: 80 } }, weight: 100 }],
        timeout: '30s',
      },
    ],
  },
};

const CASES: readonly [string, Schema, Tree][] = [
  ['NodePool', customSchema('karpenter.sh', 'NodePool', 'v1'), pool],
  ['VirtualService', customSchema('networking.istio.io', 'VirtualService', 'v1'), service],
  [
    'platform.yaml',
    readSchema('platform'),
    yaml.load(fs.readFileSync(path.join(root, 'platform.yaml'), 'utf8')) as Tree,
  ],
];

/** Changes the value at one place of a tree: a number chooses it, among all that there are. */
function mutate(tree: unknown, at: number, change: (parent: Tree, key: string) => void): unknown {
  const copy = structuredClone(tree);
  const spots: [Tree, string][] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      spots.push([node as Tree, key]);
      walk((node as Tree)[key]);
    }
  };
  walk(copy);
  const spot = spots[at % Math.max(spots.length, 1)];
  if (spot) change(...spot);
  return copy;
}

const odd = fc.constantFrom<unknown>(
  ...[null, true, 0, -1, 1.5, 1e9, '', 'x', 'Never', '10%', '5m', [], ['a', 'a'], {}, { a: 1 }],
);

describe.each(CASES)('%s', (_name, schema, example) => {
  const validate = ajv.compile(schema);

  test('the example fits', () => {
    expect(validate(example)).toBe(true);
    expect(fits(example, schema)).toBe(true);
  });

  test('agrees with the validator on objects that differ from it in one or two places', () => {
    let sure = 0;
    let bad = 0;
    const place = fc.nat(10_000);
    const kind = fc.constantFrom('replace', 'delete', 'add');
    fc.assert(
      fc.property(fc.array(fc.tuple(place, kind, odd), { minLength: 1, maxLength: 2 }), (changes) => {
        let value: unknown = example;
        for (const [at, what, item] of changes) {
          value = mutate(value, at, (parent, key) => {
            if (what === 'replace') parent[key] = structuredClone(item);
            else if (what === 'add' && !Array.isArray(parent)) parent.extra = structuredClone(item);
            // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a field less
            else if (!Array.isArray(parent)) delete parent[key];
          });
        }
        const found = fits(value, schema);
        if (found === undefined) return;
        sure += 1;
        if (!found) bad += 1;
        expect(found).toBe(validate(value));
      }),
      { seed: 7, numRuns: 3000 },
    );
    expect(sure).toBeGreaterThan(2500);
    expect(bad).toBeGreaterThan(500);
  });
});

test('closed, a field that is not named is refused at every depth, but not in a part of a rule', () => {
  const schema: Schema = {
    type: 'object',
    properties: { a: { type: 'object', properties: { b: { type: 'integer' } } }, free: { type: 'object' } },
    anyOf: [{ properties: { a: {} } }],
  };
  const options = { closed: true };
  expect(fits({ a: { b: 1 }, free: { x: 1 } }, schema, options)).toBe(true);
  expect(fits({ a: { b: 1, c: 1 } }, schema, options)).toBe(false);
  expect(fits({ c: 1 }, schema, options)).toBe(false);
  expect(fits({ a: { b: 1, c: 1 } }, schema)).toBe(true);
});

test.each<[string, unknown, Schema]>([
  ['a rule that is not known', 1, { multipleOf: 2 }],
  ['a type that is not known', 1, { type: 'text' }],
  ['an undefined field', { a: undefined }, { type: 'object' }],
  ['objects that must differ', [{}, {}], { uniqueItems: true }],
  ['a reference to nowhere', 1, { $ref: '#/definitions/nowhere' }],
])('%s is left to the validator', (_name, value, schema) => {
  expect(fits(value, schema)).toBeUndefined();
});
