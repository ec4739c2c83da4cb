import type { Schema } from './schemas';
import { isMapping } from './is-mapping';

/** Keywords whose value is one schema, a list of schemas, or a map of schemas by names. */
const ONE = ['items', 'additionalProperties', 'not'];
const LISTS = ['allOf', 'anyOf', 'oneOf'];
const LISTS_OF_TEXT = ['required', 'x-kubernetes-list-map-keys'];
const TEXTS = ['type', 'format', 'pattern', 'x-kubernetes-list-type', 'x-kubernetes-map-type'];
const NUMBERS = [
  ...['minimum', 'maximum', 'multipleOf', 'minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties'],
  'maxProperties',
];

/**
 * A schema that somebody's file holds, without what has not the form of one: the API server takes no such definition, and what is left
 * is what can be judged.
 */
export function soundSchema(given: unknown): Schema {
  if (!isMapping(given)) return {};
  const sound: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(given)) {
    const kept = keptOf(keyword, value);
    if (kept !== undefined) sound[keyword] = kept;
  }
  return sound;
}

function keptOf(keyword: string, value: unknown): unknown {
  if (keyword === '$ref') return undefined;
  if (keyword === 'properties') return isMapping(value) ? soundMap(value) : undefined;
  if (ONE.includes(keyword)) return isMapping(value) ? soundSchema(value) : isFree(keyword, value) ? value : undefined;
  if (LISTS.includes(keyword)) return Array.isArray(value) ? value.map(soundSchema) : undefined;
  if (keyword === 'x-kubernetes-validations') return Array.isArray(value) ? value.filter(isRule) : undefined;
  if (LISTS_OF_TEXT.includes(keyword)) return isListOfText(value) ? value : undefined;
  if (keyword === 'enum') return Array.isArray(value) ? (value as unknown[]) : undefined;
  if (TEXTS.includes(keyword)) return typeof value === 'string' ? value : undefined;
  if (NUMBERS.includes(keyword)) return typeof value === 'number' ? value : undefined;
  return value;
}

/** Other fields may be allowed or forbidden as a whole; items and what is excluded have a schema. */
function isFree(keyword: string, value: unknown): boolean {
  return keyword === 'additionalProperties' && typeof value === 'boolean';
}

function soundMap(schemas: object): Record<string, Schema> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, soundSchema(schema)]));
}

function isListOfText(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** The parts of a rule are texts; `optionalOldSelf` is compared with `true` alone. */
function isRule(value: unknown): boolean {
  if (!isMapping(value)) return false;
  const { rule, message, messageExpression, fieldPath } = value as Record<string, unknown>;
  return (
    typeof rule === 'string' &&
    [message, messageExpression, fieldPath].every((one) => one === undefined || typeof one === 'string')
  );
}
