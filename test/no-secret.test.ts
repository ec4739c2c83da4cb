import * as fs from 'fs';
import * as path from 'path';
import { SECRET_RULES } from '../src/checks/secret';
import { keysIn } from '../src/checks/secret/key-shapes';
import { expectNothingLacks } from './support/lacking';

const ROOT = path.join(__dirname, '..');

/** What is written by hand: `dist`, `imports` and `docs/api` are made of it and of what others publish. */
const FOLDERS = ['.changeset', '.ci', 'bench', 'docs', 'examples', 'src', 'test'];

/** The keys that the pages of rules show: they were made up, and open nothing. */
const SHOWN = SECRET_RULES.flatMap(({ page }) => keysIn(page.before, '').map(({ value }) => value));

function filesIn(folder: string): string[] {
  return fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return file === 'docs/api' ? [] : filesIn(file);
    return entry.isFile() ? [file] : [];
  });
}

function secretsIn(text: string): string[] {
  return keysIn(text, '')
    .filter(({ value }) => !SHOWN.includes(value))
    .map(({ says }) => says);
}

test('no file that is written by hand has what looks like a key, tests too', () => {
  const entries = fs.readdirSync(ROOT, { withFileTypes: true });
  // One that begins with a dot, such as `.npmrc`, may be the maintainer's own, and is not committed.
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
  const names = [...files, ...FOLDERS.flatMap(filesIn)];
  expectNothingLacks(
    'take the key out, and change it where it is real; a test that needs one puts it together by code, as test/checks/secret/hidden.test.ts does',
    names.flatMap((file) =>
      secretsIn(fs.readFileSync(path.join(ROOT, file), 'utf8')).map((says) => `${file}: ${says}`),
    ),
  );
});

test('a key is found, and one that a page shows is none', () => {
  expect(secretsIn('token: gh' + 'p_8mZk2pQvR4tYw7sLd9xBc3nFh6jGa1eU5iOq')).toEqual(['a token of GitHub']);
  expect(SHOWN).not.toEqual([]);
  expect(secretsIn(SHOWN.join('\n'))).toEqual([]);
});
