import * as fs from 'fs';
import * as path from 'path';
import { read, ROOT } from './blocks';
import { expectNothingLacks } from '../support/lacking';

const PAGE = read('docs/architecture.md');
const PICTURE = read('docs/rooms.svg').replaceAll('&#45;', '-');
const SYSTEMS = /\| `src\/SYSTEM` +\| (.*?) +\|/.exec(PAGE)![1]!.match(/\w+/g)!;

/** The rooms of the table, each with those that it imports. */
const TABLE = new Map(
  [...PAGE.matchAll(/^\| `(?:src\/)?([\w.-]+)` +\| .*\| (.*?) +\|$/gm)].map((match) => [
    match[1]!.replace('SYSTEM', 'systems'),
    match[2] === 'nothing' ? [] : match[2]!.split(', '),
  ]),
);

const FILES = fs
  .readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => path.join(ROOT, 'src', name));

/** The files that each file of `src` imports, without their ending, as its text says: the page is written of what dependency-cruiser says. */
const IMPORTED = new Map(
  FILES.map((file) => {
    const found = fs.readFileSync(file, 'utf8').matchAll(/(?:\bfrom |\bimport |\b(?:require|import)\()'(\.[^']*)'/g);
    return [file, [...found].map((match) => path.resolve(path.dirname(file), match[1]!))];
  }),
);

/** The room of a file. A file of its own that has no row is part of the one that imports it. */
function roomOf(file: string): string {
  const [top, name = ''] = path.relative(ROOT, file.replace(/\.ts$/, '')).split(path.sep);
  if (top === 'imports') return 'imports';
  if (SYSTEMS.includes(name)) return 'systems';
  const own = fs.existsSync(path.join(ROOT, 'src', `${name}.ts`));
  if (!own || TABLE.has(`${name}.ts`)) return own ? `${name}.ts` : name;
  const user = FILES.find((one) => IMPORTED.get(one)!.includes(path.join(ROOT, 'src', name)));
  return user === undefined ? `${name}.ts` : roomOf(user);
}

/** Which room imports which. */
function importsOf(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [file, imported] of IMPORTED) {
    const from = roomOf(file);
    const rooms = found.get(from) ?? new Set();
    found.set(from, rooms);
    for (const to of imported.map(roomOf)) if (to !== from) rooms.add(to);
  }
  return found;
}

test('the table has each room of src with what it imports', () => {
  const imports = importsOf();
  expectNothingLacks(
    '`npm run docs` writes the table of docs/architecture.md, from docs/rooms.mjs; for a new room write there what it holds',
    [...imports.keys()].filter((room) => !TABLE.has(room)),
  );
  expect([...TABLE.keys()].sort()).toEqual([...imports.keys(), 'imports'].sort());
  const stale = [...TABLE].map(
    ([room, names]) => [room, [...names].sort(), [...(imports.get(room) ?? [])].sort()] as const,
  );
  expectNothingLacks(
    'docs/architecture.md is stale: `npm run docs` writes its table',
    stale
      .filter(([, said, are]) => said.join() !== are.join())
      .map(([room, , are]) => `${room} imports ${are.join(', ')}`),
  );
});

test('the picture has each room, and by its arrows each import of the table', () => {
  const arrows = [...PICTURE.matchAll(/<title>([\w.-]+) imports ([\w.-]+)<\/title>/g)].map(
    (match) => [match[1]!, match[2]!] as const,
  );
  expect(arrows.filter(([from, to]) => !TABLE.get(from)!.includes(to))).toEqual([]);
  const reached = (from: string): string[] =>
    arrows.filter(([one]) => one === from).flatMap(([, to]) => [to, ...reached(to)]);
  for (const [room, names] of TABLE) {
    expect(PICTURE).toContain(`>${room}</text>`);
    expect([room, names.filter((name) => !reached(room).includes(name))]).toEqual([room, []]);
  }
});

test('the picture is one for a light and a dark page, and says what is to be seen', () => {
  expect(PICTURE).toContain('prefers-color-scheme:dark');
  expect(PICTURE).toMatch(/<desc id="[\w-]+">\d+ rooms\./);
  expect(PAGE).toMatch(/^!\[.{20,}\]\(rooms\.svg\)$/m);
});

test('the page is one screen, with steps that are numbered, and files that are there', () => {
  expect(PAGE.split('\n').length).toBeLessThan(65);
  expect(PAGE.match(/^\d\. /gm)).toHaveLength(6);
  const named = [...PAGE.matchAll(/`((?:blueprint|core|checks|src|dist)\/[\w/.-]+\.\w+)`/g)].map((match) => match[1]!);
  expect(named.length).toBeGreaterThan(8);
  const missing = named.filter((name) => !['', 'src'].some((folder) => fs.existsSync(path.join(ROOT, folder, name))));
  expect(missing).toEqual([]);
});
