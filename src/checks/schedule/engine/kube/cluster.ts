import type { Target } from '../../../../facts/target';
import { record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { labelsOf } from '../../../reference/selector';
import { readAmounts } from '../amounts';
import type { Amounts } from '../amounts';
import type { Admission } from '../pod/admission';
import { readPod } from '../pod/pod';
import type { PodFacts } from '../pod/pod';
import type { NamespaceLabels } from '../pod/pod-terms';
import { readTaints } from '../pod/tolerations';
import type { TaintFacts } from '../pod/tolerations';
import { once } from '../../../../facts/once';

/** A pod that sits on a node already. */
export interface SeatedPod {
  readonly manifest: Manifest;
  readonly pod: PodFacts;
  /** Whether it is being deleted; it holds its resources until then. */
  readonly terminating: boolean;
}

/** An existing node with what sits on it. */
export interface NodeFacts {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly taints: readonly TaintFacts[];
  readonly unschedulable: boolean;
  readonly allocatable: Amounts;
  /** What the machine has, as limits of pools count it. */
  readonly capacity: Amounts;
  readonly pods: readonly SeatedPod[];
}

/** The existing part of a cluster. */
export interface Cluster {
  readonly nodes: readonly NodeFacts[];
  readonly namespaceLabels: NamespaceLabels;
}

/** Reads the Nodes among the manifests and those that the target declares, and the pods that name one of them. A pod that ended holds nothing. */
export function clusterOf(model: Model, admission: Admission, target: Target): Cluster {
  const seated = new Map<string, SeatedPod[]>();
  for (const manifest of model.ofKind('', 'Pod')) {
    const { object } = manifest;
    const metadata = record(object.metadata);
    const name = text(record(object.spec).nodeName);
    const phase = record(object.status).phase;
    if (!name || phase === 'Succeeded' || phase === 'Failed') continue;
    const pod = readPod(object, text(metadata.namespace) ?? 'default', admission);
    const terminating = metadata.deletionTimestamp !== undefined && metadata.deletionTimestamp !== null;
    const here = seated.get(name) ?? [];
    seated.set(name, here);
    here.push({ manifest, pod, terminating });
  }
  const nodes = new Map<string, NodeFacts>();
  for (const { object } of model.ofKind('', 'Node')) {
    const { name: given, labels } = record(object.metadata);
    const name = text(given) ?? '';
    const { taints, unschedulable } = record(object.spec);
    const { allocatable, capacity } = record(object.status);
    // The kubelet takes nothing off where it reserves nothing, and the API server fills in neither.
    const own = readAmounts(allocatable ?? capacity);
    nodes.set(name, {
      name,
      labels: labelsOf(labels),
      taints: readTaints(taints),
      unschedulable: unschedulable === true,
      allocatable: own,
      capacity: capacity === undefined ? own : readAmounts(capacity),
      pods: seated.get(name) ?? [],
    });
  }
  for (const node of declaredNodes(target, seated)) if (!nodes.has(node.name)) nodes.set(node.name, node);
  const sorted = [...nodes.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { nodes: sorted, namespaceLabels: namespaceLabelsOf(model) };
}

/** The nodes of the pools that a target declares, with the labels that AKS gives its own. */
function declaredNodes(target: Target, seated: ReadonlyMap<string, readonly SeatedPod[]>): NodeFacts[] {
  return target.nodePools.flatMap(({ name, count = 1, labels, taints, allocatable }) => {
    const own = target.provider === 'aks' ? { agentpool: name, 'kubernetes.azure.com/agentpool': name } : {};
    return [...Array(count).keys()].map((index) => {
      const host = `${name}-${index}`;
      const amounts = readAmounts({ pods: 110, ...allocatable });
      const system = { 'kubernetes.io/hostname': host, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' };
      return {
        name: host,
        labels: new Map(Object.entries({ ...system, ...own, ...labels })),
        taints: readTaints(taints),
        unschedulable: false,
        allocatable: amounts,
        capacity: amounts,
        pods: seated.get(host) ?? [],
      };
    });
  });
}

/** The labels of namespaces; each has its name as a label, which the API server adds. */
function namespaceLabelsOf(model: Model): NamespaceLabels {
  const known = new Map<string, ReadonlyMap<string, string>>();
  for (const { object } of model.ofKind('', 'Namespace')) {
    const { name, labels } = record(object.metadata);
    const own = text(name) ?? '';
    known.set(own, new Map([...labelsOf(labels), ['kubernetes.io/metadata.name', own]]));
  }
  return (namespace) => known.get(namespace) ?? new Map([['kubernetes.io/metadata.name', namespace]]);
}

/** What the pods of a node hold together. */
export interface Held {
  readonly used: Amounts;
  readonly count: number;
}

const held = once((node: NodeFacts): Held => sum(node.pods));

/** What the pods of a node hold together, one of them left out. */
export function heldOn(node: NodeFacts, without: Manifest | undefined): Held {
  if (without !== undefined) return sum(node.pods.filter(({ manifest }) => manifest !== without));
  return held(node);
}

function sum(pods: readonly SeatedPod[]): Held {
  const used = new Map<string, number>();
  for (const { pod } of pods) {
    for (const [name, amount] of pod.requests) used.set(name, (used.get(name) ?? 0) + amount);
  }
  return { used, count: pods.length };
}

/** The nodes of a NodePool, by the label that Karpenter gives them. */
export function nodesOf(cluster: Cluster, pool: string): readonly NodeFacts[] {
  return byPool(cluster).get(pool) ?? [];
}

const byPool = once((cluster: Cluster) => groupByPool(cluster.nodes));

function groupByPool(nodes: readonly NodeFacts[]): ReadonlyMap<string | undefined, readonly NodeFacts[]> {
  const groups = new Map<string | undefined, NodeFacts[]>();
  for (const node of nodes) {
    const pool = node.labels.get('karpenter.sh/nodepool');
    const group = groups.get(pool);
    if (group) group.push(node);
    else groups.set(pool, [node]);
  }
  return groups;
}
