import * as fs from 'fs';
import * as path from 'path';
import { format } from '../../src/checks/finding';
import { keyOfConstruct } from '../../src/blueprint/key-of-construct';
import { readConfig } from '../../src/blueprint/read-config';
import { EVERYTHING } from './everything';
import { appOf, inTemp } from './platform';
import { expectNothingLacks } from '../support/lacking';

test('every construct of a platform with every key leads to a key that is there', () => {
  const value = (key: readonly (string | number)[]): unknown =>
    key.reduce<unknown>((found, one) => (found as Record<string, unknown>)[one], EVERYTHING);
  const paths = appOf(EVERYTHING).charts.flatMap((chart) => chart.node.children.map(({ node }) => node.path));
  expect(paths.length).toBeGreaterThan(20);
  expectNothingLacks(
    'src/blueprint/key-of-construct.ts leads from the name of each file to the key of platform.yaml that it is made of',
    paths.filter((one) => {
      const key = keyOfConstruct(one, EVERYTHING);
      return key === undefined || value(key) === undefined;
    }),
  );
  expect(keyOfConstruct('mine/chart', EVERYTHING)).toBeUndefined();
});

test('a finding is told with the line of its key', () => {
  const text = `target: { provider: aks, kubernetes: '1.34' }
pools:
  general: { skuFamilies: [D], arch: amd64 }
  a100:
    skus: [Standard_NC24ads_A100_v5]
    taint: gpu
    limits: { gpus: 8 }
`;
  inTemp((directory) => {
    const file = path.join(directory, 'platform.yaml');
    fs.writeFileSync(file, text);
    const { config, locateFindings } = readConfig(file);
    const [finding] = locateFindings(appOf(config).check());
    expect(format(finding!).split('\n').at(-1)).toMatch(/ help: docs\/rules\.md#sch011 {3}source: .*platform\.yaml:4$/);
  });
});
