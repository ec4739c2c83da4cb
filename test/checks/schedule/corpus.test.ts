import * as fs from 'fs';
import * as path from 'path';
import { readPaths } from '../../../src/checks/model/read-paths';
import { Target } from '../../../src/facts/target';
import { run } from './run';

const ROOT = path.resolve(__dirname, '../../..');

function found(folder: string, target: Target): string[] {
  return run(
    readPaths([path.join(ROOT, folder)]).map(({ object }) => object),
    { target },
  );
}

test('the reference platform has a place for every pod', () => {
  expect(found('dist/manifests', Target.aks('1.34'))).toEqual([]);
});

test('the defects of scheduling in the documents are found', () => {
  console.log(found('dist/documented', Target.aks('1.31')), found('dist/documented', Target.generic('1.31')));
});
