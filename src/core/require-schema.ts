import type { default as AjvClass, ErrorObject, ValidateFunction } from 'ajv';
import type { IConstruct } from 'constructs';
import { groupOf } from '../facts/kinds';
import { customKind } from '../facts/schemas';
import type { Schema } from '../facts/schemas';
import { fail } from './fail';
import { fits } from './schema-fit';

const validators = new Map<string, ValidateFunction>();

/**
 * Fails unless an object of a custom kind fits the schema of its version: unknown fields, types, bounds, patterns, what is required,
 * values that a set has twice.
 * Rules between fields (CEL) are not looked at here.
 *
 * @throws with each problem: field, what was given, what is allowed
 */
export function requireSchema(
  construct: IConstruct,
  object: { readonly apiVersion: string; readonly kind: string },
): void {
  const { apiVersion, kind } = object;
  const schema = schemaOf(apiVersion, kind);
  if (fits(object, schema, FIT) === true) return;
  const validate = validatorOf(apiVersion, kind, schema);
  if (validate(object)) return;
  const problems = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'anyOf').map(explain);
  throw fail(construct, `${kind} ${apiVersion}: ${[...new Set(problems)].join('; ')}`);
}

const schemas = new Map<string, Schema>();

function schemaOf(apiVersion: string, kind: string): Schema {
  const key = `${apiVersion}/${kind}`;
  let schema = schemas.get(key);
  if (!schema) {
    const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
    const found = customKind(groupOf(apiVersion), kind)?.versions.find(({ name }) => name === version);
    if (!found) throw new Error(`imports has no schema of ${kind} ${apiVersion}`);
    schema = { ...found.schema, properties: { ...EVERY_OBJECT, ...found.schema.properties } };
    schemas.set(key, schema);
  }
  return schema;
}

/** Made for what does not fit: it knows every rule and words for each, and takes long to load and to compile. */
function validatorOf(apiVersion: string, kind: string, schema: Schema): ValidateFunction {
  const key = `${apiVersion}/${kind}`;
  let validate = validators.get(key);
  if (!validate) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded only where it is needed
    const { Ajv } = require('ajv') as { readonly Ajv: typeof AjvClass };
    const ajv = new Ajv({
      allErrors: true,
      verbose: true,
      strict: false,
      validateFormats: false,
      code: { regExp: goRegExp },
    });
    validate = ajv.compile(closed(schema));
    validators.set(key, validate);
  }
  return validate;
}

/** What every object has; schemas such as those of Istio leave it to the API server. */
const EVERY_OBJECT: Readonly<Record<string, Schema>> = {
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
  metadata: { type: 'object' },
};

/** Go writes case-insensitivity into the pattern, where JavaScript has a flag. */
const goRegExp = Object.assign(
  (pattern: string, flags: string): RegExp =>
    pattern.startsWith('(?i)') ? new RegExp(pattern.slice(4), `${flags}i`) : new RegExp(pattern, flags),
  // Only for validators that ajv writes to a file, which this program never asks for.
  { code: 'new RegExp' },
);

const FIT = { closed: true, makeRegExp: (pattern: string): RegExp => goRegExp(pattern, 'u') };

/** The API server drops or refuses a field that a schema does not name; JSON Schema allows it unless it is told. */
function closed(schema: Schema): Schema {
  const result: Record<string, unknown> = { ...schema };
  if (schema.properties) {
    result.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, field]) => [name, closed(field)]),
    );
    if (schema['x-kubernetes-preserve-unknown-fields'] !== true) result.additionalProperties ??= false;
  }
  if (typeof schema.additionalProperties === 'object')
    result.additionalProperties = closed(schema.additionalProperties);
  if (schema.items) result.items = closed(schema.items);
  if (schema['x-kubernetes-list-type'] === 'set') result.uniqueItems = true;
  return result;
}

function explain(error: ErrorObject): string {
  const field = error.instancePath.slice(1).replace(/\//g, '.').replace(/~1/g, '/').replace(/~0/g, '~') || 'object';
  const given = `${field} is ${JSON.stringify(error.data)}`;
  const params = error.params as Record<string, unknown>;
  const parent = (error.parentSchema ?? {}) as Schema;
  switch (error.keyword) {
    case 'additionalProperties':
      return `${field} has the unknown field '${String(params.additionalProperty)}', allowed are ${Object.keys(parent.properties ?? {}).join(', ')}`;
    case 'enum':
      return `${given}, allowed are ${(params.allowedValues as unknown[]).join(', ')}`;
    case 'minimum':
    case 'maximum':
      return `${given}, allowed are whole numbers ${bounds(parent)}`;
    case 'required':
      return `${field} lacks the required field '${String(params.missingProperty)}'`;
    case 'pattern':
      return `${given}, ${allowedBy(String(params.pattern), error.data)}`;
    case 'type':
      return `${given}, allowed is ${String(params.type)}`;
    default:
      return `${given}, which ${error.message ?? 'is not allowed'}`;
  }
}

/** Words that say more than the pattern that they stand for. Go writes its patterns in RE2, which these few are in JavaScript too. */
const WORDS: Readonly<Record<string, string>> = {
  '^(([0-9]+(s|m|h))+|Never)$': 'are durations such as 720h and 1h30m, and Never',
  '^([0-9]+(s|m|h))+$': 'are durations such as 720h and 1h30m',
  '^((([0-9]+(h|m))|([0-9]+h[0-9]+m))(0s)?)$': 'are durations such as 8h and 1h30m',
  '^((100|[0-9]{1,2})%|[0-9]+)$': 'are numbers and percentages, such as 1 and 10%',
};

const SUBNET =
  'is the id of a subnet, such as /subscriptions/ID/resourceGroups/GROUP/providers/Microsoft.Network/virtualNetworks/NETWORK/subnets/SUBNET';

function allowedBy(pattern: string, given: unknown): string {
  const known = pattern.includes('virtualNetworks') ? SUBNET : WORDS[pattern];
  const words = known ?? `is what matches ${pattern}`;
  const near = words.startsWith('are durations') ? duration(String(given)) : undefined;
  return `allowed ${words}${near !== undefined && new RegExp(pattern).test(near) ? `; did you mean ${near}?` : ''}`;
}

/** A duration as people write it, such as `30d` and `15 min`, in the units of Go. */
function duration(text: string): string | undefined {
  if (/^never$/i.test(text)) return 'Never';
  const [, number, unit] = /^(\d+) ?(d|days?|h|hours?|m|mins?|minutes?|s|secs?|seconds?)$/i.exec(text) ?? [];
  if (number === undefined || unit === undefined) return undefined;
  const letter = unit[0]!.toLowerCase();
  return letter === 'd' ? `${Number(number) * 24}h` : `${number}${letter}`;
}

function bounds({ minimum, maximum }: Schema): string {
  if (minimum === undefined) return `up to ${maximum}`;
  return maximum === undefined ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
}
