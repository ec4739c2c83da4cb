import { plus, showAmounts } from '../amounts';
import type { Amounts } from '../amounts';
import type { Cluster } from '../kube/cluster';
import type { PodFacts } from '../pod/pod';
import type { PodTerm } from '../pod/pod-terms';
import { showTaint, untolerated } from '../pod/tolerations';
import type { Size } from './catalogue';
import { portTaken } from './daemons';
import { filterReason } from './filter-reason';
import { isRestricted } from './labels';
import { lackingValues } from './prepared-pool';
import type { Candidate, PreparedPool } from './prepared-pool';
import { affinityNow, relaxations } from './relax';
import type { Wishes } from './relax';
import { Requirement } from './requirement';
import { Requirements } from './requirements';
import type { WellKnown } from './requirements';
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
}

/**
 * Whether Karpenter would start a node of a pool for a pod, if that pool were alone.
 *
 * @see https://github.com/kubernetes-sigs/karpenter/blob/v1.13.0/pkg/controllers/provisioning/scheduling/nodeclaim.go
 */
export function place(pool: PreparedPool, arrival: Arrival): Placing {
  const { pod } = arrival;
  const refused = pod.refused ?? ignoredReason(pod, pool) ?? pool.problem;
  if (refused !== undefined) return { reason: refused };
  if (pool.catalogue && pool.affordable.length === 0) {
    return { reason: `all available instance types exceed limits for nodepool (NodePool=${pool.facts.name})` };
  }
  const soft = pool.facts.taints.some(({ effect }) => effect === 'PreferNoSchedule');
  let last: Placing = { reason: 'no instance type met all requirements' };
  for (const wishes of relaxations(pod, soft)) {
    last = attempt(pool, arrival, wishes);
    if ('sizes' in last) return last;
  }
  return last;
}

/** Why Karpenter does not look at the pod at all. */
function ignoredReason(pod: PodFacts, { isWellKnown, facts }: PreparedPool): string | undefined {
  if (pod.gated) return 'Scheduling is blocked due to non-empty scheduling gates';
  const own = requirementsOf(pod, { nodeTerms: pod.nodeTerms, preferredNodes: [] });
  const keys = new Set([...own].map(({ key }) => key));
  for (const term of pod.nodeTerms ?? []) {
    if (term.fields.length > 0) return 'ignoring pod, node selector term with matchFields is not supported';
    for (const { key, operator, values } of term.expressions) {
      keys.add(Requirement.of({ key, operator, values }).key);
      if ((operator === 'Gt' || operator === 'Lt') && !(Number(values[0]) >= 0)) {
        return `ignoring pod, key ${key} with operator ${operator} must have a single positive integer value`;
      }
    }
  }
  const { group, kind } = facts.nodeClass;
  const allowed: WellKnown = (key) => isWellKnown(key) || key === `${group}/${kind.toLowerCase()}`;
  for (const key of keys) {
    if (isRestricted(key, allowed)) {
      return `ignoring pod, using label ${key} is not allowed as it might interfere with the internal provisioning logic`;
    }
  }
  if (own.get('karpenter.sh/nodepool').operator() === 'DoesNotExist') {
    return 'ignoring pod, configured to not run on a Karpenter provisioned node (requirement=karpenter.sh/nodepool DoesNotExist)';
  }
  return undefined;
}

function attempt(pool: PreparedPool, { pod, affinity, volumes, cluster }: Arrival, wishes: Wishes): Placing {
  const taint = untolerated(pool.facts.taints, wishes.tolerations);
  if (taint) return { reason: `did not tolerate taint (taint=${showTaint(taint)})` };
  const asked = requirementsOf(pod, wishes);
  const problems = pool.facts.requirements.problems(asked, pool.isWellKnown);
  if (problems.length > 0) return { reason: `incompatible requirements, ${problems.join('; ')}` };
  const base = pool.facts.requirements.and(asked);
  const required = requirementsOf(pod, { nodeTerms: wishes.nodeTerms, preferredNodes: [] });
  let last: Placing | undefined;
  for (const volume of volumes.length === 0 ? [Requirements.of([])] : volumes) {
    const incompatible = base.problems(volume, pool.isWellKnown);
    if (incompatible.length > 0) {
      last = { reason: `incompatible volume requirements, ${incompatible.join('; ')}` };
      continue;
    }
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
    last = 'reason' in topology ? topology : within(pool, pod, node, topology.requirements);
    if ('sizes' in last) return last;
  }
  return last!;
}

function within(pool: PreparedPool, pod: PodFacts, node: Requirements, topology: readonly Requirement[]): Placing {
  const wanted = Requirements.of(topology);
  const problems = node.problems(wanted, pool.isWellKnown);
  if (problems.length > 0) return { reason: problems.join('; ') };
  const requirements = node.and(wanted);
  if (!pool.catalogue) return { sizes: [] };
  const requests = plus(pod.requests, ONE_POD);
  const fitting = pool
    .fitting(requirements)
    .filter(({ size }) => fits(pool, size, requests) && !portTaken(pod, pool.overhead(size)));
  const lacking = lackingValues(
    fitting.map(({ size }) => size),
    requirements,
  );
  if (fitting.length > 0 && lacking === undefined) return { sizes: cheapestFirst(fitting) };
  const reason = lacking ?? filterReason(pool.affordable, requirements, (size) => fits(pool, size, requests));
  const ports = pool.fitting(requirements).some(({ size }) => fits(pool, size, requests));
  if (fitting.length === 0 && ports)
    return { reason: 'checking host port usage, a DaemonSet has the port on every node' };
  return { reason: `${reason}, requirements=${requirements.toString()}, resources=${showAmounts(requests)}` };
}

const ONE_POD: Amounts = new Map([['pods', 1]]);

/** Whether requests and the overhead of DaemonSets fit a size together. */
function fits(pool: PreparedPool, size: Size, requests: Amounts): boolean {
  const overhead = pool.overhead(size);
  for (const [name, amount] of requests) {
    const daemons = name === 'pods' ? overhead.pods : (overhead.requests.get(name) ?? 0);
    if (amount + daemons > (size.allocatable.get(name) ?? 0)) return false;
  }
  for (const [name, amount] of overhead.requests) if (amount > (size.allocatable.get(name) ?? 0)) return false;
  return true;
}

/** A pod's requirements as Karpenter takes them: its selector, the heaviest preference and the first required term. */
function requirementsOf(pod: PodFacts, wishes: Pick<Wishes, 'nodeTerms' | 'preferredNodes'>): Requirements {
  const selector = [...pod.nodeSelector].map(([key, value]) => Requirement.is(key, value));
  const preferred = wishes.preferredNodes[0]?.term.expressions ?? [];
  const required = wishes.nodeTerms?.[0]?.expressions ?? [];
  return Requirements.of([...selector, ...[...preferred, ...required].map((one) => Requirement.of(one))]);
}

function cheapestFirst(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...candidates].sort(
    (a, b) => (a.price ?? Infinity) - (b.price ?? Infinity) || (a.size.name < b.size.name ? -1 : 1),
  );
}
