// Prints the table of docs/defects.md: what the checks find in dist/documented. What the page says of a finding is kept; a new one has '?'.
// With --write the page gets the table. It wants a build: npm run synth:documented && node test/documented/findings.mjs --write
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const TARGETS = JSON.parse(readFileSync(at('test/documented/targets.json'), 'utf8'));
const HEAD = ['Cluster', 'Rule', 'Object', 'Field', 'Defect'];
const SEPARATOR = ' | ';
const line = (cells) => `| ${cells.join(' | ')} |`;

/** The findings of a cluster; the command line ends with 1 where there is an error among them, with 2 where it could not check. */
function findingsOf(cluster) {
  const cli = [at('dist/lib/src/cli.js'), 'check', at(`dist/documented/${cluster}`)];
  const options = ['--target', TARGETS[cluster], '--format', 'json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...cli, ...options], { encoding: 'utf8' });
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return JSON.parse(stdout).findings;
}

const page = readFileSync(at('docs/defects.md'), 'utf8');
const kept = new Map();
for (const row of page.match(/^\| 00.*$/gm) ?? []) {
  const [, rule, object, field, defect] = row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
  kept.set([rule, object, field].join(SEPARATOR), defect);
}

const clusters = new Map();
for (const cluster of readdirSync(at('dist/documented')).sort()) {
  if (cluster === 'tools') continue;
  for (const { rule, object, path } of findingsOf(cluster)) {
    const namespace = object.namespace === undefined ? '' : `${object.namespace}/`;
    const field = path === undefined ? '–' : `\`${path}\``;
    const key = [rule, `${object.kind} ${namespace}${object.name}`, field].join(SEPARATOR);
    clusters.set(key, new Set(clusters.get(key)).add(cluster));
  }
}
const rows = [...clusters].map(([key, found]) => [
  [...found].join(', '),
  ...key.split(SEPARATOR),
  kept.get(key) ?? '?',
]);
rows.sort((a, b) => (a.join() < b.join() ? -1 : 1));

const table = [line(HEAD), line(HEAD.map(() => '---')), ...rows.map(line)].join('\n');
if (process.argv.includes('--write')) {
  const file = at('docs/defects.md');
  const text = page.replace(/^\| Cluster +\|[^]*?(?=\n\n)/m, () => table);
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
} else {
  process.stdout.write(`${table}\n`);
}
