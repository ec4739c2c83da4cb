import * as fs from 'fs';
import * as path from 'path';
import { mistakesOf } from '../blueprint/platform';
import { blocksOf, pages, read, ROOT } from './blocks';
import { treatmentOf } from './treatment';

/** What a program says of a mistake, and how the mistake is made. `...` stands for anything. */
const TEXTS: Readonly<Record<string, () => string>> = {
  // The README's: `sku` for `skus` in the platform.yaml of this repository.
  'README.md/An example': () => mistakesOf(read('platform.yaml').replace('skus:', 'sku:')).join('\n'),
};

/** `UPDATE_DOCS=1 npx jest test/docs/texts` writes the place of each mistake anew. */
const UPDATE = process.env.UPDATE_DOCS !== undefined;

/** Texts of which another test makes sure. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'docs/platform-yaml.md/What a mistake looks like': 'test/blueprint/documentation.test.ts',
};

const BLOCKS = pages().flatMap((page) => {
  const blocks = blocksOf(page);
  return blocks.filter((block, at) => treatmentOf(block, blocks[at - 1]) === 'text');
});
const keyOf = ({ page, heading }: { page: string; heading: string }): string => `${page}/${heading}`;

test('every text is said by something', () => {
  const keys = [...new Set(BLOCKS.map(keyOf))].sort();
  expect(keys).toEqual([...Object.keys(TEXTS), ...Object.keys(ELSEWHERE)].sort());
});

test.each(BLOCKS.map((block) => [block.where, block] as const))('%s', (_where, block) => {
  const key = keyOf(block);
  if (ELSEWHERE[key] !== undefined) {
    expect(read(ELSEWHERE[key])).toContain("'platform-yaml.md'");
    return;
  }
  const shown = block.text.trim().split('...');
  const said = TEXTS[key]!();
  if (UPDATE) {
    const place = (text: string): string => /^\S+/.exec(text)![0];
    fs.writeFileSync(path.join(ROOT, block.page), read(block.page).replace(place(shown[0]!), place(said)));
    return;
  }
  expect(said.startsWith(shown[0]!) && said.endsWith(shown.at(-1)!) ? said : shown.join('...')).toBe(said);
});
