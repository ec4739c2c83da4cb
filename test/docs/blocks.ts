import * as fs from 'fs';
import * as path from 'path';

export const ROOT = path.resolve(__dirname, '../..');

/** A fenced block of a page. Its first line is `LANGUAGE [FILE] [before:RULE]`; renderers show the language alone. */
export interface Block {
  /** The page from the root of the repository, such as `docs/apply.md`. */
  readonly page: string;
  /** The line of the fence, and the page: for messages. */
  readonly where: string;
  readonly language: string;
  /** The file that the block is, as commands of its page name it. */
  readonly file?: string;
  /** The rule that must report what the block shows, and may not report the next block of the same section. */
  readonly before?: string;
  /** The nearest heading above. */
  readonly heading: string;
  readonly text: string;
  /** What stands between the block before and this one. */
  readonly prose: string;
}

/** Every page of the documentation but the reference of the API, which is generated of comments whose examples `examples.test.ts` compiles. */
export function pages(): string[] {
  const docs = fs.readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
  const all = docs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name.split(path.sep).join('/')}`);
  return ['README.md', 'CONTRIBUTING.md', ...all.filter((name) => !name.startsWith('docs/api/')).sort()];
}

export function read(file: string): string {
  return fs.readFileSync(path.join(ROOT, file), 'utf8');
}

/** The blocks of a page, in its order. A block of a list is taken without the indent of the list. */
export function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  const lines = read(page).split('\n');
  let heading = '';
  let prose: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const fence = /^( *)```(.*)$/.exec(lines[at]!);
    if (!fence) {
      prose.push(lines[at]!);
      heading = /^#+ (.*)$/.exec(lines[at]!)?.[1] ?? heading;
      continue;
    }
    const [, indent = '', info = ''] = fence;
    const end = lines.findIndex((line, index) => index > at && line === `${indent}\`\`\``);
    if (end < 0) throw new Error(`${page}:${at + 1}: the block has no end`);
    const text = lines.slice(at + 1, end).map((line) => `${line.replace(indent, '')}\n`);
    const [language = '', ...words] = info.trim().split(/\s+/);
    const before = words.find((word) => word.startsWith('before:'))?.slice('before:'.length);
    const file = words.find((word) => !word.includes(':'));
    const where = `${page}:${at + 1}`;
    blocks.push({ page, where, language, file, before, heading, text: text.join(''), prose: prose.join('\n') });
    prose = [];
    at = end;
  }
  return blocks;
}
