import * as fs from 'fs';
import * as path from 'path';
import { blocksOf, pages } from './blocks';
import type { Block } from './blocks';
import { treatmentOf } from './treatment';
import type { Treatment } from './treatment';

/** The test of each treatment. */
const TESTS: Readonly<Record<Exclude<Treatment, 'unknown'>, string>> = {
  code: 'code.test.ts',
  commands: 'commands.test.ts',
  output: 'commands.test.ts',
  text: 'texts.test.ts',
  manifests: 'manifests.test.ts',
  platform: 'configurations.test.ts',
  fleet: 'configurations.test.ts',
  cdk8s: 'configurations.test.ts',
  workflow: 'commands.test.ts',
  externals: 'configurations.test.ts',
  json: 'configurations.test.ts',
};

const block = (language: string, text = ''): Block => ({
  page: 'docs/page.md',
  where: 'docs/page.md:1',
  language,
  heading: '',
  text,
  prose: '',
});

test.each(pages())('every block of %s is executed by a test', (page) => {
  const blocks = blocksOf(page);
  const unknown = blocks.filter((one, at) => treatmentOf(one, blocks[at - 1]) === 'unknown');
  expect(unknown.map(({ where }) => where)).toEqual([]);
});

test('each treatment is a test of this folder', () => {
  const missing = Object.values(TESTS).filter((file) => !fs.existsSync(path.join(__dirname, file)));
  expect(missing).toEqual([]);
});

test('there are blocks of every treatment', () => {
  const found = pages().flatMap((page) => {
    const blocks = blocksOf(page);
    return blocks.map((one, at) => treatmentOf(one, blocks[at - 1]));
  });
  expect([...new Set(found)].sort()).toEqual(Object.keys(TESTS).sort());
  expect(found.length).toBeGreaterThan(500);
});

test('a block that no test knows is none of these', () => {
  expect(treatmentOf(block('python'))).toBe('unknown');
  expect(treatmentOf(block('yaml', 'metadata: { name: a }\n'))).toBe('unknown');
  expect(treatmentOf(block('yaml', 'target: { provider: aks }\n'))).toBe('platform');
  expect(treatmentOf(block('yaml', 'target: { provider: aks }\nother: {}\n'))).toBe('unknown');
  expect(treatmentOf(block('text'), block('sh'))).toBe('output');
  expect(treatmentOf(block('text'), block('json'))).toBe('text');
});
