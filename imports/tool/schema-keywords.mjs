// @ts-check
import { compare } from './sources.mjs';

/** @typedef {Record<string, any>} Schema */

/** Keywords whose value says something to a checker and holds no schema of its own. */
const PLAIN = [
  'type',
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'multipleOf',
  'format',
  'default',
  'nullable',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
  'x-kubernetes-int-or-string',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-embedded-resource',
];
const RULE_FIELDS = ['rule', 'message', 'messageExpression', 'fieldPath', 'reason', 'optionalOldSelf'];

/**
 * Keeps the keywords a checker understands and drops the rest (descriptions, titles, examples, ...).
 * Walks keyword by keyword, so that a property that happens to be called "description" stays.
 *
 * @param {Schema} schema
 * @returns {Schema}
 */
export function compactSchema(schema) {
  /** @type {Schema} */
  const kept = {};
  for (const keyword of Object.keys(schema).sort(compare)) {
    const value = compactKeyword(keyword, schema[keyword]);
    if (value !== undefined) kept[keyword] = value;
  }
  return kept;
}

/**
 * @param {string} keyword
 * @param {any} value
 * @returns {unknown}
 */
function compactKeyword(keyword, value) {
  switch (keyword) {
    case 'properties':
      return mapValues(value, compactSchema);
    case 'items':
    case 'not':
      return compactSchema(value);
    case 'additionalProperties':
      return typeof value === 'boolean' ? value : compactSchema(value);
    case 'allOf':
    case 'anyOf':
    case 'oneOf':
      return value.map(compactSchema);
    case 'required':
      return value.length === 0 ? undefined : [...value].sort(compare);
    case 'x-kubernetes-validations':
      return value.map((/** @type {Schema} */ rule) => pick(rule, RULE_FIELDS));
    default:
      return PLAIN.includes(keyword) ? sortKeys(value) : undefined;
  }
}

/**
 * @param {Schema} record
 * @param {(value: any) => any} change
 * @returns {Schema}
 */
export function mapValues(record, change) {
  return Object.fromEntries(
    Object.keys(record)
      .sort(compare)
      .map((key) => [key, change(record[key])]),
  );
}

/**
 * @param {Schema} record
 * @param {readonly string[]} keys
 */
function pick(record, keys) {
  return Object.fromEntries(keys.filter((key) => record[key] !== undefined).map((key) => [key, record[key]]));
}

/**
 * @param {any} value
 * @returns {any}
 */
function sortKeys(value) {
  if (Array.isArray(value)) return value.map(sortKeys);
  return value !== null && typeof value === 'object' ? mapValues(value, sortKeys) : value;
}
