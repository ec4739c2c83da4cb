import * as fs from 'fs';
import * as path from 'path';
import { check } from '../../src/checks/check';
import type { Preset } from '../../src/checks/preset';
import type { Finding } from '../../src/checks/finding';
import { readPaths } from '../../src/checks/model/read-paths';
import { Target } from '../../src/facts/target';
import { clustersIn, COMMITTED, describeDocument, ROOT } from './support';

const PAGE = fs.readFileSync(path.join(ROOT, 'docs/defects.md'), 'utf8');
const TARGETS = JSON.parse(fs.readFileSync(path.join(__dirname, 'targets.json'), 'utf8')) as Record<string, string>;

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
  return clustersIn(COMMITTED).flatMap((cluster) => {
    const manifests = readPaths([path.join(COMMITTED, cluster)]);
    return check(manifests, Target.parse(TARGETS[cluster]!), { preset }).map((finding) => ({ cluster, finding }));
  });
}

test('each cluster has a target, and each target a cluster', () => {
  expect(Object.keys(TARGETS).sort()).toEqual(clustersIn(COMMITTED));
});

const LISTED = rows(/^00\d/);

test('docs/defects.md lists what the checks find in the documented manifests, no more and no less', () => {
  const found = findingsOf('default').map(({ cluster, finding: { rule, object, path: field } }) => {
    const { kind, namespace, name } = object;
    const which = `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
    return [cluster, rule, which, field === undefined ? '–' : `\`${field}\``].join(' | ');
  });
  // A line may be of several clusters, and several findings of one field are one line.
  const listed = LISTED.flatMap(([clusters, ...cells]) =>
    clusters!.split(', ').map((cluster) => [cluster, ...cells.slice(0, 3)].join(' | ')),
  );
  expect([...new Set(found)].sort()).toEqual(listed.sort());
});

test('each of these lines says which defect it is', () => {
  expect(LISTED.length).toBeGreaterThan(0);
  for (const cells of LISTED) {
    expect(cells).toHaveLength(5);
    expect(cells[4]).toMatch(/^[^?]+$/);
  }
});

test('under the preset `documented` none of it is an error', () => {
  const severities = findingsOf('documented').map(({ finding }) => finding.severity);
  expect(new Set(severities)).toEqual(new Set(['warning']));
});

const ID = /^(SGR|KKA|SIM|ANS)-\d\d$/;
const DEFECTS = rows(ID);

test.each(DEFECTS.map((cells) => [cells[0]!, cells] as const))('%s names a test that shows it', (id, cells) => {
  expect(cells).toHaveLength(4);
  for (const cell of cells) expect(cell).toMatch(/\S/);
  const file = /^`(test\/[\w./-]+\.test\.ts)`$/.exec(cells[3]!)?.[1];
  expect(file).toBeDefined();
  expect(fs.readFileSync(path.join(ROOT, file!), 'utf8')).toMatch(new RegExp(`(test|describe|each)\\b[^]*${id}`));
});

test('every defect stands there once, in order within its document', () => {
  const ids = DEFECTS.map(([id]) => id!);
  expect(ids).toEqual([...new Set(ids)]);
  for (const prefix of ['SGR', 'SIM', 'KKA', 'ANS']) {
    const own = ids.filter((id) => id.startsWith(prefix));
    expect(own).toEqual([...own].sort());
    expect(own).toHaveLength({ SGR: 36, SIM: 20, KKA: 32, ANS: 23 }[prefix]!);
  }
});

describeDocument('against the list of defects', () => {
  const SPEC = path.resolve(ROOT, '../shared/spec/systems.md');

  test('it is the list of what is wrong in the documents, no more and no less', () => {
    const section = /^## 7\. [^]*?^## 8\. /m.exec(fs.readFileSync(SPEC, 'utf8'))![0];
    const ids = [...section.matchAll(/^\| ((SGR|KKA|SIM|ANS)-\d\d) \|/gm)].map(([, id]) => id!);
    expect(DEFECTS.map(([id]) => id!).sort()).toEqual(ids.sort());
  });

  test('every defect that the table of findings names is one of them', () => {
    const named = LISTED.flatMap((cells) => cells[4]!.match(/\b[A-Z]{3}-\d\d\b/g) ?? []);
    expect(named.length).toBeGreaterThan(0);
    for (const id of named) expect(DEFECTS.map(([one]) => one)).toContain(id);
  });
});
