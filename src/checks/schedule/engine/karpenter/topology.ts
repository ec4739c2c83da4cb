import { matches } from '../../../reference/selector';
import type { Cluster } from '../kube/cluster';
import type { PodFacts } from '../pod/pod';
import { termSelects } from '../pod/pod-terms';
import type { PodTerm, SpreadFacts } from '../pod/pod-terms';
import { untolerated } from '../pod/tolerations';
import type { Size } from './catalogue';
import { requiredAlternatives } from './daemons';
import type { PoolFacts } from './pool';
import { Requirement } from './requirement';
import { Requirements } from './requirements';

const HOSTNAME = 'kubernetes.io/hostname';

/** The domains of a label that new nodes of a pool may be in. */
export function poolDomains(pool: PoolFacts, sizes: readonly Size[], key: string): ReadonlySet<string> {
  const own = Requirements.of(pool.own).and(Requirements.ofLabels(pool.labels));
  const domains = new Set<string>();
  for (const size of sizes) {
    const requirement = own.and([...size.labels].filter((one) => one.key === key)).get(key);
    for (const value of requirement.values) domains.add(value);
  }
  if (own.get(key).operator() === 'In') for (const value of own.get(key).values) domains.add(value);
  return domains;
}

/** What spread constraints and pod affinity of a pod say of a new node. */
export interface TopologyQuestion {
  readonly pod: PodFacts;
  readonly spread: readonly SpreadFacts[];
  readonly together: readonly PodTerm[];
  readonly apart: readonly PodTerm[];
  readonly cluster: Cluster;
  readonly domains: (key: string) => ReadonlySet<string>;
  /** The pod's required terms. */
  readonly required: Requirements;
  /** What the node is so far. */
  readonly node: Requirements;
}

/** What the topology requires of the node beside, or why nothing fulfils it. */
export type TopologyAnswer = { readonly requirements: readonly Requirement[] } | { readonly reason: string };

/**
 * The domains that the pod may go to. Where Karpenter picks one of several at random, all of them are given.
 *
 * @see https://github.com/kubernetes-sigs/karpenter/blob/v1.13.0/pkg/controllers/provisioning/scheduling/topologygroup.go
 */
export function topologyRequirements(question: TopologyQuestion): TopologyAnswer {
  const requirements: Requirement[] = [];
  for (const [type, key, domains] of allDomains(question)) {
    // A new node's own name is a domain that nothing counts yet.
    if (domains === 'any') continue;
    if (domains.size === 0) {
      const [pod, node] = [question.required.get(key).toString(), question.node.get(key).toString()];
      return {
        reason: `unsatisfiable topology constraint for ${type}, key=${key} (podDomains = ${pod}, nodeDomains = ${node})`,
      };
    }
    requirements.push(new Requirement(key, false, domains));
  }
  return { requirements };
}

type Domains = ReadonlySet<string> | 'any';

function* allDomains(question: TopologyQuestion): Iterable<[type: string, key: string, domains: Domains]> {
  const { pod, cluster } = question;
  for (const one of question.spread) yield ['topology spread', one.topologyKey, spreadDomains(one, question)];
  for (const term of question.together) yield ['pod affinity', term.topologyKey, affinityDomains(term, question)];
  for (const term of question.apart) {
    const counts = countsOf(term, question);
    yield ['pod anti-affinity', term.topologyKey, emptyDomains(term.topologyKey, counts, question)];
  }
  for (const node of cluster.nodes) {
    for (const seated of node.pods) {
      for (const term of seated.pod.antiAffinity) {
        if (!termSelects(term, pod, cluster.namespaceLabels)) continue;
        const counts = new Map([...question.domains(term.topologyKey)].map((domain) => [domain, 0]));
        const domain = node.labels.get(term.topologyKey);
        if (domain !== undefined) counts.set(domain, 1);
        yield ['pod anti-affinity', term.topologyKey, emptyDomains(term.topologyKey, counts, question)];
      }
    }
  }
}

function spreadDomains(constraint: SpreadFacts, question: TopologyQuestion): Domains {
  const { topologyKey: key, selector, maxSkew, minDomains, honorAffinity, honorTaints } = constraint;
  const { pod, cluster, required, node: nodeDomains } = question;
  const own = selector && matches(selector, pod.labels) ? 1 : 0;
  if (key === HOSTNAME) return own <= maxSkew ? 'any' : new Set();
  const counts = new Map([...question.domains(key)].map((domain) => [domain, 0]));
  const alternatives = requiredAlternatives(pod);
  for (const node of cluster.nodes) {
    const labels = Requirements.ofLabels(node.labels);
    const never = (): boolean => false;
    if (honorAffinity && !alternatives.some((one) => labels.problems(one, never).length === 0)) continue;
    if (honorTaints && untolerated(node.taints, pod.tolerations)) continue;
    const domain = node.labels.get(key);
    if (domain === undefined) continue;
    const matching = node.pods.filter(
      (one) =>
        !one.terminating &&
        one.pod.namespace === pod.namespace &&
        (selector === undefined || matches(selector, one.pod.labels)),
    );
    counts.set(domain, (counts.get(domain) ?? 0) + matching.length);
  }
  const supported = [...counts].filter(([domain]) => required.get(key).has(domain));
  const least =
    minDomains !== undefined && supported.length < minDomains ? 0 : Math.min(...supported.map(([, count]) => count));
  const valid = [...counts].filter(
    ([domain, count]) => nodeDomains.get(key).has(domain) && count + own - least <= maxSkew,
  );
  const lowest = Math.min(...valid.map(([, count]) => count));
  return new Set(valid.filter(([, count]) => count === lowest).map(([domain]) => domain));
}

function affinityDomains(term: PodTerm, question: TopologyQuestion): Domains {
  const { topologyKey: key } = term;
  const { pod, cluster, required, node } = question;
  const counts = countsOf(term, question);
  const allowed = (domain: string): boolean => required.get(key).has(domain) && node.get(key).has(domain);
  const taken = [...counts].filter(([domain, count]) => count > 0 && required.get(key).has(domain));
  const selectsItself = termSelects(term, pod, cluster.namespaceLabels);
  if (key === HOSTNAME) return selectsItself && taken.length === 0 ? 'any' : new Set();
  const here = taken.map(([domain]) => domain).filter((domain) => node.get(key).has(domain));
  if (here.length > 0) return new Set(here);
  if (!selectsItself || taken.length > 0) return new Set();
  return new Set([...counts.keys()].filter(allowed));
}

function emptyDomains(key: string, counts: ReadonlyMap<string, number>, question: TopologyQuestion): Domains {
  if (key === HOSTNAME) return 'any';
  const { required, node } = question;
  const empty = [...counts].filter(([domain, count]) => count === 0 && required.get(key).has(domain));
  return new Set(empty.map(([domain]) => domain).filter((domain) => node.get(key).has(domain)));
}

/** How many existing pods a term selects, by domain. */
function countsOf(term: PodTerm, { cluster, domains }: TopologyQuestion): Map<string, number> {
  const counts = new Map([...domains(term.topologyKey)].map((domain) => [domain, 0]));
  for (const node of cluster.nodes) {
    const domain = node.labels.get(term.topologyKey) ?? (term.topologyKey === HOSTNAME ? node.name : undefined);
    if (domain === undefined) continue;
    const selected = node.pods.filter((one) => !one.terminating && termSelects(term, one.pod, cluster.namespaceLabels));
    counts.set(domain, (counts.get(domain) ?? 0) + selected.length);
  }
  return counts;
}
