import type { Amounts } from '../amounts';
import { portsConflict } from '../pod/pod';
import type { HostPort, PodFacts } from '../pod/pod';
import { untolerated } from '../pod/tolerations';
import type { Size } from './catalogue';
import type { PoolFacts } from './pool';
import { Requirement } from './requirement';
import { Requirements } from './requirements';
import type { WellKnown } from './requirements';

/** What DaemonSets take of a new node: their requests together, how many they are, and their ports. */
export interface Overhead {
  readonly requests: Amounts;
  readonly pods: number;
  readonly ports: readonly HostPort[];
}

/**
 * The overhead on each size of a pool: that of all DaemonSets whose pods tolerate its taints and whose required terms allow its
 * nodes. Karpenter up to 1.13 counts what may run on any size of the pool on all of them.
 */
export function overheadBySize(
  pool: PoolFacts,
  sizes: readonly Size[],
  daemons: readonly PodFacts[],
  isWellKnown: WellKnown,
  bySize: boolean,
): (size: Size) => Overhead {
  const landing = daemons.flatMap((pod) => {
    const terms = landingTerms(pod, pool, isWellKnown);
    return terms.length === 0 ? [] : [{ pod, terms }];
  });
  if (!bySize || landing.length === 0) {
    const all = overheadOf(landing.map(({ pod }) => pod));
    return () => all;
  }
  const bySubset = new Map<string, Overhead>();
  const found = new Map<Size, Overhead>();
  for (const size of sizes) {
    const here = landing.filter(({ terms }) => terms.some((term) => size.labels.intersects(term)));
    const key = here.map((one) => landing.indexOf(one)).join();
    const overhead = bySubset.get(key) ?? overheadOf(here.map(({ pod }) => pod));
    bySubset.set(key, overhead);
    found.set(size, overhead);
  }
  return (size) => found.get(size)!;
}

/** Whether the pods of a DaemonSet land on nodes of a pool, on some of its sizes at least. */
export function landsOnPool(pod: PodFacts, pool: PoolFacts, sizes: readonly Size[], isWellKnown: WellKnown): boolean {
  const terms = landingTerms(pod, pool, isWellKnown);
  return sizes.length === 0
    ? terms.length > 0
    : terms.some((term) => sizes.some((size) => size.labels.intersects(term)));
}

/** The alternatives of a pod's required terms, each with its node selector, as Karpenter reads them. */
export function requiredAlternatives(pod: PodFacts): readonly Requirements[] {
  const selector = [...pod.nodeSelector].map(([key, value]) => Requirement.is(key, value));
  if (pod.nodeTerms === undefined || pod.nodeTerms.length === 0) return [Requirements.of(selector)];
  return pod.nodeTerms.map(({ expressions }) =>
    Requirements.of([...selector, ...expressions.map((one) => Requirement.of(one))]),
  );
}

function landingTerms(pod: PodFacts, pool: PoolFacts, isWellKnown: WellKnown): readonly Requirements[] {
  const taints = pool.taints.filter(({ effect }) => effect !== 'PreferNoSchedule');
  if (untolerated(taints, pod.tolerations)) return [];
  return requiredAlternatives(pod).filter((term) => pool.requirements.problems(term, isWellKnown).length === 0);
}

function overheadOf(pods: readonly PodFacts[]): Overhead {
  const requests = new Map<string, number>();
  for (const { requests: own } of pods) {
    for (const [name, amount] of own) requests.set(name, (requests.get(name) ?? 0) + amount);
  }
  return { requests, pods: pods.length, ports: pods.flatMap(({ ports }) => ports) };
}

/** Whether a pod wants a port that a DaemonSet has on every node. */
export function portTaken(pod: PodFacts, overhead: Overhead): boolean {
  return portsConflict(pod.ports, overhead.ports);
}
