import * as fs from 'fs';
import * as path from 'path';
import type { KubernetesObject } from '../../src/checks/manifest';
import { EVERYTHING } from './everything';
import { appOf } from './platform';
import { expectNothingLacks } from '../support/lacking';

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
  const absent = keys.filter((key) => !(key in EVERYTHING));
  expectNothingLacks(
    'write each key of platform.yaml into test/blueprint/everything.ts with all that is below it, or the reason into LEFT_OUT here',
    absent.filter((key) => !(key in LEFT_OUT)),
  );
  expect(absent.sort()).toEqual(Object.keys(LEFT_OUT));
});

test('each namespace that something is put into is made here, or by others', () => {
  const objects = appOf(EVERYTHING).charts.flatMap((chart) => chart.toJson() as KubernetesObject[]);
  const made = objects
    .filter(({ kind }) => kind === 'Namespace' || kind === 'Profile')
    .map(({ metadata }) => metadata!.name!);
  expect(made.length).toBeGreaterThan(5);
  // Those of every cluster, and those of other installers.
  const others = ['default', 'kube-system', 'kube-node-lease', 'istio-system', 'kubeflow', 'cert-manager'];
  const used = new Set(objects.flatMap(({ metadata }) => metadata?.namespace ?? []));
  expectNothingLacks(
    'src/blueprint/systems/foundation.ts makes the namespace of each system',
    [...used].filter((one) => !made.includes(one) && !others.includes(one)),
  );
});
