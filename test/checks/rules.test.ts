import * as fs from 'fs';
import * as path from 'path';
import * as yaml from 'js-yaml';
import { rulesPage } from '../../src/checks/report/rules-page';
import { inOrder, RULES } from '../../src/checks/rules';
import { mendedOf } from '../../src/checks/rule-page';
import { expectNothingLacks } from '../support/lacking';
import { checkObjects } from './support';

const ROOT = path.resolve(__dirname, '../..');

/** The folder of each family, by the letters that its ids begin with. */
const FAMILIES: Readonly<Record<string, string>> = {
  ACC: 'accept',
  ADM: 'admission',
  REF: 'reference',
  SCH: 'schedule',
  RBA: 'authorize',
  NET: 'route',
  SEC: 'secret',
  IMG: 'image',
};

/** The last number of each family. A new rule has the next one. */
const LAST: Readonly<Record<string, number>> = {
  ACC: 115,
  ADM: 10,
  REF: 26,
  SCH: 27,
  RBA: 23,
  NET: 21,
  SEC: 6,
  IMG: 6,
};

/** The ids of rules that went. None of them is ever used again. */
const GIVEN_UP: readonly string[] = [];

/** The numbers that were left out, and that no rule has had yet. */
const LEFT_OUT = numbersOf('ACC', [10, 19], [67, 69], [79, 79], [84, 89]);

function numbersOf(family: string, ...ranges: readonly (readonly [first: number, last: number])[]): string[] {
  return ranges.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, at) => `${family}${String(first + at).padStart(3, '0')}`),
  );
}

/** The ids that the files of a family define. */
function idsIn(folder: string): string[] {
  const dir = path.join(ROOT, 'src/checks', folder);
  if (!fs.existsSync(dir)) return [];
  return fs
    .readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...fs.readFileSync(path.join(dir, name), 'utf8').matchAll(/^ {2}id: '(\w+)'/gm)])
    .map((match) => match[1]!);
}

test('ids are unique', () => {
  const ids = RULES.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
  expect(ids.length).toBeGreaterThan(0);
});

test('an id is never used again: those of rules that went stay in GIVEN_UP', () => {
  const used = RULES.map(({ id }) => id);
  const given = Object.entries(LAST).flatMap(([family, last]) => numbersOf(family, [1, last]));
  expectNothingLacks(
    'write the last number of its family into LAST here; a number below it is one that a rule has or had',
    used.filter((id) => !given.includes(id)),
  );
  expectNothingLacks(
    'write the id of a rule that went into GIVEN_UP here, for suppressions of users may still name it',
    given.filter((id) => ![...used, ...GIVEN_UP, ...LEFT_OUT].includes(id)),
  );
  expectNothingLacks(
    'take another id, for that of a rule that went is never used again',
    used.filter((id) => GIVEN_UP.includes(id)),
  );
  expectNothingLacks(
    'take an id that a rule has now out of LEFT_OUT here',
    used.filter((id) => LEFT_OUT.includes(id)),
  );
  expect(GIVEN_UP.filter((id) => !given.includes(id) || LEFT_OUT.includes(id))).toEqual([]);
});

test('rules are listed in the order of families and numbers', () => {
  const families = Object.keys(FAMILIES);
  const rank = (id: string): string => `${families.indexOf(id.slice(0, 3))}${id.slice(3)}`;
  const ids = RULES.map(({ id }) => id);
  expect([...ids].sort((a, b) => rank(a).localeCompare(rank(b)))).toEqual(ids);
});

test('a new rule of a folder of accept finds its place behind those of all others', () => {
  const [first, ...others] = RULES.filter(({ id }) => id.startsWith('ACC'));
  const added = { ...first!, id: 'ACC999' };
  expect(inOrder([first!, added, ...others]).map(({ id }) => id)).toEqual([
    ...[first!, ...others].map(({ id }) => id),
    'ACC999',
  ]);
});

test('every rule stands in the folder of its family and is registered', () => {
  for (const [family, folder] of Object.entries(FAMILIES)) {
    const registered = RULES.map(({ id }) => id).filter((id) => id.startsWith(family));
    expect(idsIn(folder).sort()).toEqual(registered.sort());
  }
});

test('every rule stands by its id in a test of its family, and the README counts them all', () => {
  const texts = new Map(
    Object.entries(FAMILIES).map(([family, folder]) => {
      const dir = path.join(__dirname, folder);
      const files = fs.readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
      return [family, files.map((name) => fs.readFileSync(path.join(dir, name), 'utf8')).join('\n')];
    }),
  );
  expectNothingLacks(
    'test each rule both ways in the folder of its family in test/checks, by its id',
    RULES.map(({ id }) => id).filter((id) => !texts.get(id.slice(0, 3))!.includes(id)),
  );
  const readme = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  expect(/; (\d+) rules look at them/.exec(readme)?.slice(1)).toEqual([String(RULES.length)]);
});

test.each(RULES.map((rule) => [rule.id, rule] as const))('%s is said in full', (id, rule) => {
  expect(id).toMatch(new RegExp(`^(${Object.keys(FAMILIES).join('|')})\\d{3}$`));
  expect(rule.title).toMatch(/^\S.*[^.]$/);
  expect(rule.why).toMatch(/^\S.*[^.]$/);
  expect(['error', 'warning']).toContain(rule.severity);
});

test.each(RULES.map((rule) => [rule.id, rule] as const))('%s has a page that explains it', (_id, { page, fix }) => {
  expect(fix).toMatch(/^\S.*[^.]$/);
  for (const text of [page.reports, page.mend]) expect(text).toMatch(/^\S[^]*\S\.$/);
  for (const text of [page.before, mendedOf(page)])
    expect(yaml.loadAll(text, undefined, { json: true }).length).toBeGreaterThan(0);
  expect(page.before).not.toBe(mendedOf(page));
});

test('docs/rules.md is what `npm run docs` writes', () => {
  expect(fs.readFileSync(path.join(ROOT, 'docs/rules.md'), 'utf8')).toBe(rulesPage(RULES));
});

test.each([
  ['numbers in place of text', { apiVersion: 1, kind: 2, metadata: { name: 3, namespace: 4, labels: 5 } }],
  ['nothing', {}],
  ['null', { apiVersion: null, kind: null, metadata: null, spec: null }],
  ['lists', { apiVersion: [], kind: [], metadata: [], spec: [] }],
  ['metadata as text', { apiVersion: 'v1', kind: 'ConfigMap', metadata: 'name' }],
])('an object of %s is reported and stops no rule', (_what, object) => {
  expect(checkObjects([object, object]).length).toBeGreaterThan(0);
});

test('checking changes no object', () => {
  const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'A', namespace: 'b', labels: { a: 1 } } };
  const before = structuredClone(object);
  expect(checkObjects([object, object]).length).toBeGreaterThan(0);
  expect(object).toEqual(before);
});
