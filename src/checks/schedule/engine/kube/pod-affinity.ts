import type { PodFacts } from '../pod/pod';
import { termSelects } from '../pod/pod-terms';
import type { PodTerm } from '../pod/pod-terms';
import type { Cluster, NodeFacts, SeatedPod } from './cluster';

/** Why a node does not fulfil pod affinity and anti-affinity; `undefined` where it does. */
export type AffinityVerdict = (node: NodeFacts) => string | undefined;

/** Topology domains that matter, as `key\nvalue`. */
type Domains = ReadonlySet<string>;

/**
 * The filter InterPodAffinity for one pod: required terms of its own, and the required anti-affinity of pods that are there.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/scheduler/framework/plugins/interpodaffinity/filtering.go
 */
export function affinityFilter(
  cluster: Cluster,
  pod: PodFacts,
  terms: readonly PodTerm[],
  counted: (seated: SeatedPod) => boolean,
): AffinityVerdict {
  const { namespaceLabels } = cluster;
  const selectsAll = (one: PodFacts): boolean => terms.every((term) => termSelects(term, one, namespaceLabels));
  const together = new Set<string>();
  const apart = new Set<string>();
  const kept = new Set<string>();
  for (const node of cluster.nodes) {
    for (const seated of node.pods) {
      if (!counted(seated)) continue;
      const other = seated.pod;
      if (terms.length > 0 && selectsAll(other)) addDomains(together, node, terms);
      addDomains(
        apart,
        node,
        pod.antiAffinity.filter((term) => termSelects(term, other, namespaceLabels)),
      );
      addDomains(
        kept,
        node,
        other.antiAffinity.filter((term) => termSelects(term, pod, namespaceLabels)),
      );
    }
  }
  const first = terms.length > 0 && together.size === 0 && selectsAll(pod);
  return (node) => {
    if (!isTogether(node, terms, together, first)) return "node(s) didn't match pod affinity rules";
    if (pod.antiAffinity.some((term) => apart.has(domainOf(node, term.topologyKey)))) {
      return "node(s) didn't match pod anti-affinity rules";
    }
    if (kept.size > 0 && [...node.labels].some(([key, value]) => kept.has(`${key}\n${value}`))) {
      return "node(s) didn't satisfy existing pods anti-affinity rules";
    }
    return undefined;
  };
}

/** A pod that is the first of its kind may go anywhere that has the labels. */
function isTogether(node: NodeFacts, terms: readonly PodTerm[], together: Domains, first: boolean): boolean {
  if (!terms.every(({ topologyKey }) => node.labels.has(topologyKey))) return false;
  return first || terms.every(({ topologyKey }) => together.has(domainOf(node, topologyKey)));
}

function addDomains(domains: Set<string>, node: NodeFacts, terms: readonly PodTerm[]): void {
  for (const { topologyKey } of terms) if (node.labels.has(topologyKey)) domains.add(domainOf(node, topologyKey));
}

/** The domain of a node; of one without the label no domain that any set holds. */
function domainOf(node: NodeFacts, topologyKey: string): string {
  const value = node.labels.get(topologyKey);
  return value === undefined ? '' : `${topologyKey}\n${value}`;
}
