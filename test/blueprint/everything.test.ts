import * as fs from 'fs';
import * as path from 'path';
import { EVERYTHING } from './everything';

/** The keys of the top that it does not have, each with the reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  externals: 'makes no object; its own tests are in externals.test.ts',
  gpuOperator: 'excludes devicePlugin',
  kind: 'excludes a target on AKS',
  registry: 'renames every image; its own tests are in registry.test.ts',
  suppressions: 'makes no object, and every check passes',
};

test('the configuration with every key has each of the top, for the tests of every platform know no other', () => {
  const file = path.resolve(__dirname, '../../dist/platform.schema.json');
  const { properties } = JSON.parse(fs.readFileSync(file, 'utf8')) as { properties: object };
  const keys = Object.keys(properties);
  expect(keys.filter((key) => !(key in EVERYTHING)).sort()).toEqual(Object.keys(LEFT_OUT));
});
