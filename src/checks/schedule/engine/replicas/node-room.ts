import type { Amounts } from '../amounts';
import { heldOn } from '../kube/cluster';
import type { Cluster, NodeFacts, SeatedPod } from '../kube/cluster';
import type { PodFacts } from '../pod/pod';

/** How many pods of one kind a node has room for, by what they ask for. */
export function roomOn(node: NodeFacts, { requests, ports }: PodFacts): number {
  const { used, count } = heldOn(node, undefined);
  let room = ports.length > 0 ? 1 : Infinity;
  room = Math.min(room, (node.allocatable.get('pods') ?? 0) - count);
  for (const [name, amount] of requests) {
    if (amount === 0 || name === 'pods') continue;
    room = Math.min(room, Math.floor(free(node.allocatable, used, name) / amount));
  }
  return Math.max(0, room);
}

function free(allocatable: Amounts, used: Amounts, name: string): number {
  return (allocatable.get(name) ?? 0) - (used.get(name) ?? 0);
}

/** Labels that controllers give their pods beside those of the template. */
const GIVEN: ReadonlySet<string> = new Set([
  'pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
]);

const labels = new WeakMap<Cluster, ReadonlySet<string>>();

/** The labels that pods have which run already, each with its namespace. */
function labelsSeen(cluster: Cluster): ReadonlySet<string> {
  const found = labels.get(cluster);
  if (found) return found;
  const seen = new Set<string>();
  for (const { pods } of cluster.nodes) {
    for (const { pod } of pods) for (const label of pod.labels) seen.add(`${pod.namespace}\n${label.join('\n')}`);
  }
  labels.set(cluster, seen);
  return seen;
}

/**
 * The cluster without the pods of a workload that run already, by their labels: they are among those that are counted. The same where
 * there are none.
 */
export function withoutOwn(cluster: Cluster, { namespace, labels }: PodFacts): Cluster {
  const seen = labelsSeen(cluster);
  if (![...labels].every((label) => seen.has(`${namespace}\n${label.join('\n')}`))) return cluster;
  const isOwn = ({ pod }: SeatedPod): boolean =>
    labels.size > 0 &&
    pod.namespace === namespace &&
    [...labels].every(([key, value]) => pod.labels.get(key) === value) &&
    [...pod.labels.keys()].every((key) => labels.has(key) || GIVEN.has(key));
  if (!cluster.nodes.some(({ pods }) => pods.some(isOwn))) return cluster;
  const nodes = cluster.nodes.map((node) => ({ ...node, pods: node.pods.filter((one) => !isOwn(one)) }));
  return { ...cluster, nodes };
}
