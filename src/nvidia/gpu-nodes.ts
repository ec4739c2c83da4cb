import type { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { fail } from '../core/fail';
import { Placement } from '../core/placement';
import type { IPool } from '../core/pool';
import { Taint } from '../core/taint';

/** The toleration of every taint of this key: documents, AKS and GKE give it different values. */
const GPU_TOLERATION: k8s.Toleration = { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' };

/** Labels that mark a node with an NVIDIA GPU, of which any one is enough. */
const GPU_LABELS: readonly (readonly [key: string, value: string])[] = [
  // Karpenter on Azure, from the VM size: karpenter-provider-azure, pkg/apis/v1beta1/labels.go.
  ['karpenter.azure.com/sku-gpu-manufacturer', 'nvidia'],
  // AKS, on the nodes of its own GPU node pools, with Windows too: https://learn.microsoft.com/azure/aks/use-nvidia-gpu
  ['kubernetes.azure.com/accelerator', 'nvidia'],
  // GPU Feature Discovery and the GPU Operator, or an administrator: values.yaml of the plugin's chart.
  ['nvidia.com/gpu.present', 'true'],
  // Node Feature Discovery, 10de is NVIDIA's PCI vendor id: values.yaml of the plugin's chart.
  ['feature.node.kubernetes.io/pci-10de.present', 'true'],
];

/**
 * Where the plugin may run: on the nodes of the pools, or without pools on all Linux nodes whose labels tell of an NVIDIA GPU; and nowhere
 * else. It tolerates what those pools are tainted with, and no other taint.
 */
export function gpuNodes(construct: Construct, pools: readonly IPool[] | undefined): Placement {
  if (pools === undefined) {
    return new Placement({
      tolerations: [GPU_TOLERATION],
      // The plugin has no image for Windows nodes, which AKS labels alike.
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      nodeSelectorTerms: GPU_LABELS.map(([key, value]) => oneLabel(key, [value])),
    });
  }
  if (pools.length === 0)
    throw fail(construct, 'pools is empty, allowed is at least one pool, or no pools for all labelled GPU nodes');
  const placements = pools.map((pool) => pool.placement());
  const tolerations = [
    ...pools.flatMap(({ taints }) => taints.map((taint) => taint.toleration())),
    ...placements.flatMap((placement) => placement.tolerations),
    ...(pools.some(({ spot }) => spot) ? [Taint.spot().toleration()] : []),
  ];
  return new Placement({
    tolerations: [GPU_TOLERATION, ...tolerations.filter((toleration) => !isCovered(toleration))],
    nodeSelectorTerms: merge(pools.flatMap((pool, index) => alternatives(construct, pool, placements[index]!))),
  });
}

function isCovered({ key, effect }: k8s.Toleration): boolean {
  return key === GPU_TOLERATION.key && effect === GPU_TOLERATION.effect;
}

/** The terms of which a node of the pool fulfils at least one. */
function alternatives(construct: Construct, pool: IPool, placement: Placement): k8s.NodeSelectorTerm[] {
  const labels = Object.entries(placement.nodeSelector).map(([key, value]) => ({
    key,
    operator: 'In',
    values: [value],
  }));
  if (labels.length === 0 && placement.nodeSelectorTerms.length === 0) {
    throw fail(
      construct,
      `pool '${pool.name}' selects no node label, so that the device plugin would run on every node`,
    );
  }
  if (placement.nodeSelectorTerms.length === 0) return [{ matchExpressions: labels }];
  return placement.nodeSelectorTerms.map((term) => {
    const matchExpressions = [...labels, ...(term.matchExpressions ?? [])];
    return matchExpressions.length > 0 ? { ...term, matchExpressions } : term;
  });
}

/** Joins terms that ask for one value of one and the same label into one that lists the values. */
function merge(terms: readonly k8s.NodeSelectorTerm[]): k8s.NodeSelectorTerm[] {
  const values = new Map<string, Set<string>>();
  const merged = new Map<string, () => k8s.NodeSelectorTerm>();
  for (const term of terms) {
    const [only, ...more] = term.matchExpressions ?? [];
    if (only?.operator !== 'In' || more.length > 0 || term.matchFields !== undefined) {
      merged.set(JSON.stringify(term), () => term);
      continue;
    }
    const found = values.get(only.key) ?? new Set();
    values.set(only.key, found);
    for (const value of only.values ?? []) found.add(value);
    merged.set(only.key, () => oneLabel(only.key, [...found].sort()));
  }
  return [...merged.values()].map((term) => term());
}

function oneLabel(key: string, values: string[]): k8s.NodeSelectorTerm {
  return { matchExpressions: [{ key, operator: 'In', values }] };
}
