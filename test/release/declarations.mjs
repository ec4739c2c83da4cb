// Removes the declarations that no entry of the package reaches: nobody can import the module that they are of. `declarations.mjs FOLDER`
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const out = resolve(process.argv[2] ?? 'dist/lib');
const imports = readdirSync(join(out, 'imports')).filter((file) => file.endsWith('.d.ts'));
const entries = ['index', 'jest', 'jest-globals'].map((name) => `src/${name}.d.ts`);
const waiting = [...entries, ...imports.map((file) => `imports/${file}`)].map((file) => join(out, file));

const reached = new Set();
while (waiting.length > 0) {
  const file = waiting.pop();
  if (reached.has(file)) continue;
  reached.add(file);
  for (const [, name] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*["'](\.[^"']*)["']/g)) {
    const module = resolve(dirname(file), name);
    const found = [`${module}.d.ts`, join(module, 'index.d.ts')].find((path) => existsSync(path));
    if (found === undefined) throw new Error(`${file} imports ${name}, which is not there`);
    waiting.push(found);
  }
}
const all = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'));
for (const file of all.map((name) => join(out, name))) if (!reached.has(file)) rmSync(file);
