import { count } from '../../../../facts/count';
import { list, record } from '../../../accept/read';
import { matches } from '../../../reference/selector';
import type { Answer, TakingPool } from '../answer';
import type { Cluster, NodeFacts } from '../kube/cluster';
import { fitsNode } from '../kube/filter';
import { matchingPods } from '../kube/topology-spread';
import { termSelects } from '../pod/pod-terms';
import type { PodTerm, SpreadFacts } from '../pod/pod-terms';
import type { PodFacts } from '../pod/pod';
import { hardTaints, untolerated } from '../pod/tolerations';
import type { Workload } from '../workloads';
import { nodesLeft, valuesFor } from './pool-room';
import { roomOn } from './node-room';

/** How many pods of a workload can run at the same time, at most, and what it is that allows no more. */
export interface Room {
  readonly most: number;
  readonly why: string;
}

/** What the room of a workload is worked out of. */
export interface RoomQuestion {
  readonly workload: Workload;
  /** The cluster without those pods of the workload that run already. */
  readonly cluster: Cluster;
  /** The names of the nodes that take a pod. */
  readonly nodes: ReadonlySet<string>;
  readonly pools: Answer['pools'];
  /** Whether one claim is mounted by all pods that one pod alone may use. */
  readonly singleClaim: string | undefined;
  /** Whether pods of the former and of the next template are meant, of which the label `pod-template-hash` differs. */
  readonly rollout: boolean;
}

const HOSTNAME = 'kubernetes.io/hostname';
const HASH = 'pod-template-hash';

/**
 * The room for the pods of a workload together, other workloads left out: required anti-affinity and hard spread constraints that
 * select the workload's own pods, ports of the node, and what existing nodes have where no pool starts more. It is never less than
 * what the scheduler finds.
 *
 * @returns `undefined` where nothing limits them
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/scheduler/framework/plugins/interpodaffinity/filtering.go
 * @see https://github.com/kubernetes-sigs/karpenter/blob/v1.13.0/pkg/controllers/provisioning/scheduling/topology.go
 */
export function roomFor(question: RoomQuestion): Room | undefined {
  let least: Room | undefined;
  for (const room of rooms(question)) if (room.most < (least?.most ?? Infinity)) least = room;
  return least;
}

function* rooms(question: RoomQuestion): Iterable<Room> {
  const { workload, cluster, nodes, pools, singleClaim, rollout } = question;
  const { pod } = workload;
  const taking = cluster.nodes
    .filter(({ name }) => nodes.has(name))
    .map((node) => ({ node, room: roomOn(node, pod) }))
    .filter(({ room }) => room > 0);
  const started = pools.reduce((sum, one) => sum + nodesLeft(one, cluster), 0);
  if (singleClaim !== undefined) yield { most: 1, why: `claim ${singleClaim} is ReadWriteOncePod, for one pod alone` };
  if (pod.ports.length > 0) {
    const ports = [...new Set(pod.ports.map(({ port }) => port))].join(', ');
    const most = taking.length + started;
    yield { most, why: `each takes port ${ports} of its node, and ${inWords(most, 'node', pools)} can have one` };
  }
  for (const term of ownTerms(pod, cluster, workload, rollout))
    yield apart(term.topologyKey, { ...question, taking, started });
  for (const constraint of ownSpread(pod, workload, rollout)) {
    const room = spread(constraint, { ...question, taking, started });
    if (room) yield room;
  }
  // The last, for of two that allow as many the first is told.
  if (pools.length === 0) {
    const most = taking.reduce((sum, { room }) => sum + room, 0);
    yield {
      most,
      why: `${count(taking.length, 'node')} that ${taking.length === 1 ? 'takes' : 'take'} them ${taking.length === 1 ? 'has' : 'have'} room for ${most}`,
    };
  }
}

interface Counted extends RoomQuestion {
  readonly taking: readonly { readonly node: NodeFacts; readonly room: number }[];
  /** How many nodes pools may start. */
  readonly started: number;
}

/** Pods that keep each other away: one a domain, and any number on nodes without the label. */
function apart(key: string, { taking, started, pools, workload }: Counted): Room {
  const there = new Set(taking.flatMap(({ node }) => node.labels.get(key) ?? []));
  const outside = taking.reduce((sum, { node, room }) => sum + (node.labels.has(key) ? 0 : room), 0);
  const values = new Set(there);
  const isOpen = key === HOSTNAME ? pools.length > 0 : !addValues(values, pools, workload.pod, key);
  const most = outside + (isOpen ? there.size + started : Math.min(values.size, there.size + started));
  const named = isOpen || values.size === 0 || values.size > 5 ? '' : `: ${[...values].sort().join(', ')}`;
  return {
    most,
    why: `no two of them share ${key}, and what takes them has ${most}${most === values.size ? named : ''}`,
  };
}

/** Adds the values that new nodes may have; `false` where they are not all known. */
function addValues(values: Set<string>, pools: readonly TakingPool[], pod: PodFacts, key: string): boolean {
  for (const pool of pools) {
    const own = valuesFor(pool, pod, key);
    if (own === undefined) return false;
    for (const value of own) values.add(value);
  }
  return true;
}

/**
 * Pods that a constraint spreads: no domain may have more than `maxSkew` more of them than the one with the fewest, which is one that
 * counts though none of them can go there.
 */
function spread(constraint: SpreadFacts, { cluster, workload, taking, pools }: Counted): Room | undefined {
  const { topologyKey: key, maxSkew, minDomains } = constraint;
  const { pod } = workload;
  const all = pod.spread.filter(({ hard }) => hard);
  const roomOf = new Map(taking.map(({ node, room }) => [node, room]));
  const domains = new Map<string, { others: number; room: number }>();
  for (const node of cluster.nodes) {
    const domain = node.labels.get(key);
    if (domain === undefined || !all.every((one) => node.labels.has(one.topologyKey))) continue;
    if (constraint.honorAffinity && !fitsNode(pod, node)) continue;
    if (constraint.honorTaints && untolerated(hardTaints(node.taints), pod.tolerations)) continue;
    const before = domains.get(domain) ?? { others: 0, room: 0 };
    const room = roomOf.get(node) ?? 0;
    const others = matchingPods(node.pods, constraint, pod.namespace);
    domains.set(domain, { others: before.others + others, room: before.room + room });
  }
  if (pools.length > 0) {
    // A new node is a domain of its own, and any zone of a pool may get as many nodes as it needs.
    const values = new Set<string>();
    if (key === HOSTNAME || !addValues(values, pools, pod, key)) return undefined;
    for (const value of values) domains.set(value, { others: domains.get(value)?.others ?? 0, room: Infinity });
  }
  const tooFew = domains.size < (minDomains ?? 1);
  const least = tooFew ? 0 : Math.min(...[...domains.values()].map(({ others, room }) => others + room));
  let most = 0;
  for (const { others, room } of domains.values()) most += Math.min(room, Math.max(0, maxSkew + least - others));
  const full = [...domains].filter(([, { room }]) => room === 0).map(([domain]) => domain);
  const because = tooFew
    ? `minDomains is ${minDomains}, and there ${domains.size === 1 ? 'is' : 'are'} ${domains.size}`
    : full.length > 0
      ? `${full.slice(0, 3).join(', ')} counts and takes none of them`
      : 'a domain is full';
  return { most, why: `they spread over ${key} with maxSkew ${maxSkew}, and ${because}` };
}

/** The required terms that keep the pods of a workload from each other. */
function ownTerms(pod: PodFacts, cluster: Cluster, { spec }: Workload, rollout: boolean): readonly PodTerm[] {
  const given = list(record(record(spec.affinity).podAntiAffinity).requiredDuringSchedulingIgnoredDuringExecution);
  return pod.antiAffinity.filter(
    (term, index) => termSelects(term, pod, cluster.namespaceLabels) && !(rollout && isOfTemplate(given[index])),
  );
}

function ownSpread(pod: PodFacts, { spec }: Workload, rollout: boolean): readonly SpreadFacts[] {
  const given = list(spec.topologySpreadConstraints);
  return pod.spread.filter((one, index) => isOwnSpread(one, pod) && !(rollout && isOfTemplate(given[index])));
}

/** Whether a constraint is hard and counts the pods that have it. */
export function isOwnSpread({ hard, selector }: SpreadFacts, pod: PodFacts): boolean {
  if (!hard || selector === undefined) return false;
  return (selector.equal.size > 0 || selector.expressions.length > 0) && matches(selector, pod.labels);
}

/** Whether a term selects pods of the same template alone, so that those before and after an update do not mind each other. */
function isOfTemplate(term: unknown): boolean {
  return list(record(term).matchLabelKeys).includes(HASH);
}

function inWords(amount: number, noun: string, pools: readonly unknown[]): string {
  return pools.length > 0 ? `${count(amount, noun)} of nodes and limits of pools` : count(amount, noun);
}
