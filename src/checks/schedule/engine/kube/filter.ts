import type { Manifest } from '../../../manifest';
import { showAmount } from '../amounts';
import { matchesNode } from '../pod/node-terms';
import { portsConflict } from '../pod/pod';
import type { PodFacts } from '../pod/pod';
import type { PodTerm } from '../pod/pod-terms';
import { hardTaints, showTaint, tolerates, untolerated } from '../pod/tolerations';
import type { TaintFacts } from '../pod/tolerations';
import { heldOn } from './cluster';
import type { Cluster, NodeFacts } from './cluster';
import { affinityFilter } from './pod-affinity';
import { spreadFilter } from './topology-spread';

/** A node that does not take a pod, with the reason in the scheduler's words. */
export interface NodeRejection {
  readonly node: string;
  readonly reason: string;
}

/** Which existing nodes take a pod. */
export interface NodeAnswer {
  readonly nodes: readonly string[];
  readonly rejected: readonly NodeRejection[];
}

/** What the scheduler is asked of. */
export interface Question {
  readonly pod: PodFacts;
  /** The manifest of the pod, so that one which sits on a node already is not in its own way. */
  readonly manifest?: Manifest;
  /** The terms of required pod affinity that count. */
  readonly affinity: readonly PodTerm[];
  /** Why the volumes of the pod do not go to a node; `undefined` where they do. */
  readonly volumes?: (node: NodeFacts) => string | undefined;
}

const CORDONED: TaintFacts = { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' };

/**
 * The filters of kube-scheduler, in its order, over all existing nodes. A pod that names its node asks the kubelet alone.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/scheduler/apis/config/v1/default_plugins.go
 */
export function filterNodes(cluster: Cluster, question: Question): NodeAnswer {
  const { pod, manifest } = question;
  const nodes: string[] = [];
  const rejected: NodeRejection[] = [];
  const counted = ({ manifest: other }: { readonly manifest: Manifest }): boolean => other !== manifest;
  const fits = (node: NodeFacts): boolean => fitsNode(pod, node);
  const spread = spreadFilter(cluster, pod, counted, fits);
  const affinity = affinityFilter(cluster, pod, question.affinity, counted);
  for (const node of cluster.nodes) {
    const reason =
      pod.nodeName === undefined
        ? (pod.refused ??
          gates(pod) ??
          ownFilters(pod, node, manifest) ??
          question.volumes?.(node) ??
          spread(node) ??
          affinity(node))
        : kubeletRefuses(pod, node, manifest);
    if (reason === undefined) nodes.push(node.name);
    else rejected.push({ node: node.name, reason });
  }
  return { nodes, rejected };
}

function gates({ gated }: PodFacts): string | undefined {
  return gated ? 'Scheduling is blocked due to non-empty scheduling gates' : undefined;
}

function ownFilters(pod: PodFacts, node: NodeFacts, manifest: Manifest | undefined): string | undefined {
  if (node.unschedulable && !pod.tolerations.some((one) => tolerates(one, CORDONED))) {
    return 'node(s) were unschedulable';
  }
  const taint = untolerated(hardTaints(node.taints), pod.tolerations);
  if (taint) return `node(s) had untolerated taint(s): ${showTaint(taint)}`;
  if (!fitsNode(pod, node)) return "node(s) didn't match Pod's node affinity/selector";
  return portsTaken(pod, node, manifest) ?? insufficient(pod, node, manifest);
}

/** The kubelet lets in a pod that names the node where it fits and no taint evicts it; cordons and other taints do not matter. */
function kubeletRefuses(pod: PodFacts, node: NodeFacts, manifest: Manifest | undefined): string | undefined {
  if (pod.nodeName !== node.name) return "node(s) didn't match the requested node name";
  const evicting = node.taints.filter(({ effect }) => effect === 'NoExecute');
  const taint = untolerated(evicting, pod.tolerations);
  if (taint) return `node(s) had untolerated taint(s): ${showTaint(taint)}`;
  if (!fitsNode(pod, node)) return "node(s) didn't match Pod's node affinity/selector";
  return portsTaken(pod, node, manifest) ?? insufficient(pod, node, manifest);
}

/** Whether the labels of a node are what a pod selects. */
export function fitsNode({ nodeSelector, nodeTerms }: PodFacts, { labels, name }: NodeFacts): boolean {
  for (const [key, value] of nodeSelector) if (labels.get(key) !== value) return false;
  return matchesNode(nodeTerms, labels, name);
}

function portsTaken(pod: PodFacts, node: NodeFacts, manifest: Manifest | undefined): string | undefined {
  if (pod.ports.length === 0) return undefined;
  const taken = node.pods.some((one) => one.manifest !== manifest && portsConflict(pod.ports, one.pod.ports));
  return taken ? "node(s) didn't have free ports for the requested pod ports" : undefined;
}

/** The filter NodeResourcesFit: a pod that asks for nothing fits while there is room for one more pod. */
function insufficient(pod: PodFacts, node: NodeFacts, manifest: Manifest | undefined): string | undefined {
  const { used, count } = heldOn(node, pod.nodeName === node.name ? manifest : undefined);
  const reasons: string[] = [];
  if (count + 1 > (node.allocatable.get('pods') ?? 0)) reasons.push('Too many pods');
  for (const [name, amount] of pod.requests) {
    if (amount === 0 || name === 'pods') continue;
    const free = (node.allocatable.get(name) ?? 0) - (used.get(name) ?? 0);
    if (amount > free) {
      const left = showAmount(name, Math.max(0, free));
      reasons.push(`Insufficient ${name} (asks for ${showAmount(name, amount)}, ${left} free)`);
    }
  }
  return reasons.length === 0 ? undefined : reasons.join(', ');
}
