import type { Plan } from '../../engine/plan';
import { isEmptyTerm } from '../../engine/pod/node-terms';
import type { PodFacts } from '../../engine/pod/pod';
import type { Workload } from '../../engine/workloads';
import { dependsOnShown, needsShown } from './dependence';
import { isDiscovered } from './device-plugins';

/** Whether a pod that the rules judge depends on what the manifests show and none of it takes the pod. */
export function isStuck(plan: Plan, workload: Workload): boolean {
  return dependsOnShown(plan, workload) && verdictOf(plan, workload) === 'stuck';
}

/**
 * Whether a pod of a workload has a `place` among what the manifests show, or is `stuck`; `unknown` where none of it takes the pod and a node
 * that no manifest shows may.
 */
export function verdictOf(plan: Plan, workload: Workload): 'place' | 'stuck' | 'unknown' {
  const { nodes, pools } = plan.answers.get(workload)!;
  if (nodes.length + pools.length > 0) return 'place';
  if (workload.refusals.length > 0) return 'stuck';
  if (!needsShown(plan, workload)) return 'unknown';
  // The scheduler is not asked of a pod that names its node, and that node may join later.
  const { nodeName } = workload.pod;
  return nodeName === undefined || plan.cluster.nodes.some(({ name }) => name === nodeName) ? 'stuck' : 'unknown';
}

/** The discovered labels that alone keep pools from taking a pod. */
export function unknowableLabels(plan: Plan, workload: Workload): readonly string[] {
  const { pod } = workload;
  const labels = [
    ...pod.nodeSelector.keys(),
    ...(pod.nodeTerms ?? []).flatMap(({ expressions }) => expressions.map(({ key }) => key)),
  ].filter(isDiscovered);
  if (labels.length === 0) return [];
  return plan.ask(workload, without(pod)).pools.length > 0 ? [...new Set(labels)] : [];
}

function without(pod: PodFacts): PodFacts {
  const terms = (pod.nodeTerms ?? [])
    .filter((term) => !isEmptyTerm(term))
    .map((term) => ({ ...term, expressions: term.expressions.filter(({ key }) => !isDiscovered(key)) }));
  const free = terms.some(isEmptyTerm);
  return {
    ...pod,
    nodeSelector: new Map([...pod.nodeSelector].filter(([key]) => !isDiscovered(key))),
    nodeTerms: pod.nodeTerms === undefined || free ? undefined : terms,
  };
}
