import type { PlatformConfig } from '../../src/blueprint/config';
import type { PoolConfig } from '../../src/blueprint/config/capacity';
import { poolPrices } from '../../src/blueprint/pool-prices';

const A100 = 'Standard_NC24ads_A100_v4';
const TWO = 'Standard_NC48ads_A100_v4';
/** One with a price in eastus and none in westeurope. */
const H100 = 'Standard_ND96isrf_H100_v5';

function priceOf(pool: PoolConfig, config: Partial<PlatformConfig> = {}) {
  const target = { provider: 'aks', kubernetes: '1.34' } as const;
  return poolPrices({ target, pools: { gpu: pool }, ...config }, ['gpu'])[0];
}

test('a size at its list price, and as many machines as the limit of GPUs allows', () => {
  expect(priceOf({ skus: [A100], limits: { gpus: 8 } })).toEqual({
    pool: 'gpu',
    region: 'eastus',
    sizes: [{ name: A100, usdPerHour: 3.673 }],
    usdPerHourAtLimits: 8 * 3.673,
    machinesAtLimits: 8,
  });
});

test.each<[string, PoolConfig['limits'], number | undefined]>([
  ['CPUs', { gpus: 8, cpu: 50 }, 2],
  ['CPUs in thousandths', { gpus: 8, cpu: '50000m' }, 2],
  ['memory', { gpus: 8, memory: '700Gi' }, 3],
  ['nodes', { gpus: 8, nodes: 5 }, 5],
  ['nothing', undefined, undefined],
  ['less than a machine', { cpu: 1 }, 0],
])('the limit of %s counts too', (_, limits, machines) => {
  expect(priceOf({ skus: [A100], limits })!.machinesAtLimits).toBe(machines);
});

test('of several sizes the most that the limits can cost', () => {
  const { usdPerHourAtLimits, machinesAtLimits, sizes } = priceOf({ skus: [A100, TWO], limits: { gpus: 5 } })!;
  const [one, two] = sizes.map(({ usdPerHour }) => usdPerHour!) as [number, number];
  // Two GPUs in one machine cost what two machines do: whichever come first, a fifth GPU is in a machine of its own.
  expect(usdPerHourAtLimits).toBeCloseTo(Math.max(5 * one, 2 * two + one), 6);
  expect([3, 5]).toContain(machinesAtLimits);
});

test('the region of a zone, or of the controller, where its price is known; else the prices of eastus', () => {
  expect(priceOf({ skus: [A100], zones: ['westeurope-1'] })).toMatchObject({ region: 'westeurope' });
  expect(priceOf({ skus: [A100], zones: ['westeurope-1'] })!.sizes).toEqual([{ name: A100, usdPerHour: 4.775 }]);
  expect(priceOf({ skus: [A100] }, { karpenter: { location: 'westeurope' } as never })!.region).toBe('westeurope');
  expect(
    priceOf({ skus: [A100] }, { target: { provider: 'aks', kubernetes: '1.34', region: 'westeurope' } })!.region,
  ).toBe('westeurope');
  const elsewhere = priceOf({ skus: [A100, TWO], zones: ['nowhere-1'] })!;
  expect(elsewhere).toMatchObject({ region: 'eastus', missing: { region: 'nowhere', sizes: [A100, TWO] } });
  expect(priceOf({ skus: [A100], zones: ['westeurope-1'] })).not.toHaveProperty('missing');
  // One that the region does not sell takes the others with it, so that all numbers of a line are of one region.
  expect(priceOf({ skus: [A100, H100], zones: ['westeurope-1'] })).toMatchObject({
    region: 'eastus',
    missing: { region: 'westeurope', sizes: [H100] },
  });
  // A name that is misspelt has no price anywhere, and moves none.
  const misspelt = priceOf({ skus: [A100, 'Standard_NC24ads_A100_v3'], zones: ['westeurope-1'] });
  expect(misspelt).toMatchObject({ region: 'westeurope', sizes: [{ usdPerHour: 4.775 }, { usdPerHour: undefined }] });
  expect(misspelt).not.toHaveProperty('missing');
});

test('what is not known is not guessed: another provider, families, sizes that nobody sells', () => {
  expect(priceOf({ skus: [A100] }, { target: { provider: 'eks', kubernetes: '1.34' } })).toBeUndefined();
  expect(priceOf({ skuFamilies: ['N'] })).toBeUndefined();
  expect(priceOf({ skus: ['Standard_None'], limits: { gpus: 8 } })).toMatchObject({
    sizes: [{ name: 'Standard_None', usdPerHour: undefined }],
    usdPerHourAtLimits: undefined,
  });
});
