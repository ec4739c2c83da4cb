import { poolYaml } from '../../../src/checks/schedule/rules/examples';
import { runYaml } from './run';

/** What SCH026 says of a pool of some sizes whose nodes are to be cut. */
const says = (sizes: readonly string[], config: string): string[] => {
  const labels = `    metadata:\n      labels:\n        nvidia.com/mig.config: ${config}\n`;
  const pool = poolYaml({ sizes }).replace('  template:\n', `  template:\n${labels}`);
  return runYaml([pool]).filter((line) => line.startsWith('SCH026'));
};

test('a profile that no GPU of the pool has', () => {
  expect(says(['Standard_NC24ads_A100_v4'], 'all-1g.5gb')).toEqual([
    'SCH026 NodePool a100 spec.template.metadata.labels[nvidia.com/mig.config]: 1g.5gb is a part that no GPU of the pool can be cut into: the A100 80GB of Standard_NC24ads_A100_v4 has 1g.10gb, 1g.20gb, 2g.20gb, 3g.40gb, 4g.40gb, 7g.80gb (https://docs.nvidia.com/datacenter/tesla/mig-user-guide/supported-mig-profiles.html)',
  ]);
  expect(says(['Standard_NC16as_T4_v3'], 'all-1g.10gb.me')).toHaveLength(1);
});

test.each([
  [['Standard_NC24ads_A100_v4'], 'all-1g.10gb'],
  [['Standard_NC24ads_A100_v4'], 'all-1g.10gb.me'],
  [['Standard_NC24ads_A100_v4'], 'all-balanced'],
  [['Standard_NC24ads_A100_v4'], 'mine-1g.5gb'],
  [['Standard_NC24ads_A100_v4', 'Standard_ND96asr_v4'], 'all-1g.5gb'],
  [['Standard_ND128isr_NDR_GB200_v6'], 'all-1g.5gb'],
])('%j may be cut by %s', (sizes, config) => {
  expect(says(sizes, config)).toEqual([]);
});
