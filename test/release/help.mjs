// `npm run help`: the table of scripts in CONTRIBUTING.md, which a test holds against package.json, as plain text.
import { readFileSync } from 'node:fs';

const page = readFileSync(new URL('../../CONTRIBUTING.md', import.meta.url), 'utf8');
const table = page.split('## What each script does\n')[1].split(/^## /m)[0];
const rows = [...table.matchAll(/^\| `([\w:]+)` *\| (.*?) *\|$/gm)].map(([, name, text]) => ({ name, text }));
const width = Math.max(...rows.map(({ name }) => name.length));

/** Text without Markdown, in lines that a terminal has room for. */
function lines(text) {
  const plain = text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll('`', '')
    .replaceAll('\\|', '|');
  return plain.match(/.{1,90}(?= |$)/g).map((line) => line.trim());
}

for (const { name, text } of rows)
  console.log(`npm run ${name.padEnd(width)}  ${lines(text).join(`\n${' '.repeat(width + 10)}`)}`);
