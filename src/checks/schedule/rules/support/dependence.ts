import type { Plan } from '../../engine/plan';
import { matchesNone } from '../../engine/pod/node-terms';
import type { Workload } from '../../engine/workloads';
import type { PreparedPool } from '../../engine/karpenter/prepared-pool';
import { normalizedKey } from '../../engine/karpenter/requirement';
import { isDiscovered } from './device-plugins';
import { gpuRequests } from './gpus';
import { mayHaveGpu } from './pools';
import { once } from '../../../../facts/once';

const KARPENTER = /^karpenter\.(sh|azure\.com|k8s\.aws)\//;

/** Whether a pod that the rules judge depends on the nodes and pools that the manifests show; DaemonSets and what Kueue admits are not judged. */
export function dependsOnShown(plan: Plan, workload: Workload): boolean {
  return workload.kind !== 'DaemonSet' && !isQueued(workload) && needsShown(plan, workload);
}

/**
 * Whether a pod depends on the nodes and pools that the manifests show. A cluster has nodes that no manifest shows, such as those of
 * the system pool, so of a pod that any node could take pools alone tell nothing. It depends on them where Nodes are among the manifests,
 * where it selects a label that Karpenter or a pool sets, and where it asks for a resource that pools bring.
 */
export function needsShown(plan: Plan, workload: Workload): boolean {
  const { nodeTerms } = workload.pod;
  // No node of any cluster takes it, so it does not matter which ones the manifests show. No list at all is refused before.
  if (nodeTerms !== undefined && nodeTerms.length > 0 && matchesNone(nodeTerms)) return true;
  if (plan.cluster.nodes.length > 0) return true;
  if (plan.pools.length === 0 || workload.pod.nodeName !== undefined || selectsOthers(plan, workload)) return false;
  return selectsOfPools(plan, workload) || asksOfPools(plan, workload);
}

/** What the pools of a plan are, each question asked of all of them once. */
class Shown {
  private readonly knownKeys = new Map<string, boolean>();
  private readonly ownKeys = new Map<string, boolean>();
  private gpus: boolean | undefined;

  public constructor(private readonly pools: readonly PreparedPool[]) {}

  /** Whether Karpenter knows a label of some pool. */
  public knows(key: string): boolean {
    return asked(this.knownKeys, key, () =>
      this.pools.some(({ facts, isWellKnown }) => isWellKnown(normalizedKey(key)) || facts.requirements.has(key)),
    );
  }

  /** Whether some pool defines a label itself. */
  public defines(key: string): boolean {
    return asked(this.ownKeys, key, () =>
      this.pools.some(
        ({ facts, isWellKnown }) =>
          !isWellKnown(key) && (facts.labels.has(key) || facts.own.some((one) => one.key === key)),
      ),
    );
  }

  public mayHaveGpu(): boolean {
    this.gpus ??= this.pools.some(mayHaveGpu);
    return this.gpus;
  }
}

function asked(known: Map<string, boolean>, key: string, ask: () => boolean): boolean {
  const answer = known.get(key) ?? ask();
  known.set(key, answer);
  return answer;
}

const shownBy = once((plan: Plan): Shown => new Shown(plan.pools));

/** A label that neither Karpenter nor a pool knows is one of nodes that are made and labelled elsewhere. */
function selectsOthers(plan: Plan, { pod }: Workload): boolean {
  const keys = [
    ...pod.nodeSelector.keys(),
    ...(pod.nodeTerms ?? []).flatMap(({ expressions }) =>
      expressions.filter(({ operator }) => operator !== 'NotIn' && operator !== 'DoesNotExist').map(({ key }) => key),
    ),
  ];
  return keys.some((key) => !KARPENTER.test(key) && !isDiscovered(key) && !shownBy(plan).knows(key));
}

/** Kueue holds the pods back and gives them selectors and tolerations of a flavor. */
function isQueued({ manifest, pod }: Workload): boolean {
  const own: unknown = manifest.object.metadata?.labels;
  const labels = typeof own === 'object' && own !== null ? Object.keys(own) : [];
  return pod.gated || [...labels, ...pod.labels.keys()].includes('kueue.x-k8s.io/queue-name');
}

function selectsOfPools(plan: Plan, { pod }: Workload): boolean {
  const required = (pod.nodeTerms ?? []).map(({ expressions }) =>
    expressions.filter(({ operator }) => operator !== 'NotIn' && operator !== 'DoesNotExist').map(({ key }) => key),
  );
  const ofPools = (key: string): boolean => KARPENTER.test(key) || shownBy(plan).defines(key);
  // One of several terms is enough, so each of them has to depend.
  const byTerms = required.length > 0 && required.every((keys) => keys.some(ofPools));
  return byTerms || [...pod.nodeSelector.keys()].some(ofPools);
}

/** GPUs where no pool has any are on nodes that the manifests do not show. */
function asksOfPools(plan: Plan, { pod }: Workload): boolean {
  return gpuRequests(pod).length > 0 && shownBy(plan).mayHaveGpu();
}
