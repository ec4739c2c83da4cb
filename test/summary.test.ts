import type { PlatformConfig } from '../src/blueprint/config';
import type { PoolConfig } from '../src/blueprint/config/capacity';
import { MlPlatform } from '../src/blueprint/ml-platform';
import { PlatformApp } from '../src/core/platform-app';
import { Target } from '../src/facts/target';
import { summary } from '../src/summary';

/** The line of the one pool with GPUs. */
function lineOf(pool: PoolConfig): string | undefined {
  const config: PlatformConfig = { target: { provider: 'aks', kubernetes: '1.34' }, pools: { gpu: pool } };
  const app = new PlatformApp({ target: Target.aks('1.34') });
  return summary(app, new MlPlatform(app, config), config, 0).find((line) => line.startsWith('pool gpu: '));
}

const limits = { gpus: 8 };
const A100 = 'Standard_NC24ads_A100_v4';

test.each<[string, PoolConfig, string]>([
  [
    'in a region with prices',
    { skus: [A100], zones: ['westeurope-1'], limits },
    `${A100} at $4.78 an hour, at its limits 8 machines for $38.20 an hour (list prices of westeurope on demand)`,
  ],
  [
    'in a region without',
    { skus: [A100], zones: ['northeurope-1'], limits },
    `${A100} at $3.67 an hour, at its limits 8 machines for $29.38 an hour (list prices of eastus on demand; northeurope has none that is known of ${A100})`,
  ],
  [
    'in a region that is misspelt',
    { skus: [A100], zones: ['westeuropa-1'], limits },
    `${A100} at $3.67 an hour, at its limits 8 machines for $29.38 an hour (list prices of eastus on demand; westeuropa has none that is known of ${A100}, did you mean westeurope?)`,
  ],
  [
    'in a region that differs by its number',
    { skus: [A100], zones: ['westus2-1'], limits },
    `${A100} at $3.67 an hour, at its limits 8 machines for $29.38 an hour (list prices of eastus on demand; westus2 has none that is known of ${A100})`,
  ],
  [
    'of a size that no region has a price of',
    { skus: ['Standard_NC24', A100], zones: ['westeurope-1'], taint: 'gpu', limits },
    `Standard_NC24, whose price is not known or ${A100} at $4.78 an hour (list prices of westeurope on demand)`,
  ],
  [
    'of such a size alone',
    { skus: ['Standard_NC24'], zones: ['westeurope-1'], taint: 'gpu', limits },
    'Standard_NC24, whose price is not known',
  ],
])('the price of a pool %s', (_, pool, expected) => {
  expect(lineOf(pool)).toBe(`pool gpu: ${expected}`);
});
