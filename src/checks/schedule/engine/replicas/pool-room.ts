import { nodesOf } from '../kube/cluster';
import type { Cluster } from '../kube/cluster';
import type { PodFacts } from '../pod/pod';
import type { TakingPool } from '../answer';
import { requiredAlternatives } from '../karpenter/daemons';
import type { Requirements } from '../karpenter/requirements';

/**
 * How many nodes Karpenter may start in a pool beside those that there are, at most, by its limits; `Infinity` where nothing limits it.
 */
export function nodesLeft({ pool, sizes }: TakingPool, cluster: Cluster): number {
  const { limits, name, replicas } = pool.facts;
  const there = nodesOf(cluster, name);
  const allowed = Math.min(limits.get('nodes') ?? Infinity, replicas ?? Infinity) - there.length;
  const bySize = [...limits].flatMap(([resource, limit]) => {
    if (resource === 'nodes' || sizes.length === 0) return [];
    const used = there.reduce((sum, { capacity }) => sum + (capacity.get(resource) ?? 0), 0);
    const least = Math.min(...sizes.map(({ size }) => size.capacity.get(resource) ?? 0));
    return least > 0 ? [Math.floor((limit - used) / least)] : [];
  });
  return Math.max(0, Math.min(allowed, ...bySize));
}

/**
 * The values of a label that new nodes of a pool may have for a pod.
 *
 * @returns `undefined` where they are not known, as the zones of a provider whose sizes are not
 */
export function valuesFor({ pool, sizes }: TakingPool, pod: PodFacts, key: string): ReadonlySet<string> | undefined {
  const found = new Set<string>();
  for (const alternative of requiredAlternatives(pod)) {
    const node = pool.facts.requirements.and(alternative);
    const own = node.get(key);
    if (own.isEmpty()) continue;
    if (pool.catalogue === undefined) {
      if (own.operator() !== 'In') return undefined;
      for (const value of own.values) found.add(value);
      continue;
    }
    for (const { size } of sizes) {
      const values = valuesOfSize(size, node, key);
      if (values === undefined) return undefined;
      for (const value of values) found.add(value);
    }
  }
  return found;
}

type Size = TakingPool['sizes'][number]['size'];

function valuesOfSize(size: Size, node: Requirements, key: string): Iterable<string> | undefined {
  const own = node.get(key);
  const offered = size.offerings.filter(({ labels }) => node.intersects(labels));
  const perOffering = offered.flatMap(({ labels }) => (labels.has(key) ? [...labels.get(key).values] : []));
  if (perOffering.length > 0) return perOffering.filter((value) => own.has(value));
  const both = size.labels.get(key).and(own);
  return both.complement ? undefined : both.values;
}
