// Removes what docs/rules.md says of the rules from the built rules: the package has that page, and no command reads it from the code.
// `rule-pages.mjs FOLDER`
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const checks = resolve(process.argv[2] ?? 'dist/lib', 'src/checks');
const nameOf = (property) => property.name?.text;

/** Where the pages of the rules of a file stand, with the comma behind each. */
function pagesOf(source) {
  const places = [];
  const visit = (node) => {
    if (ts.isObjectLiteralExpression(node)) {
      const names = node.properties.map(nameOf);
      const page = node.properties.find((property) => nameOf(property) === 'page');
      if (page && names.includes('why') && names.includes('severity')) places.push([page.pos, page.end]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return places.map(([start, end]) => [start, source.text[end] === ',' ? end + 1 : end]);
}

let removed = 0;
for (const name of readdirSync(checks, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.js')) continue;
  const file = join(checks, name);
  const text = readFileSync(file, 'utf8');
  const places = pagesOf(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true));
  if (places.length === 0) continue;
  writeFileSync(
    file,
    places.reduceRight((left, [start, end]) => left.slice(0, start) + left.slice(end), text),
  );
  removed += places.length;
}
// A rule that is written otherwise one day must not keep its page unseen.
if (removed === 0)
  throw new Error(`${checks}: no rule has a page; test/release/rule-pages.mjs does not know their form`);
