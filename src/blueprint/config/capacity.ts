import type { AksImageFamily } from '../../karpenter/aks-node-class';
import type { ConsolidationPolicy, DisruptionReason } from '../../karpenter/disruption';

/** What the machines of a pool are made from. */
export interface NodeClassConfig {
  /** The operating system image. */
  readonly imageFamily?: AksImageFamily;
  /**
   * The size of the OS disk in GB, from 30 to 2048.
   * @asType integer
   * @minimum 30
   * @maximum 2048
   */
  readonly osDiskSizeGB?: number;
  /**
   * How many pods a node takes, from 10 to 250.
   * @asType integer
   * @minimum 10
   * @maximum 250
   */
  readonly maxPods?: number;
  /** The Azure resource id of the subnet of the nodes. */
  readonly vnetSubnetID?: string;
  /** Azure tags of the machines. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A node pool: which machines it may start, how many, and for whom. */
export interface PoolConfig {
  /**
   * Azure VM sizes, such as Standard_NC24ads_A100_v4.
   * @minItems 1
   */
  readonly skus?: readonly string[];
  /**
   * Letters of VM families, such as D, in place of sizes.
   * @minItems 1
   */
  readonly skuFamilies?: readonly string[];
  /**
   * On demand, spot, or both. GPU pools are on demand where it is left out.
   * @minItems 1
   */
  readonly capacityTypes?: readonly ('on-demand' | 'spot')[];
  /**
   * Availability zones, such as westeurope-1.
   * @minItems 1
   */
  readonly zones?: readonly string[];
  /** The architecture of the machines. */
  readonly arch?: 'amd64' | 'arm64';
  /** The taint of the nodes: gpu for nvidia.com/gpu=true:NoSchedule, or any other as key=value:Effect. */
  readonly taint?: string;
  /** Labels of the nodes. */
  readonly labels?: Readonly<Record<string, string>>;
  /** How much the pool may start in all. A GPU pool needs one. */
  readonly limits?: LimitsConfig;
  /**
   * Which pool goes first where several would do, from 1 to 100, the highest first.
   * @asType integer
   * @minimum 1
   * @maximum 100
   */
  readonly weight?: number;
  /** When nodes are removed or replaced to save cost. */
  readonly disruption?: DisruptionConfig;
  /** The age at which a node is replaced, such as 720h, or Never. */
  readonly expireAfter?: string;
  /** How long a node may drain before its pods are deleted, such as 1h. */
  readonly terminationGracePeriod?: string;
  /** A name of nodeClasses; the only one where it is left out. */
  readonly nodeClass?: string;
}

/** How much a pool may start in all. */
export interface LimitsConfig {
  /** Virtual CPUs. */
  readonly cpu?: number | string;
  /** Memory, such as 880Gi. */
  readonly memory?: string;
  /**
   * GPUs.
   * @asType integer
   * @minimum 0
   */
  readonly gpus?: number;
  /**
   * Nodes.
   * @asType integer
   * @minimum 0
   */
  readonly nodes?: number;
}

/** When nodes are removed or replaced to save cost. */
export interface DisruptionConfig {
  /** Only nodes without pods, also those that are used little, or in between. */
  readonly consolidationPolicy?: ConsolidationPolicy;
  /** How long after its last pod came or went, such as 5m, or Never. */
  readonly consolidateAfter?: string;
  /** How many nodes at once. Of several that are active, the most restrictive holds. */
  readonly budgets?: readonly DisruptionBudgetConfig[];
}

/** How many nodes of a pool may be disrupted at once. */
export interface DisruptionBudgetConfig {
  /** A number or a percentage in quotes, such as "0" or "10%". */
  readonly nodes: string;
  /** The reasons it holds for; all where it is left out. */
  readonly reasons?: readonly DisruptionReason[];
  /** When it begins to hold, as a cron line in UTC. Goes with duration. */
  readonly schedule?: string;
  /** How long it holds from then, such as 8h. Goes with schedule. */
  readonly duration?: string;
}
