import * as fs from 'fs';
import * as path from 'path';
import { brokenLinks, sections, words } from './markdown';
import { publicApi } from './public-api';
import type { PublicName } from './public-api';

const ROOT = path.resolve(__dirname, '../..');
const REFERENCE = path.join(ROOT, 'docs/api');
const FILES = fs.readdirSync(REFERENCE);

jest.setTimeout(120_000);
const API = publicApi();
const SYSTEMS = [...new Set(API.names.flatMap(({ namespace }) => namespace ?? []))];

/** The sections of every page, by the file of the page. */
const PAGES = new Map(
  FILES.map((file) => [file, sections(fs.readFileSync(path.join(REFERENCE, file), 'utf8'), 3)] as const),
);

/** Where the reference describes a name, or the name that a member belongs to. */
function sectionOf({ namespace, name }: PublicName): string | undefined {
  const pages = [...PAGES].filter(([file]) =>
    namespace === undefined ? !SYSTEMS.includes(file.slice(0, -3)) : file === `${namespace}.md`,
  );
  const [owner] = name.split('.');
  const found = pages.flatMap(([, all]) => all.filter(({ heading }) => [owner, `${owner}()`].includes(heading)));
  return found.length === 1 ? found[0]!.text : undefined;
}

/** Types without an export of their own are on the page of the system that they are declared in. */
const placed = (one: PublicName): PublicName => {
  const system = SYSTEMS.find((name) => one.at.startsWith(`src/${name}/`));
  return one.namespace === undefined && system !== undefined ? { ...one, namespace: system } : one;
};
const shown = ({ namespace, name, at }: PublicName): string => `${namespace ? `${namespace}.` : ''}${name} (${at})`;

test('there are exports and members, and the pages of the reference are few', () => {
  expect(API.names.length).toBeGreaterThan(350);
  expect(API.members.length).toBeGreaterThan(1400);
  expect(FILES).toEqual(expect.arrayContaining(['README.md', 'core.md', ...SYSTEMS.map((name) => `${name}.md`)]));
  expect(FILES.length).toBeLessThan(30);
});

test('every export and every member of one has a description', () => {
  expect([...API.names, ...API.members].filter(({ description }) => description === '').map(shown)).toEqual([]);
});

test('every export is on one page of the reference, with what its comment says', () => {
  const missing = API.names.map(placed).filter((one) => {
    const text = sectionOf(one);
    // Karpenter's name for the taint of the core.
    if (text?.trim().startsWith('Re-exports')) return false;
    return text === undefined || !words(text).includes(words(one.description.split('\n\n')[0]!));
  });
  expect(missing.map(shown)).toEqual([]);
});

test('every member is in the section of its owner, with what its comment says', () => {
  const missing = API.members.map(placed).filter((one) => {
    const text = sectionOf(one);
    if (text?.trim().startsWith('Re-exports')) return false;
    const [, member] = one.name.split('.');
    return !text?.includes(member!) || !words(text).includes(words(one.description.split('\n\n')[0]!));
  });
  expect(missing.map(shown)).toEqual([]);
});

test.each(FILES)('every link of docs/api/%s leads to a page and an anchor', (file) => {
  expect(brokenLinks(path.join(REFERENCE, file))).toEqual([]);
});

test('README.md, CONTRIBUTING.md and the pages of docs lead into the reference, to what is there', () => {
  const pages = fs
    .readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !file.startsWith(`api${path.sep}`))
    .map((file) => path.join('docs', file));
  const linking = ['README.md', 'CONTRIBUTING.md', ...pages].filter((file) =>
    /\]\((?:\.\.\/|docs\/)?api\//.test(fs.readFileSync(path.join(ROOT, file), 'utf8')),
  );
  expect(linking).toEqual(expect.arrayContaining(['README.md', 'docs/dependencies.md']));
  const broken = linking.flatMap((file) => brokenLinks(path.join(ROOT, file)).map((link) => `${file}: ${link}`));
  expect(broken.filter((line) => line.includes('api/'))).toEqual([]);
});
