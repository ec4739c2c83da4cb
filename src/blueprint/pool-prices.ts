import { distance } from 'fastest-levenshtein';
import { parseMilli } from '../facts/quantity';
import { azureVmSizes } from '../facts/vm-sizes';
import type { VmSize } from '../facts/vm-sizes';
import type { PlatformConfig } from './config';
import type { LimitsConfig, PoolConfig } from './config/capacity';

/** The region whose prices are taken where the configuration names none, as Karpenter's Azure provider does. */
const DEFAULT_REGION = 'eastus';

/** What the machines of a pool cost. */
export interface PoolPrice {
  /** The name of the pool. */
  readonly pool: string;
  /** Where the prices are from: the region of the cluster, or the provider's own where one of its prices is not known. */
  readonly region: string;
  /** The sizes with a known price elsewhere and none in the region of the cluster, and that region; left out where there are none. */
  readonly missing?: {
    readonly region: string;
    readonly sizes: readonly string[];
    /** A region that is likely meant, where no price at all is known of this one. */
    readonly meant?: string;
  };
  /** The sizes that it names, with the list price on demand in US dollars an hour; `undefined` where none is known. */
  readonly sizes: readonly { readonly name: string; readonly usdPerHour: number | undefined }[];
  /**
   * US dollars an hour for as many machines as the limits of the pool allow, the dearest GPUs first; `undefined` where a price is not known
   * or nothing limits it.
   */
  readonly usdPerHourAtLimits: number | undefined;
  /** How many machines that are. */
  readonly machinesAtLimits: number | undefined;
}

/**
 * The prices of pools that name their sizes, for Azure alone. They are list prices on demand: spot capacity costs less, and so does a
 * reservation.
 *
 * @param names of the pools, such as those with GPUs
 */
export function poolPrices(config: PlatformConfig, names: readonly string[]): PoolPrice[] {
  const { pools = {}, target } = config;
  if (target.provider !== 'aks') return [];
  const region = regionOf(config);
  return names.flatMap((pool) => {
    const { skus, limits = {} }: PoolConfig = pools[pool] ?? {};
    if (!skus) return [];
    const known = skus.map((name) => ({ name, size: azureVmSizes().byName.get(name) }));
    // One that has no price anywhere, such as a name that is misspelt, moves none of the others.
    const without = known.flatMap(({ name, size }) => (hasPriceElsewhere(size, region) ? [name] : []));
    const from = without.length === 0 ? region : DEFAULT_REGION;
    const missing = without.length === 0 ? {} : { missing: { region, sizes: without, ...meantRegion(region) } };
    const priced = known.flatMap(({ size }) => {
      const usd = size?.prices[from];
      return usd === undefined ? [] : [{ size: size!, usd }];
    });
    const most = priced.length === skus.length ? atLimits(priced, limits) : undefined;
    const sizes = known.map(({ name, size }) => ({ name, usdPerHour: size?.prices[from] }));
    return [{ pool, region: from, ...missing, sizes, usdPerHourAtLimits: most?.usd, machinesAtLimits: most?.machines }];
  });
}

function hasPriceElsewhere(size: VmSize | undefined, region: string): boolean {
  return size !== undefined && size.prices[region] === undefined && size.prices[DEFAULT_REGION] !== undefined;
}

/** A region of the catalogue whose name differs by one letter. By a number, such as westus2 and westus3, several do that are there. */
function meantRegion(region: string): { readonly meant?: string } {
  const regions = new Set(azureVmSizes().sizes.flatMap(({ prices }) => Object.keys(prices)));
  const letters = (name: string): string => name.replace(/\d/g, '');
  const meant = [...regions].find((one) => distance(letters(one), letters(region)) === 1);
  return meant === undefined || regions.has(region) ? {} : { meant };
}

/** The region that the target, the controller or zones name; that of the provider's own prices where they name none. */
function regionOf({ pools = {}, karpenter, target }: PlatformConfig): string {
  const [zone] = Object.values(pools).flatMap(({ zones = [] }) => zones);
  return target.region ?? karpenter?.location ?? zone?.replace(/-\d+$/, '') ?? DEFAULT_REGION;
}

interface Priced {
  readonly size: VmSize;
  readonly usd: number;
}

/** As many machines as fit into the limits; Karpenter starts none that would exceed one of them. */
function atLimits(priced: readonly Priced[], limits: LimitsConfig): { usd: number; machines: number } | undefined {
  const left = { gpus: limits.gpus, cpu: amount(limits.cpu), memory: amount(limits.memory), nodes: limits.nodes };
  if (Object.values(left).every((limit) => limit === undefined)) return undefined;
  let [usd, machines] = [0, 0];
  const dearest = [...priced].sort((a, b) => b.usd / unit(b.size) - a.usd / unit(a.size) || b.usd - a.usd);
  for (const one of dearest) {
    const needs = { gpus: one.size.gpus, cpu: one.size.vcpus, memory: one.size.memoryMiB * 1024 * 1024, nodes: 1 };
    const fits = (['gpus', 'cpu', 'memory', 'nodes'] as const).flatMap((name) =>
      left[name] === undefined || needs[name] === 0 ? [] : [Math.floor(left[name] / needs[name])],
    );
    const count = Math.max(0, Math.min(...fits));
    if (count === Infinity) return undefined;
    for (const name of ['gpus', 'cpu', 'memory', 'nodes'] as const)
      if (left[name] !== undefined) left[name] -= count * needs[name];
    usd += count * one.usd;
    machines += count;
  }
  return { usd, machines };
}

/** What sizes are compared by: what the pool is for. */
function unit({ gpus, vcpus }: VmSize): number {
  return gpus > 0 ? gpus : vcpus;
}

function amount(quantity: string | number | undefined): number | undefined {
  const milli = quantity === undefined ? undefined : parseMilli(quantity);
  return milli === undefined ? undefined : Number(milli) / 1000;
}
