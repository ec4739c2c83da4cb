import { plus, showAmounts } from '../amounts';
import type { Amounts } from '../amounts';
import type { Cluster } from '../kube/cluster';
import { EMPTY_TERM, matchesNone } from '../pod/node-terms';
import type { PodFacts } from '../pod/pod';
import type { PodTerm } from '../pod/pod-terms';
import { showTaint, untolerated } from '../pod/tolerations';
import { portTaken } from './daemons';
import type { Candidate } from './fit-index';
import { ignoredReason } from './ignored';
import { requirementsOf } from './pod-requirements';
import { lackingValues } from './prepared-pool';
import type { PreparedPool } from './prepared-pool';
import { affinityNow, relaxations } from './relax';
import type { Wishes } from './relax';
import { Requirements } from './requirements';
import { topologyRequirements } from './topology';

/** The sizes of a pool that take a pod, the cheapest first, or why none does. */
export type Placing = { readonly sizes: readonly Candidate[] } | { readonly reason: string };

/** A pod that pools are asked of. */
export interface Arrival {
  readonly pod: PodFacts;
  /** The terms of required pod affinity that count. */
  readonly affinity: readonly PodTerm[];
  /** What the volumes of the pod require of the node, one of several; none where they require nothing. */
  readonly volumes: readonly Requirements[];
  readonly cluster: Cluster;
  /** What decides beside requests, as text; `undefined` where other pods or volumes decide too. */
  readonly shape: string | undefined;
}

/** What one try of a pod leaves: what the node would be, or why there is none. */
type Outcome = { readonly node: Requirements } | { readonly reason: string };

/**
 * Whether Karpenter would start a node of a pool for a pod, if that pool were alone.
 *
 * @see https://github.com/kubernetes-sigs/karpenter/blob/v1.13.0/pkg/controllers/provisioning/scheduling/nodeclaim.go
 */
export function place(pool: PreparedPool, arrival: Arrival): Placing {
  const { pod } = arrival;
  const refused = pod.refused ?? pool.problem;
  if (refused !== undefined) return { reason: refused };
  if (pool.catalogue && pool.affordable.length === 0) {
    return { reason: `all available instance types exceed limits for nodepool (NodePool=${pool.facts.name})` };
  }
  let last: Placing = { reason: 'no instance type met all requirements' };
  for (const outcome of outcomesOf(pool, arrival)) {
    last = 'reason' in outcome ? outcome : within(pool, pod, outcome.node);
    if ('sizes' in last) return last;
  }
  return last;
}

const outcomes = new WeakMap<PreparedPool, Map<string, readonly Outcome[]>>();

/** What becomes of each try. It does not depend on the requests, so pods that differ by these alone share it. */
function outcomesOf(pool: PreparedPool, arrival: Arrival): readonly Outcome[] {
  const known = outcomes.get(pool) ?? new Map<string, readonly Outcome[]>();
  outcomes.set(pool, known);
  const shared = arrival.shape === undefined ? undefined : known.get(arrival.shape);
  if (shared) return shared;
  const ignored = ignoredReason(arrival.pod, pool.isWellKnown);
  const soft = pool.facts.taints.some(({ effect }) => effect === 'PreferNoSchedule');
  const found =
    ignored === undefined
      ? [...relaxations(arrival.pod, soft)].flatMap((wishes) => attempt(pool, arrival, wishes))
      : [{ reason: ignored }];
  if (arrival.shape !== undefined) known.set(arrival.shape, found);
  return found;
}

/** One outcome for each alternative of the volumes. */
function attempt(pool: PreparedPool, { pod, affinity, volumes, cluster }: Arrival, wishes: Wishes): Outcome[] {
  const taint = untolerated(pool.facts.taints, wishes.tolerations);
  if (taint) return [{ reason: `did not tolerate taint (taint=${showTaint(taint)})` }];
  // Karpenter would start a node for an empty term, and the scheduler never binds the pod to it.
  if (matchesNone(wishes.nodeTerms?.slice(0, 1))) return [{ reason: EMPTY_TERM }];
  const asked = requirementsOf(pod, wishes);
  const problems = pool.facts.requirements.problems(asked, pool.isWellKnown);
  if (problems.length > 0) return [{ reason: `incompatible requirements, ${problems.join('; ')}` }];
  const base = pool.facts.requirements.and(asked);
  const required = requirementsOf(pod, { nodeTerms: wishes.nodeTerms, preferredNodes: [] });
  return (volumes.length === 0 ? [Requirements.of([])] : volumes).map((volume) => {
    const incompatible = base.problems(volume, pool.isWellKnown);
    if (incompatible.length > 0) return { reason: `incompatible volume requirements, ${incompatible.join('; ')}` };
    const node = base.and(volume);
    const topology = topologyRequirements({
      pod,
      cluster,
      required,
      node,
      spread: wishes.spread,
      together: affinityNow(affinity, wishes.preferredAffinity),
      apart: affinityNow(pod.antiAffinity, wishes.preferredAntiAffinity),
      domains: (key) => pool.domains(key),
    });
    if ('reason' in topology) return topology;
    const wanted = Requirements.of(topology.requirements);
    const unknown = node.problems(wanted, pool.isWellKnown);
    return unknown.length > 0 ? { reason: unknown.join('; ') } : { node: node.and(wanted) };
  });
}

function within(pool: PreparedPool, pod: PodFacts, requirements: Requirements): Placing {
  if (!pool.catalogue) return { sizes: [] };
  const requests = plus(pod.requests, ONE_POD);
  const roomy = pool.fitting(requirements, requests);
  const fitting = pod.ports.length === 0 ? roomy : roomy.filter(({ size }) => !portTaken(pod, pool.overhead(size)));
  if (fitting.length === 0 && roomy.length > 0) {
    return { reason: 'checking host port usage, a DaemonSet has the port on every node' };
  }
  const lacking = lackingValues(fitting, requirements);
  if (fitting.length > 0 && lacking === undefined) return { sizes: fitting };
  const reason = lacking ?? pool.reason(requirements, requests);
  return { reason: `${reason}, requirements=${requirements.toString()}, resources=${showAmounts(requests)}` };
}

const ONE_POD: Amounts = new Map([['pods', 1]]);
