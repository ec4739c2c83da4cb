import * as fs from 'fs';
import * as path from 'path';
import { packageRoot } from '../facts/package-root';
import type { Schema } from '../facts/schemas';

/** By what JSON Schema has the rules that are for editors (`editor/rule.ts`). None of them stands in a schema for another reason. */
const EDITOR_KEYWORDS: readonly string[] = ['pattern', 'propertyNames', 'oneOf', 'allOf'];

/**
 * The JSON Schema of a file, without the rules that are for editors alone. What those refuse the constructs refuse too, in words that tell
 * what is allowed.
 *
 * @param name that of the schema in `dist`
 */
export function readSchema(name: 'platform' | 'fleet'): Schema {
  const text = fs.readFileSync(path.join(packageRoot(), 'dist', `${name}.schema.json`), 'utf8');
  return JSON.parse(text, (key, value: unknown) => (EDITOR_KEYWORDS.includes(key) ? undefined : value)) as Schema;
}
