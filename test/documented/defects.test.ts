import * as fs from 'fs';
import * as path from 'path';
import { check } from '../../src/checks/check';
import { readPaths } from '../../src/checks/model/read-paths';
import { Target } from '../../src/facts/target';

const ROOT = path.resolve(__dirname, '../..');

test('docs/defects.md lists what the checks find in the documented manifests, no more and no less', () => {
  const findings = check(readPaths([path.join(ROOT, 'dist/documented')]), Target.aks('1.31'));
  const found = findings.map(({ rule, object: { kind, namespace, name }, path: field }) => {
    return `${rule} | ${kind} ${namespace === undefined ? '' : `${namespace}/`}${name} | \`${field}\``;
  });
  const page = fs.readFileSync(path.join(ROOT, 'docs/defects.md'), 'utf8');
  const listed = page.split('\n').filter((line) => /^\| [A-Z]{3}\d{3} /.test(line));
  const rows = listed.map((line) =>
    line
      .split('|')
      .slice(1, 4)
      .map((cell) => cell.trim())
      .join(' | '),
  );
  expect(found.sort()).toEqual(rows.sort());
  expect(rows.length).toBeGreaterThan(0);
});

test('under the preset `documented` none of it is an error', () => {
  const manifests = readPaths([path.join(ROOT, 'dist/documented')]);
  const severities = check(manifests, Target.aks('1.31'), { preset: 'documented' }).map(({ severity }) => severity);
  expect(new Set(severities)).toEqual(new Set(['warning']));
});
