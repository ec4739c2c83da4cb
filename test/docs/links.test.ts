import * as fs from 'fs';
import * as path from 'path';
import { COMMANDS } from '../../src/commands';
import { pages, read, ROOT } from './blocks';
import { expectNothingLacks } from '../support/lacking';

/** The text of a page without its blocks, whose lines may begin with `#`. */
const proseOf = (file: string): string => read(file).replace(/^( *)```[\s\S]*?^\1```$/gm, '');

/** The anchors that GitHub gives to the headings of a page, and those that it has by itself. */
function anchorsOf(file: string): string[] {
  const headings = proseOf(file).match(/^#+ .+$/gm) ?? [];
  const anchors = headings.map((heading) => {
    const text = heading
      .replace(/^#+ /, '')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase();
    return text.replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
  });
  const repeated = anchors.map((anchor, at) => {
    const before = anchors.slice(0, at).filter((one) => one === anchor).length;
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
  return [...repeated, ...[...read(file).matchAll(/<a id="([^"]+)">/g)].map((match) => match[1]!)];
}

function linksOf(page: string): string[] {
  return [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1]!)
    .filter((link) => !/^[a-z]+:/.test(link));
}

function isBroken(page: string, link: string): boolean {
  const [target = '', anchor] = link.split('#');
  const found = target === '' ? page : path.join(path.dirname(page), target);
  if (!fs.existsSync(path.join(ROOT, found))) return true;
  return anchor !== undefined && !anchorsOf(found).includes(anchor);
}

test.each(pages())('every link of %s leads to a page and a heading', (page) => {
  expect(linksOf(page).filter((link) => isBroken(page, link))).toEqual([]);
});

test('there are links, and one that leads nowhere is reported', () => {
  expect(pages().flatMap(linksOf).length).toBeGreaterThan(200);
  expect(isBroken('README.md', 'docs/apply.md#flux')).toBe(false);
  expect(isBroken('README.md', 'docs/apply.md#fluxx')).toBe(true);
  expect(isBroken('README.md', 'docs/none.md')).toBe(true);
});

test('README.md has a link for each command among its pages', () => {
  const line = read('README.md')
    .split('\n')
    .find((one) => one.startsWith('- Commands: '))!;
  expectNothingLacks(
    "add a page in docs for the command, and a link with the command's name to 'Commands' of README.md",
    COMMANDS.map(({ name }) => name).filter((name) => !new RegExp(`[[ ]${name}[\\] ]`).test(line)),
  );
});

test('README.md leads to every page', () => {
  const seen = new Set(['README.md']);
  for (const page of seen)
    for (const link of linksOf(page)) {
      const found = path.join(path.dirname(page), link.split('#')[0]!);
      if (found.endsWith('.md') && fs.existsSync(path.join(ROOT, found))) seen.add(found);
    }
  expectNothingLacks(
    'link each page from README.md, or from a page that README.md leads to',
    pages().filter((page) => !seen.has(page)),
  );
});

describe('what the package has of the documentation', () => {
  const { files } = JSON.parse(read('package.json')) as { readonly files: readonly string[] };
  const left = files.filter((one) => one.startsWith('!docs/')).map((one) => one.slice(1));
  // A pattern names files of one folder by braces, or a folder with all that is in it.
  const names = left.flatMap((one) => {
    const [, before, choices, after] = /^(.*)\{(.*)\}(.*)$/.exec(one) ?? [];
    return choices === undefined
      ? [one.replace(/\*\*$/, '')]
      : choices.split(',').map((name) => before! + name + after!);
  });
  const isLeft = (file: string): boolean =>
    names.some((name) => (name.endsWith('/') ? file.startsWith(name) : file === name));

  test('is most of it', () => {
    expect(names).toEqual(expect.arrayContaining(['docs/api/', 'docs/architecture.md']));
    expect([isLeft('docs/api/tls.md'), isLeft('docs/systems/tls.md')]).toEqual([true, false]);
  });

  // Registries show the README alone, and the repository has all that it leads to.
  test.each(pages().filter((page) => page.startsWith('docs/') && !isLeft(page)))('%s leads to nothing else', (page) => {
    const found = linksOf(page).map((link) => path.join(path.dirname(page), link.split('#')[0]!));
    expect(found.filter((file) => isLeft(file) || !/^docs\/|^docs$|^CHANGELOG\.md$|^README\.md$/.test(file))).toEqual(
      [],
    );
  });
});
