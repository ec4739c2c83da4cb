import * as fs from 'fs';
import * as path from 'path';
import { Target } from '../../../src/facts/target';
import { runYaml } from './run';

const ROOT = path.resolve(__dirname, '../../..');

function textsIn(folder: string): string[] {
  const dir = path.join(ROOT, folder);
  return fs
    .readdirSync(dir)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => fs.readFileSync(path.join(dir, name), 'utf8'));
}

test('the reference platform has a place for every pod', () => {
  expect(runYaml(textsIn('dist/manifests'), { target: Target.aks('1.34') })).toEqual([]);
});

test('the defects of scheduling in the documents are found', () => {
  console.log(runYaml(textsIn('dist/documented'), { target: Target.aks('1.31') }));
  console.log(runYaml(textsIn('dist/documented'), { target: Target.generic('1.31') }));
  console.log(
    fs
      .readdirSync(path.join(ROOT, 'test/false-alarms/manifests'))
      .filter((n) => n.endsWith('.yaml'))
      .map((n) => [n, ...runYaml([fs.readFileSync(path.join(ROOT, 'test/false-alarms/manifests', n), 'utf8')])])
      .filter((x) => x.length > 1),
  );
});
