import { migGpuOf, migProfileProblem, MIG_SOURCE } from '../../src/facts/mig-profiles';
import { azureVmSizes } from '../../src/facts/vm-sizes';

test.each([
  ['Standard_NC24ads_A100_v4', 'A100 80GB'],
  ['Standard_ND96asr_v4', 'A100 40GB'],
  ['Standard_ND96amsr_A100_v4', 'A100 80GB'],
  ['Standard_NC40ads_H100_v5', 'H100 94GB'],
  ['Standard_NC80adis_H100_v5', 'H100 94GB'],
  ['Standard_ND96isr_H100_v5', 'H100 80GB'],
  ['Standard_ND96isr_H200_v5', 'H200 141GB'],
  ['Standard_NC16as_T4_v3', 'T4'],
  ['Standard_NV36ads_A10_v5', 'A10'],
  ['Standard_NC6s_v3', 'V100'],
  ['Standard_ND128isr_NDR_GB200_v6', undefined],
  ['Standard_D4s_v5', undefined],
])('%s has the GPU %s', (size, name) => {
  expect(azureVmSizes().byName.has(size)).toBe(true);
  expect(migGpuOf(size)?.name).toBe(name);
});

test('a size has parts of the profiles of its GPU, with media extensions and as compute instances too', () => {
  for (const profile of ['1g.10gb', '1g.10gb+me', '1c.3g.40gb', '7g.80gb', 'any']) {
    expect(migProfileProblem(['Standard_NC24ads_A100_v4'], profile)).toBeUndefined();
  }
  expect(migProfileProblem(['Standard_NC24ads_A100_v4'], '1g.5gb')).toBe(
    `is a part that no GPU of the pool can be cut into: the A100 80GB of Standard_NC24ads_A100_v4 has 1g.10gb, 1g.20gb, 2g.20gb, 3g.40gb, 4g.40gb, 7g.80gb (${MIG_SOURCE})`,
  );
});

test('one size that has such parts, or may have them, is enough', () => {
  const sizes = ['Standard_NC24ads_A100_v4', 'Standard_NC16as_T4_v3'];
  expect(migProfileProblem(sizes, '1g.10gb')).toBeUndefined();
  expect(migProfileProblem([...sizes, 'Standard_ND128isr_NDR_GB200_v6'], '1g.5gb')).toBeUndefined();
  expect(migProfileProblem([], '1g.5gb')).toBeUndefined();
  expect(migProfileProblem(sizes, '1g.5gb')).toContain('; the T4 of Standard_NC16as_T4_v3 knows no MIG (');
});
