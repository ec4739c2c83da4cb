import * as fs from 'fs';
import * as path from 'path';
import { ROOT } from './docs/blocks';
import { compile } from './docs/code';
import type { Example } from './docs/code';

test('every example of the comments in the code compiles', () => {
  const examples = sourceFiles(path.join(ROOT, 'src')).flatMap(examplesOf);
  expect(examples.length).toBeGreaterThan(15);
  expect(compile(examples)).toEqual([]);
});

function sourceFiles(folder: string): string[] {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return names.sort().map((name) => path.join(folder, name));
}

/** The text after `@example`, up to the next tag. */
function examplesOf(file: string): Example[] {
  const comments = fs.readFileSync(file, 'utf8').match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  return comments.flatMap((comment) => {
    const text = comment.replace(/^\s*\/?\*+\/?( |$)/gm, '').replace(/\*\/$/, '');
    const code = /@example\n([\s\S]*?)(?=^@|$(?![\s\S]))/m.exec(text)?.[1];
    return code === undefined ? [] : [{ where: path.relative(ROOT, file), code }];
  });
}
