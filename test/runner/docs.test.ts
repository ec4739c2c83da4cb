import { readFileSync } from 'fs';
import { join } from 'path';
import { SETTINGS } from '../../src/runner';
import { RUNNER } from '../../src/runner/known-props';
import { readers } from '../../src/runner/runner-version';
import { WATCHED } from '../../src/runner/settings/table';

const page = readFileSync(join(__dirname, '../../docs/systems/runner.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => /^\| `[A-Z0-9_]+`/.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replace(/\\\|/g, '|')),
  );

test('the table of the page is that of the program', () => {
  expect(rows).toEqual(
    [...SETTINGS, ...WATCHED].map((setting) => [
      `\`${setting.variable}\``,
      `\`${setting.prop}\``,
      setting.type,
      setting.default,
      setting.reads ? readers(setting.reads).replace(/ reads? it$/, '') : 'all',
    ]),
  );
});

test('the page names every property', () => {
  expect(Object.keys(RUNNER).filter((prop) => !page.includes(prop))).toEqual([]);
});

test('every defect of the page has a test, and every test its row', () => {
  const tests = readFileSync(join(__dirname, 'defects.test.ts'), 'utf8');
  const named = (text: string): string[] => [...new Set(text.match(/SGR-\d\d/g))].sort();
  const table = page.split('\n').filter((line) => line.startsWith('| SGR-'));
  // SGR-27 is told in words below the table.
  expect([...named(table.join('\n')), 'SGR-27'].sort()).toEqual(named(tests));
});
