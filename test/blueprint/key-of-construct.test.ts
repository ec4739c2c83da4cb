import * as fs from 'fs';
import * as path from 'path';
import { format } from '../../src/checks/finding';
import { keyOfConstruct } from '../../src/blueprint/key-of-construct';
import { readConfig } from '../../src/blueprint/read-config';
import { EVERYTHING } from './everything';
import { appOf, inTemp } from './platform';

test('every construct of a platform with every key leads to a key that is there', () => {
  const value = (key: readonly (string | number)[]): unknown =>
    key.reduce<unknown>((found, one) => (found as Record<string, unknown>)[one], EVERYTHING);
  for (const chart of appOf(EVERYTHING).charts)
    for (const child of chart.node.children) {
      const key = keyOfConstruct(child.node.path, EVERYTHING);
      expect([child.node.path, key && value(key) !== undefined]).toEqual([child.node.path, true]);
    }
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
