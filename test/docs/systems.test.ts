import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { Construct } from 'constructs';
import { load, loadAll } from 'js-yaml';
import * as library from '../../src';
import { RULES } from '../../src/checks/rules';
import { GO_YAML } from '../../src/checks/model/go-yaml';
import { blocksOf, pages, read, ROOT } from './blocks';
import { objectsOf } from './code';
import { treatmentOf } from './treatment';
import { expectNothingLacks } from '../support/lacking';

const SKELETON = ['What it is', 'Smallest example', 'Options', 'What it guarantees', 'Before and after'];
const PAGES = pages().filter((page) => page.startsWith('docs/systems/'));
/** The namespaces of the library that are systems, with what each exports. */
const SYSTEMS = Object.entries(library as Readonly<Record<string, unknown>>).flatMap(([name, value]) =>
  /^[a-z]/.test(name) && typeof value === 'object' && fs.existsSync(path.join(ROOT, 'src', name, 'index.ts'))
    ? [[name, value as Readonly<Record<string, unknown>>] as const]
    : [],
);

/** A section of a page. */
function section(page: string, heading: string): string {
  return read(page).split(`\n## ${heading}\n`)[1]!.split(/^## /m)[0]!;
}

test('each system has a page', () => {
  expect(SYSTEMS.length).toBeGreaterThan(8);
  const pages = SYSTEMS.map(([name]) => `docs/systems/${name}.md`);
  expectNothingLacks(
    `write a page for each system, on the skeleton of docs/systems/storage.md: ${SKELETON.join(', ')}`,
    pages.filter((page) => !PAGES.includes(page)),
  );
});

test.each(PAGES)('%s has the skeleton', (page) => {
  const headings = [...read(page).matchAll(/^## (.*)$/gm)].map((match) => match[1]!);
  expect(headings.slice(0, SKELETON.length)).toEqual(SKELETON);
  expect(headings).toEqual([...new Set(headings)]);
  for (const heading of SKELETON) expect(section(page, heading).trim()).not.toBe('');
});

test.each(PAGES)('the smallest example of %s is one whole program, which passes every check', (page) => {
  const [example, ...others] = blocksOf(page).filter(({ heading }) => heading === 'Smallest example');
  expect(others.filter(({ language }) => language === 'ts')).toEqual([]);
  expect(example!.language).toBe('ts');
  expect(example!.text).toMatch(
    /^import .*\n(.*\n)*?const app = new PlatformApp\(\{ target: .* \}\);\n(.*\n)*app\.synth\(\);.*\n$/,
  );
  expect(example!.text.split('\n').length).toBeLessThan(32);
});

test('each construct has its options on one page', () => {
  const marked = PAGES.flatMap((page) => [...section(page, 'Options').matchAll(/<!-- options: ([\w., ]+) -->/g)]);
  const named = marked.flatMap((match) => match[1]!.split(', '));
  expect(named.filter((name, at) => named.indexOf(name) !== at)).toEqual([]);
  const constructs = SYSTEMS.flatMap(([system, exported]) =>
    Object.entries(exported)
      .filter(([, value]) => typeof value === 'function' && value.prototype instanceof Construct)
      .map(([name]) => `${system}.${name}`),
  );
  expect(constructs.length).toBeGreaterThan(30);
  expectNothingLacks(
    'name each construct in a line `<!-- options: NAME.Construct -->` of its page in docs/systems, with `<!-- end of options -->` below; `npm run docs` fills it in',
    constructs.filter((name) => !named.includes(name)),
  );
});

test('the options of each page are those of the code', () => {
  const { status, stderr } = spawnSync(process.execPath, ['docs/options.mjs', '--check'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

/** Whether everything that is shown is in what was rendered; of a list each item is in one of the other list. */
function isIn(shown: unknown, rendered: unknown): boolean {
  if (Array.isArray(shown))
    return Array.isArray(rendered) && shown.every((one) => rendered.some((other) => isIn(one, other)));
  if (typeof shown !== 'object' || shown === null) return shown === rendered;
  if (typeof rendered !== 'object' || rendered === null) return false;
  return Object.entries(shown).every(([key, value]) => isIn(value, (rendered as Record<string, unknown>)[key]));
}

describe.each(PAGES)('Before and after of %s', (page) => {
  const blocks = blocksOf(page);
  const shown = blocks.filter(
    (block, at) => block.heading === 'Before and after' && treatmentOf(block, blocks[at - 1]) === 'manifests',
  );

  test('a rule reports what is before, and after is what the example renders', () => {
    expectNothingLacks(
      "give 'Before and after' two blocks of YAML, of which the first begins with ```yaml before:RULE",
      shown.map(({ before }) => before !== undefined).join() === 'true,false' ? [] : [page],
    );
    const example = blocks.find(({ heading }) => heading === 'Smallest example')!;
    const rendered = objectsOf({ where: example.where, code: example.text });
    const shownAfter = loadAll(shown[1]!.text, undefined, { schema: GO_YAML });
    expectNothingLacks(
      `let the second block of ${page} show objects that 'Smallest example' renders, whole or in part`,
      shownAfter.filter((object) => !rendered.some((one) => isIn(object, one))).map((object) => JSON.stringify(object)),
    );
  });

  test('it names defects of docs/defects.md, or the rules of a system that no document has', () => {
    const text = section(page, 'Before and after');
    const named = text.match(/\b(?:SGR|SIM|KKA|ANS)-\d\d\b/g) ?? [];
    const rules = [...text.matchAll(/rules\.md#([a-z]{3}\d{3})\b/g)].map((match) => match[1]!.toUpperCase());
    expect(named.length + rules.length).toBeGreaterThan(0);
    expect(rules.filter((id) => !RULES.some((rule) => rule.id === id))).toEqual([]);
    const known = [...read('docs/defects.md').matchAll(/^\| ((?:SGR|SIM|KKA|ANS)-\d\d) +\|/gm)].map(
      (match) => match[1]!,
    );
    expect(named.filter((id) => !known.includes(id))).toEqual([]);
  });
});

test('of what is rendered a part is in it, and what differs is not', () => {
  const rendered = load('spec: { rules: [{ verbs: [get, list] }, { verbs: [watch] }], replicas: 2 }');
  expect(isIn(load('spec: { rules: [{ verbs: [list] }] }'), rendered)).toBe(true);
  expect(isIn(load('spec: { rules: [{ verbs: [list, watch] }] }'), rendered)).toBe(false);
  expect(isIn(load('spec: { replicas: 3 }'), rendered)).toBe(false);
});
