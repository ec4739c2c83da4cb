import * as fs from 'fs';
import * as path from 'path';
import { check } from '../../src/checks/check';
import type { Preset } from '../../src/checks/preset';
import type { Finding } from '../../src/checks/finding';
import { readPaths } from '../../src/checks/model/read-paths';
import { Target } from '../../src/facts/target';
import { clustersIn, COMMITTED, ROOT } from './support';

const PAGE = fs.readFileSync(path.join(ROOT, 'docs/defects.md'), 'utf8');

/** The cells of the lines of a table whose first cell fits. */
function rows(first: RegExp): string[][] {
  const cells = PAGE.split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return cells.filter(([cell]) => cell !== undefined && first.test(cell));
}

function findingsOf(preset: Preset): { cluster: string; finding: Finding }[] {
  return [...clustersIn(COMMITTED).keys()].flatMap((cluster) => {
    const manifests = readPaths([path.join(COMMITTED, cluster)]);
    return check(manifests, Target.aks('1.31'), { preset }).map((finding) => ({ cluster, finding }));
  });
}

test('docs/defects.md lists what the checks find in the documented manifests, no more and no less', () => {
  const found = findingsOf('default').map(({ cluster, finding: { rule, object, path: field } }) => {
    const { kind, namespace, name } = object;
    return [cluster, rule, `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`, `\`${field}\``];
  });
  const listed = rows(/^00\d/).map((cells) => cells.slice(0, 4));
  expect(found.map(String).sort()).toEqual(listed.map(String).sort());
  expect(listed.length).toBeGreaterThan(0);
});

test('under the preset `documented` none of it is an error', () => {
  const severities = findingsOf('documented').map(({ finding }) => finding.severity);
  expect(new Set(severities)).toEqual(new Set(['warning']));
});

const DEFECTS = rows(/^(SGR|KKA|SIM|ANS)-\d\d$/);

test.each(DEFECTS.map((cells) => [cells[0]!, cells] as const))('%s names a test that shows it', (id, cells) => {
  expect(cells).toHaveLength(4);
  for (const cell of cells) expect(cell).toMatch(/\S/);
  const file = /^`(test\/[\w./-]+\.test\.ts)`$/.exec(cells[3]!)?.[1];
  expect(file).toBeDefined();
  expect(fs.readFileSync(path.join(ROOT, file!), 'utf8')).toContain(id);
});

test('every defect stands there once, in order', () => {
  const ids = DEFECTS.map(([id]) => id!);
  expect(ids).toEqual([...new Set(ids)]);
});
