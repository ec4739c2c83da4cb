// Writes dist/fleet.schema.json from the types in config.ts. Overrides are the platform's own schema with every key optional and
// removable by null, so that an editor shows the same words and bounds as in platform.yaml. `npm run schema` runs this.
import fs from 'node:fs';
import { DELIVERY_RULES } from '../../dist/lib/src/fleet/editor-rules.js';
import { generate, platformSchema, withRules } from '../blueprint/schema.mjs';

const fleet = generate('src/fleet/config.ts', 'FleetConfig');
const whole = {
  PlatformOverrides: platformSchema(),
  DeliveryOverrides: withRules('src/fleet/config.ts', 'DeliveryConfig', DELIVERY_RULES),
};

const definitions = {};
const REF = '#/definitions/';
const nameOf = (ref) => decodeURIComponent(ref.slice(REF.length));

/** Copies what a whole schema refers to, as it is. */
function keep(schema, from) {
  if (Array.isArray(schema)) return schema.map((one) => keep(one, from));
  if (schema === null || typeof schema !== 'object') return schema;
  if (schema.$ref) {
    const name = nameOf(schema.$ref);
    if (!(name in definitions)) {
      definitions[name] = {};
      definitions[name] = keep(from[name], from);
    }
  }
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, keep(value, from)]));
}

const orNull = (type) => [...new Set([type].flat().concat('null'))];

/** The same with every key optional; lists stay whole, for they replace. */
function part(schema, from, nullable = true) {
  const { $ref, description } = schema;
  if ($ref) {
    const name = nameOf($ref);
    const own = `${name}Overrides`;
    if (!(own in definitions)) {
      definitions[own] = {};
      definitions[own] = part(from[name], from);
    }
    return { $ref: `${REF}${encodeURIComponent(own)}`, ...(description && { description }) };
  }
  if (schema.anyOf)
    return { ...schema, anyOf: [...schema.anyOf.map((one) => part(one, from, false)), { type: 'null' }] };
  // What a layer lacks another one has, and what it has another one may take away.
  const {
    required: _required,
    minProperties: _min,
    maxProperties: _max,
    oneOf: _oneOf,
    default: _default,
    ...rest
  } = schema;
  const result = { ...rest };
  if (result.allOf?.some((one) => one.not)) delete result.allOf;
  if (nullable && result.type) result.type = orNull(result.type);
  if (nullable && result.enum) result.enum = [...result.enum, null];
  if (result.items) result.items = keep(result.items, from);
  if (result.properties)
    result.properties = Object.fromEntries(
      Object.entries(result.properties).map(([key, one]) => [key, part(one, from)]),
    );
  if (typeof result.additionalProperties === 'object')
    result.additionalProperties = part(result.additionalProperties, from);
  return result;
}

for (const [name, { definitions: from, $schema: _schema, ...schema }] of Object.entries(whole))
  definitions[name] = part(schema, from ?? {}, false);
const { $schema, definitions: own, ...top } = fleet;
for (const name of ['ClusterConfig', 'GroupConfig']) definitions[name] = own[name];

const sorted = Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1)));
const text = `${JSON.stringify({ $schema, ...top, definitions: sorted }, null, 2)}\n`;
for (const [, ref] of text.matchAll(/"#\/definitions\/([^"]+)"/g))
  if (!(decodeURIComponent(ref) in sorted)) throw new Error(`the schema refers to ${ref}, which is not in it`);
fs.writeFileSync('dist/fleet.schema.json', text);
