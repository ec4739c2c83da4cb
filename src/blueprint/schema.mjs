// The JSON Schema of platform.yaml: the types in config, with what the table in editor says beyond types. `npm run schema` runs this after a
// build, for the table takes its expressions from the checks.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { createGenerator } from 'ts-json-schema-generator';

const require = createRequire(import.meta.url);

export const generate = (path, type) =>
  createGenerator({ path, type, tsconfig: 'tsconfig.json', topRef: false }).createSchema(type);

/** The schema of a type with the rules of a table, which the build has made. */
export function withRules(path, type, table) {
  const { withEditorRules } = require('../../dist/lib/src/blueprint/editor/with-rules.js');
  return withEditorRules(generate(path, type), type, table);
}

export function platformSchema() {
  const { EDITOR_RULES } = require('../../dist/lib/src/blueprint/editor/rules.js');
  return withRules('src/blueprint/config/index.ts', 'PlatformConfig', EDITOR_RULES);
}

/** The keys in one order, whoever wrote them. */
const sorted = (value) =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.keys(value)
            .sort()
            .map((key) => [key, sorted(value[key])]),
        )
      : value;

const [, program, file = 'dist/platform.schema.json'] = process.argv;
if (program === fileURLToPath(import.meta.url))
  fs.writeFileSync(file, `${JSON.stringify(sorted(platformSchema()), null, 2)}\n`);
