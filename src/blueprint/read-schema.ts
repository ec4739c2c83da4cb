import * as fs from 'fs';
import * as path from 'path';
import { packageRoot } from '../facts/package-root';
import type { Schema } from '../facts/schemas';

/**
 * The JSON Schema of a file, without its patterns: they are for editors. What they refuse the constructs refuse too, in words that tell what
 * is allowed.
 *
 * @param name that of the schema in `dist`
 */
export function readSchema(name: 'platform' | 'fleet'): Schema {
  const text = fs.readFileSync(path.join(packageRoot(), 'dist', `${name}.schema.json`), 'utf8');
  return JSON.parse(text, (key, value: unknown) => (key === 'pattern' ? undefined : value)) as Schema;
}
