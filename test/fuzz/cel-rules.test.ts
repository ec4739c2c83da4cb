import * as fc from 'fast-check';
import * as fs from 'fs';
import * as path from 'path';
import { celProblems } from '../../src/checks/accept/schema/cel/cel-problems';
import type { CustomKind, Schema } from '../../src/facts/schemas';
import { fromSchema } from './support/from-schema';
import { misfit, pathsOf, put } from './support/mutations';
import { fuzz } from './support/runs';

const IMPORTS = path.resolve(__dirname, '../../imports');

/** Every version of every custom kind whose schema has rules. */
const KINDS = fs
  .readdirSync(IMPORTS)
  .filter((name) => name.endsWith('.schema.json'))
  .flatMap((name) => {
    const { kinds } = JSON.parse(fs.readFileSync(path.join(IMPORTS, name), 'utf8')) as {
      kinds?: readonly CustomKind[];
    };
    const group = name.replace('.schema.json', '');
    return (Array.isArray(kinds) ? (kinds as CustomKind[]) : []).flatMap(({ kind, versions }) =>
      versions.map((one) => ({ name: `${group}/${one.name} ${kind}`, schema: one.schema })),
    );
  })
  .filter(({ schema }) => JSON.stringify(schema).includes('x-kubernetes-validations'));
const SCHEMAS = new Map(KINDS.map(({ name, schema }): [string, Schema] => [name, schema]));

/** The schemas that hold rules, at every depth. */
function ruled(schema: Schema): Schema[] {
  const { items, properties = {}, additionalProperties } = schema;
  const inner = [items, additionalProperties, ...Object.values(properties)].filter((one) => typeof one === 'object');
  const own = schema['x-kubernetes-validations'] === undefined ? [] : [schema];
  return [...own, ...inner.flatMap((one) => ruled(one))];
}

const RULED = [...SCHEMAS].flatMap(([name, schema]) => ruled(schema).map((_, index) => ({ name, index })));

function requireProblems(value: unknown, schema: Schema): void {
  for (const { message, path: at } of celProblems(value, schema)) {
    expect(Array.isArray(at)).toBe(true);
    if (/TypeError|RangeError|Cannot read prop|is not a function|\[object [A-Z]/.test(message))
      throw new Error(message);
  }
}

// One value for a rule: the schemas of whole kinds are large, and most values of them meet few rules.
fuzz(
  'every rule of every known definition has a verdict on any value of its schema, and on others',
  fc.constantFrom(...RULED).chain(({ name, index }) => {
    const of = ruled(SCHEMAS.get(name)!)[index]!;
    const value = fromSchema(of, {}, 4);
    const other = fc.tuple(value, misfit, fc.nat()).map(([one, by, at]) => {
      const paths = pathsOf(one);
      return paths.length === 0 ? by : put(one, paths[at % paths.length]!, by);
    });
    return fc.record({ name: fc.constant(name), index: fc.constant(index), value: fc.oneof(value, other) });
  }),
  ({ name, index, value }) => {
    const schema = ruled(SCHEMAS.get(name)!)[index]!;
    // A rule of a field is asked where the field stands.
    requireProblems({ f: value }, { type: 'object', properties: { f: schema } });
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) requireProblems(value, schema);
  },
  {
    examples: [
      { name: 'karpenter.sh/v1beta1 NodePool', index: 7, value: [{}] },
      { name: 'networking.istio.io/v1 ServiceEntry', index: 7, value: -1.5 },
    ],
  },
);
