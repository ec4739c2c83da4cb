import type { Plan } from '../checks/schedule/engine/plan';
import { byText } from '../facts/by-text';
import { azureVmSizes } from '../facts/vm-sizes';
import type { Estimate } from './estimate';

/** The region whose prices stand for those of others, as Karpenter's Azure provider takes them. */
const STAND_IN = 'eastus';

/**
 * What is to be said of sizes that are counted and have no list price in the region of their pool: whose price stands for theirs, or that none
 * does. Nothing is said where sizes and prices come from a file of one's own.
 */
export function missingPrices({ pools }: Plan, estimates: readonly Estimate[]): string[] {
  const texts = new Map<string, Set<string>>();
  for (const { facts, catalogue } of pools) {
    for (const region of catalogue?.regions ?? []) {
      const own = estimates.flatMap((one) => one.pools.filter(({ pool }) => pool === facts.name));
      for (const name of new Set(own.flatMap(({ sizes }) => [...sizes.keys()]))) {
        const size = azureVmSizes().byName.get(name);
        if (!size || size.prices[region] !== undefined) continue;
        const text = textOf(region, STAND_IN in size.prices ? STAND_IN : Object.keys(size.prices)[0]);
        texts.set(text, (texts.get(text) ?? new Set()).add(name));
      }
    }
  }
  return [...texts.entries()]
    .map(([text, names]) => text.replace('SIZES', [...names].sort(byText).join(', ')))
    .sort(byText);
}

function textOf(region: string, standIn: string | undefined): string {
  return standIn === undefined
    ? `No price of SIZES is known, in ${region} or elsewhere: their nodes are not in the sums.`
    : `No price of SIZES is known in ${region}: that of ${standIn} stands in its place.`;
}
