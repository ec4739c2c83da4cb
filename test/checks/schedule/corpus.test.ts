import * as path from 'path';
import { readPaths } from '../../../src/checks/model/read-paths';
import { Target } from '../../../src/facts/target';
import { run } from './run';

const ROOT = path.resolve(__dirname, '../../..');

/** What the rules say of a folder, as `RULE Kind name`. */
function found(folder: string, target: Target): string[] {
  const objects = readPaths([path.join(ROOT, folder)]).map(({ object }) => object);
  return run(objects, { target }).map((one) => one.split(' ').slice(0, 3).join(' '));
}

test('the reference platform has a place for every pod', () => {
  expect(found('dist/manifests', Target.aks('1.34'))).toEqual([]);
});

test('the defects of scheduling in document 003 are found', () => {
  const everywhere = ['SCH005 DaemonSet nvidia-device-plugin-daemonset', 'SCH013 NodePool gpu', 'SCH015 NodePool gpu'];
  const onAks = ['SCH002 Job samples-tf-mnist-demo', ...everywhere, 'SCH016 Job samples-tf-mnist-demo'];
  expect(found('dist/documented/003', Target.aks('1.31'))).toEqual(onAks);
  expect(found('dist/documented/003', Target.generic('1.31'))).toEqual([
    'SCH001 Job samples-tf-mnist-demo',
    ...everywhere,
  ]);
});
