import type { Quantity } from '../facts/quantity';
import { copy, isEmpty, withoutEmpty } from '../core/copy';
import type { Taint } from '../core/taint';
import type { Disruption } from './disruption';
import type { INodeClass } from './node-class';
import type { Requirement } from './requirement';

/**
 * Kubelet settings that NodePool `v1beta1` carries.
 *
 * @see https://karpenter.sh/v0.37/concepts/nodepools/#spectemplatespeckubelet
 */
export interface NodePoolKubelet {
  /** The addresses of the DNS servers that pods ask. */
  readonly clusterDNS?: readonly string[];
  /** Whether CPU limits are enforced. */
  readonly cpuCFSQuota?: boolean;
  /** Signals such as `memory.available` with a quantity or percentage. */
  readonly evictionHard?: Readonly<Record<string, string>>;
  /** In seconds. */
  readonly evictionMaxPodGracePeriod?: number;
  /** What must be left, by signal, before pods are evicted after a grace period. */
  readonly evictionSoft?: Readonly<Record<string, string>>;
  /** How long a signal may stay below, such as `1m`. */
  readonly evictionSoftGracePeriod?: Readonly<Record<string, string>>;
  /** From 0 to 100. */
  readonly imageGCHighThresholdPercent?: number;
  /** From 0 to 100. */
  readonly imageGCLowThresholdPercent?: number;
  /** Of `cpu`, `memory`, `ephemeral-storage` and `pid`. */
  readonly kubeReserved?: Readonly<Record<string, string>>;
  /** How many pods a node takes at most. */
  readonly maxPods?: number;
  /** How many pods a node takes at most for each of its vCPUs. */
  readonly podsPerCore?: number;
  /** Of `cpu`, `memory`, `ephemeral-storage` and `pid`. */
  readonly systemReserved?: Readonly<Record<string, string>>;
}

/** What a pool says, defaults applied, whatever the version. */
export interface PoolSettings {
  readonly requirements: readonly Requirement[];
  readonly nodeClass: INodeClass;
  readonly taints?: readonly Taint[];
  readonly startupTaints: readonly Taint[];
  readonly labels: Readonly<Record<string, string>>;
  readonly nodeAnnotations?: Readonly<Record<string, string>>;
  readonly limits: Readonly<Record<string, Quantity>>;
  readonly weight?: number;
  readonly disruption: Disruption;
  readonly expireAfter?: string;
  readonly terminationGracePeriod?: string;
  readonly replicas?: number;
  readonly kubelet?: NodePoolKubelet;
}

/** Renders the spec of a NodePool in one version of the API. */
export function nodePoolSpec(version: 'v1' | 'v1beta1', pool: PoolSettings): Record<string, unknown> {
  const old = version === 'v1beta1';
  const template = {
    metadata: withoutEmpty({ labels: pool.labels, annotations: pool.nodeAnnotations }),
    spec: {
      requirements: pool.requirements.map((requirement) => requirement.toJson()),
      nodeClassRef: nodeClassRef(old, pool.nodeClass),
      ...withoutEmpty({
        taints: pool.taints?.map((taint) => taint.toJson()),
        startupTaints: pool.startupTaints.map((taint) => taint.toJson()),
        kubelet: pool.kubelet,
        expireAfter: old ? undefined : pool.expireAfter,
        terminationGracePeriod: pool.terminationGracePeriod,
      }),
    },
  };
  return copy({
    ...withoutEmpty({
      disruption: old ? disruptionV1Beta1(pool) : disruptionV1(pool.disruption),
      limits: pool.limits,
      weight: pool.weight,
      replicas: pool.replicas,
    }),
    template: { ...(!isEmpty(template.metadata) && { metadata: template.metadata }), spec: template.spec },
  });
}

/** `v1` needs group and kind; `v1beta1` knows them from the name alone. */
function nodeClassRef(old: boolean, { group, kind, name }: INodeClass): Record<string, string> {
  return old ? { name } : { group, kind, name };
}

/** In `v1` the field is required as soon as anything is said of disruption. */
function disruptionV1(disruption: Disruption): Disruption | undefined {
  if (isEmpty(disruption)) return undefined;
  return { ...disruption, consolidateAfter: disruption.consolidateAfter ?? '0s' };
}

/** The older version has expiry here, and another word for the same policy. */
function disruptionV1Beta1({ disruption, expireAfter }: PoolSettings): Record<string, unknown> {
  const { consolidationPolicy } = disruption;
  return copy({
    ...disruption,
    consolidationPolicy: consolidationPolicy === 'WhenEmptyOrUnderutilized' ? 'WhenUnderutilized' : consolidationPolicy,
    expireAfter,
  });
}
