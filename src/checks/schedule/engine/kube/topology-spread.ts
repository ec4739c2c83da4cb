import { matches } from '../../../reference/selector';
import type { PodFacts } from '../pod/pod';
import type { SpreadFacts } from '../pod/pod-terms';
import { hardTaints, untolerated } from '../pod/tolerations';
import type { Cluster, NodeFacts, SeatedPod } from './cluster';

/** Why a node does not fulfil the spread constraints of a pod; `undefined` where it does. */
export type SpreadVerdict = (node: NodeFacts) => string | undefined;

/**
 * The filter PodTopologySpread for one pod: counts of matching pods by domain are taken once.
 *
 * @param fits whether a node matches the pod's own node selector and affinity
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/scheduler/framework/plugins/podtopologyspread/filtering.go
 */
export function spreadFilter(
  cluster: Cluster,
  pod: PodFacts,
  counted: (seated: SeatedPod) => boolean,
  fits: (node: NodeFacts) => boolean,
): SpreadVerdict {
  const constraints = pod.spread.filter(({ hard }) => hard);
  if (constraints.length === 0) return () => undefined;
  const counts = constraints.map(() => new Map<string, number>());
  for (const node of cluster.nodes) {
    if (!constraints.every(({ topologyKey }) => node.labels.has(topologyKey))) continue;
    for (const [index, constraint] of constraints.entries()) {
      if (constraint.honorAffinity && !fits(node)) continue;
      if (constraint.honorTaints && untolerated(hardTaints(node.taints), pod.tolerations)) continue;
      const domain = node.labels.get(constraint.topologyKey)!;
      const matching = matchingPods(node.pods.filter(counted), constraint, pod.namespace);
      counts[index]!.set(domain, (counts[index]!.get(domain) ?? 0) + matching);
    }
  }
  const least = constraints.map(({ minDomains }, index) =>
    counts[index]!.size < (minDomains ?? 1) ? 0 : Math.min(...counts[index]!.values()),
  );
  return (node) => {
    for (const [index, { topologyKey, selector, maxSkew }] of constraints.entries()) {
      const domain = node.labels.get(topologyKey);
      if (domain === undefined) {
        return "node(s) didn't match pod topology spread constraints (missing required label)";
      }
      const own = selector && matches(selector, pod.labels) ? 1 : 0;
      const skew = (counts[index]!.get(domain) ?? 0) + own - least[index]!;
      if (skew > maxSkew) return "node(s) didn't match pod topology spread constraints";
    }
    return undefined;
  };
}

/** The scheduler counts no pod for a selector that is empty, though such a selector matches every pod. */
export function matchingPods(pods: readonly SeatedPod[], { selector }: SpreadFacts, namespace: string): number {
  if (!selector || (selector.equal.size === 0 && selector.expressions.length === 0)) return 0;
  return pods.filter(
    ({ pod, terminating }) => !terminating && pod.namespace === namespace && matches(selector, pod.labels),
  ).length;
}
