// Draws docs/rooms.svg and writes the table of docs/architecture.md: the rooms of src, and which imports which, as dependency-cruiser finds it.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import svg from '../dist/lib/src/graph/svg.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The systems, which are namespaces of what users import, are one room in the picture, for none knows another. */
const SYSTEMS = [...readFileSync(join(root, 'src/index.ts'), 'utf8').matchAll(/^export \* as (\w+) from/gm)].map(
  (match) => match[1],
);

/** What each room holds, from the one that imports most: its kind, which is its colour, the words in its box, and those in the table. */
const ROOMS = [
  ['cli.ts', 'path', 'command line', 'the command line'],
  ['main.ts', 'path', 'app of cdk8s.yaml', 'the app that `cdk8s.yaml` runs'],
  ['index.ts', 'path', 'what users import', 'what users import, with the questions of `questions.ts`'],
  ['plugin.ts', 'path', 'cdk8s synth', 'the checks in `cdk8s synth`'],
  ['jest.ts', 'path', 'matcher', 'the checks as a jest matcher'],
  ['jest-globals.ts', 'path', 'matcher, imported', 'the same for tests that import `expect` of `@jest/globals`'],
  ['commands', 'workload', 'one file each', 'one file a command'],
  ['fleet', 'workload', 'many platforms', 'many platforms from one file, and what delivers them'],
  [
    'blueprint',
    'workload',
    'one platform',
    'all systems from one configuration: types in `config`, a file a part in `systems`',
  ],
  ['systems', 'workload', SYSTEMS.join(' '), SYSTEMS.map((name) => `\`${name}\``).join(', ')],
  [
    'core',
    'workload',
    'app, pods, secrets',
    'the app and what systems share: pods, workloads, taints, placements, secrets',
  ],
  ['report', 'workload', 'a page', 'the state of a platform as a page'],
  ['graph', 'workload', 'pictures', 'pictures of manifests: a graph as data, SVG, Mermaid and DOT'],
  ['diff', 'workload', 'what changes', 'what one set of manifests changes of another, and what of it disrupts'],
  [
    'migrate',
    'workload',
    'old to new',
    'one file a migration, and the editor that changes a field and no byte beside it',
  ],
  ['checks', 'permission', 'rules on manifests', 'manifest, model, finding, and one file a rule, by family'],
  ['facts', 'permission', 'true of the world', 'what is true of the world: kinds, names, quantities, targets, schemas'],
  ['imports', 'permission', 'generated', 'generated: a module and a schema an API group, types of Kubernetes'],
];
const NAMES = ROOMS.map(([name]) => name);

const { stdout } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
    ...['src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
  ],
  { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
);
const { modules } = JSON.parse(stdout);

/** The room of a file, or none for a package. A file of its own beside the rooms is part of the one that imports it. */
function roomOf(file) {
  if (file.startsWith('imports/')) return 'imports';
  const [, name] = /^src\/([^/]+)/.exec(file) ?? [];
  if (name === undefined) return undefined;
  if (SYSTEMS.includes(name)) return 'systems';
  if (NAMES.includes(name) || !name.endsWith('.ts')) return name;
  const user = modules.find(({ dependencies }) => dependencies.some(({ resolved }) => resolved === file));
  return user && user.source !== file ? roomOf(user.source) : name;
}

/** Which room imports which, by the first. */
function importsOf() {
  const found = new Map(NAMES.map((name) => [name, new Set()]));
  for (const { source, dependencies } of modules) {
    const from = roomOf(source);
    if (from === undefined) continue;
    for (const { resolved } of dependencies) {
      const to = roomOf(resolved);
      if (to !== undefined && to !== from) found.get(from).add(to);
    }
  }
  return found;
}

/** Whether a room is reached by way of another one, so that a line to it would say nothing new. */
function isReached(imports, from, to) {
  const below = (name, seen = new Set()) => {
    for (const next of imports.get(name)) if (!seen.has(next)) below(next, seen.add(next));
    return seen;
  };
  return [...imports.get(from)].some((next) => next !== to && below(next).has(to));
}

const folders = readdirSync(join(root, 'src')).map((name) => roomOf(`src/${name}`));
const unknown = folders.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) throw new Error(`docs/rooms.mjs does not say what ${unknown.join(', ')} of src is`);

const imports = importsOf();
const plain = (text) => text.replaceAll('`', '');
/** What fits into a box: words of at most so many letters a line. */
function wrapped(text, letters = 18) {
  const lines = [''];
  for (const word of plain(text).split(' '))
    if (`${lines.at(-1)} ${word}`.length > letters) lines.push(word);
    else lines.push(`${lines.pop()} ${word}`.trim());
  return lines;
}

const graph = {
  title: 'The rooms of the source, and which imports which',
  description: `${NAMES.length} rooms. An arrow leads from a room to one that it imports. Those that are imported by way of another room are left out.`,
  groups: [],
  nodes: ROOMS.map(([name, kind, words, holds]) => ({
    id: name,
    kind,
    lines: [name, ...wrapped(words)],
    title: `src/${name}: ${plain(holds)}`,
    group: '',
  })),
  edges: NAMES.flatMap((from) =>
    NAMES.filter((to) => imports.get(from).has(to) && !isReached(imports, from, to)).map((to) => ({
      from,
      to,
      kind: 'runs',
      title: `${from} imports ${to}`,
    })),
  ),
};
// The drawing has no groups, so nodes stand beside them.
writeFileSync(join(root, 'docs/rooms.svg'), svg.toSvg({ ...graph, groups: [{ id: '', label: 'src and imports' }] }));

const pathOf = (name) => (name === 'systems' ? 'src/SYSTEM' : name === 'imports' ? 'imports' : `src/${name}`);
const rows = ROOMS.map(([name, , , holds]) => {
  const all = NAMES.filter((to) => imports.get(name).has(to)).join(', ');
  return `| \`${pathOf(name)}\` | ${holds} | ${all || 'nothing'} |`;
});
const page = join(root, 'docs/architecture.md');
const table = ['| Room | Holds | Imports |', '| --- | --- | --- |', ...rows].join('\n');
const text = readFileSync(page, 'utf8').replace(
  /(<!-- rooms -->\n)[\s\S]*?(<!-- end of rooms -->)/,
  (_all, start, end) => `${start}\n${table}\n\n${end}`,
);
writeFileSync(page, await format(text, { filepath: page, printWidth: 120, singleQuote: true, trailingComma: 'all' }));
