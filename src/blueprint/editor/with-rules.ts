import type { Schema } from '../../facts/schemas';
import { toPattern, toSchema } from './rule';
import type { EditorRule } from './rule';

/** A schema with the types that it refers to. */
export interface WholeSchema extends Schema {
  /** The types by name. */
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** Rules by the type of the configuration and the keys below it; `''` is the type itself. */
export type EditorRules = Readonly<Record<string, Readonly<Record<string, EditorRule>>>>;

/**
 * A schema with what an editor asks beyond types. It is for editors alone: `readSchema` takes the rules out again.
 *
 * @param schema as it is generated from a type
 * @param name of that type
 * @throws where a rule is of a type or a key that the schema does not have
 */
export function withEditorRules(schema: WholeSchema, name: string, table: EditorRules): WholeSchema {
  const { [name]: top = {}, ...types } = table;
  const definitions: Record<string, Schema> = { ...schema.definitions };
  for (const [type, rules] of Object.entries(types)) {
    const found = definitions[type];
    if (!found) throw new Error(`the schema has no type ${type}, and there are rules of it`);
    definitions[type] = withRules(found, rules, type);
  }
  return { ...withRules(schema, top, name), definitions };
}

function withRules(schema: Schema, rules: Readonly<Record<string, EditorRule>>, type: string): Schema {
  return Object.entries(rules).reduce(
    (made, [keys, rule]) => at(made, keys === '' ? [] : keys.split('.'), rule, `${type}.${keys}`),
    schema,
  );
}

function at(schema: Schema, [key, ...rest]: readonly string[], rule: EditorRule, name: string): Schema {
  if (key === undefined) return ruled(schema, rule, name);
  const found = schema.properties?.[key];
  if (!found) throw new Error(`the schema has no ${name}, and there is a rule of it`);
  return { ...schema, properties: { ...schema.properties, [key]: at(found, rest, rule, name) } };
}

/** A rule of text is that of each item of a list; a rule of free keys needs a mapping that has such. */
function ruled(schema: Schema, rule: EditorRule, name: string): Schema {
  const { values } = rule;
  const { items, additionalProperties: free } = schema;
  if (rule.text && items) return { ...schema, items: { ...items, ...toSchema(rule) } };
  if (!rule.keys) return { ...schema, ...toSchema(rule) };
  if (typeof free !== 'object') throw new Error(`${name} has no free keys, and there is a rule of them`);
  const ofValues = values ? { ...free, pattern: toPattern(values) } : free;
  return { ...schema, additionalProperties: ofValues, ...toSchema(rule) };
}
