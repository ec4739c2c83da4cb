import * as fc from 'fast-check';
import type { Schema } from '../../../src/facts/schemas';

/** Texts that some key of a configuration takes, and texts that none does. */
const TEXTS = [
  ...[
    'a',
    'a100',
    'general',
    'gpu',
    'studioml',
    'queue',
    'url',
    '1.34',
    '1.29',
    '0.9.21',
    '0.14.2',
    '10Gi',
    '5m',
    '720h',
    '10%',
  ],
  ...[
    'example.com',
    'https://login.example.com/',
    'ops@example.com',
    'nvcr.io/nvidia/k8s-device-plugin:v0.20.0',
    'mirror/a@sha256:0',
  ],
  ...[
    'Standard_NC24ads_A100_v4',
    'Standard_B1s',
    'westeurope-1',
    '0 8 * * 1-5',
    'gpu=true:NoSchedule',
    '10.0.0.0/8',
    '/data',
  ],
  ...[
    '',
    ' ',
    'A_B',
    'a b',
    'a/b/c',
    '-1',
    '0',
    'x'.repeat(300),
    '${HOME}',
    '../..',
    '\u0000',
    '\u{1F600}',
    '\ud800',
    'a\nb',
    '"',
    '%',
    '*',
  ],
  ...[
    'constructor',
    '__proto__',
    'toString',
    'null',
    'true',
    '1e3',
    '0x1F',
    '2001-01-01',
    '[object Object]'.slice(0, 7),
    'undefine',
  ],
];

const text = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...TEXTS) }, fc.string({ maxLength: 10 }));
const number = fc.constantFrom(
  0,
  1,
  2,
  8,
  30,
  80,
  443,
  100,
  256,
  8080,
  65535,
  65536,
  -1,
  1.5,
  1e9,
  2 ** 31,
  2 ** 53,
  1e300,
  -0,
);

/** Values of a schema; their texts and numbers are not always what it allows. */
export function fromSchema(
  schema: Schema,
  definitions: Readonly<Record<string, Schema>>,
  depth = 0,
): fc.Arbitrary<unknown> {
  if (typeof schema.$ref === 'string') {
    const name = decodeURIComponent(schema.$ref.replace('#/definitions/', ''));
    return fromSchema(definitions[name] ?? {}, definitions, depth);
  }
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  const type: unknown = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'string') return text;
  if (type === 'number' || type === 'integer') return number;
  if (type === 'boolean') return fc.boolean();
  if (depth > 6) return fc.constant(null);
  if (type === 'array') return fc.array(fromSchema(schema.items ?? {}, definitions, depth + 1), { maxLength: 3 });
  const { properties = {}, additionalProperties } = schema;
  const required = new Set((schema.required as readonly string[] | undefined) ?? []);
  const fields = Object.fromEntries(
    Object.entries(properties).map(([key, field]) => {
      const value = fromSchema(field, definitions, depth + 1);
      return [key, required.has(key) ? value : fc.option(value, { freq: 1, nil: undefined })];
    }),
  );
  const made = fc.record(fields).map((value) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>);
  if (typeof additionalProperties !== 'object') return made;
  return fc.dictionary(text, fromSchema(additionalProperties, definitions, depth + 1), { maxKeys: 3 });
}

/** The schemas of the keys of a schema, at every depth, by the path of keys; a list and a map of free names have `*` there. */
export function schemasIn(
  schema: Schema,
  definitions: Readonly<Record<string, Schema>>,
  at: readonly string[] = [],
): (readonly [path: readonly string[], schema: Schema])[] {
  if (at.length > 8) return [];
  if (typeof schema.$ref === 'string') {
    return schemasIn(definitions[decodeURIComponent(schema.$ref.replace('#/definitions/', ''))] ?? {}, definitions, at);
  }
  const free = [schema.items, schema.additionalProperties].filter((one) => typeof one === 'object');
  return [
    ...(at.length === 0 ? [] : [[at, schema] as const]),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, one]) => schemasIn(one, definitions, [...at, key])),
    ...free.flatMap((one) => schemasIn(one, definitions, [...at, '*'])),
  ];
}
