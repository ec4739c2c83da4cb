import { record, text } from '../../../accept/read';
import type { FieldPath } from '../../../field-path';
import type { PoolFacts } from '../../engine/karpenter/pool';
import type { PreparedPool } from '../../engine/karpenter/prepared-pool';
import type { Size } from '../../engine/karpenter/catalogue';
import { once } from '../../../../facts/once';

/** The GPUs that a size brings. */
export function gpusOfSize({ capacity }: Size): number {
  return (capacity.get('nvidia.com/gpu') ?? 0) + (capacity.get('amd.com/gpu') ?? 0);
}

/** Labels that only nodes with a GPU have. */
const GPU_LABEL = /\/(?:instance-gpu-(?:name|count|manufacturer|memory)|sku-gpu-(?:name|manufacturer))$/;

/**
 * Whether every node of a pool has a GPU, as far as its sizes or its requirements tell. Of some new sizes Azure's API does not say yet how
 * many GPUs they have.
 */
export function isGpuPool({ sizes, catalogue, facts }: PreparedPool): boolean {
  const asksForGpus = facts.own.some((one) => GPU_LABEL.test(one.key) && !one.allowsAbsence());
  if (!catalogue) return asksForGpus;
  return sizes.length > 0 && (asksForGpus || sizes.every((size) => gpusOfSize(size) > 0));
}

/** Whether some node of a pool may have a GPU, worked out once. */
export const mayHaveGpu = once(
  (pool: PreparedPool): boolean => isGpuPool(pool) || pool.sizes.some((size) => gpusOfSize(size) > 0),
);

/** The age at which nodes of a pool end; `undefined` where the pool leaves it to Karpenter's 720h. */
export function expiryOf({ manifest }: PoolFacts): { readonly value: string; readonly path: FieldPath } | undefined {
  const spec = record(manifest.object.spec);
  const inTemplate = text(record(record(spec.template).spec).expireAfter);
  if (inTemplate !== undefined) return { value: inTemplate, path: ['spec', 'template', 'spec', 'expireAfter'] };
  const inDisruption = text(record(spec.disruption).expireAfter);
  return inDisruption === undefined ? undefined : { value: inDisruption, path: ['spec', 'disruption', 'expireAfter'] };
}

/** Whether Karpenter moves pods of a pool to save money: it does unless it is told otherwise. */
export function consolidates({ manifest }: PoolFacts): boolean {
  const { consolidationPolicy, consolidateAfter } = record(record(manifest.object.spec).disruption);
  return consolidationPolicy !== 'WhenEmpty' && consolidateAfter !== 'Never';
}
