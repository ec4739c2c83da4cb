import type { AksImageFamily } from '../karpenter/aks-node-class';
import type { ConsolidationPolicy, DisruptionReason } from '../karpenter/disruption';
import type { Dataplane, Provider } from '../facts/target';
import type { RunnerStateValue } from '../runner/runner-state';

/** A machine-learning platform: where it runs, its node pools, and what runs on them. */
export interface PlatformConfig {
  /** Where the YAML will run. */
  readonly target: TargetConfig;

  /**
   * The namespace of the runner and the smoke test; it is made too.
   * @default "studioml"
   */
  readonly namespace?: string;

  /** What the machines of pools are made from, by name. Without any, pools use one named `default` with the provider's own settings. */
  readonly nodeClasses?: Readonly<Record<string, NodeClassConfig>>;

  /**
   * Node pools by name.
   * @minProperties 1
   */
  readonly pools: Readonly<Record<string, PoolConfig>>;

  /** NVIDIA's device plugin, which offers the GPUs of nodes to pods. It goes to all pools with GPUs. */
  readonly devicePlugin?: DevicePluginConfig;

  /** studio-go-runner. */
  readonly runner?: RunnerConfig;

  /** A Job that uses a GPU once, to see that the chain from pool to pod works. */
  readonly smokeTest?: SmokeTestConfig;

  /** Objects that exist though nothing here makes them; the checks do not miss them. */
  readonly externals?: readonly ExternalConfig[];

  /** Findings of the checks that are accepted, each with its reason. */
  readonly suppressions?: readonly SuppressionConfig[];
}

/** An object that exists outside of this platform. */
export interface ExternalConfig {
  /** The version of its API, such as cert-manager.io/v1; v1 where it is left out. */
  readonly apiVersion?: string;
  /** Its kind, such as Secret. */
  readonly kind: string;
  /** Its name, or the beginning of its name and a star. */
  readonly name: string;
  /** Its namespace, or the beginning of its name and a star; any where it is left out. */
  readonly namespace?: string;
  /** The keys of a Secret or ConfigMap; all where it is left out. */
  readonly keys?: readonly string[];
  /** Who makes it. */
  readonly reason: string;
}

/** Findings that are accepted. */
export interface SuppressionConfig {
  /** The id of the rule, such as IMG002. */
  readonly rule: string;
  /** The object, as Kind, Kind name or Kind namespace/name; every object where it is left out. */
  readonly object?: string;
  /** Why it is accepted. */
  readonly reason: string;
}

/** Where the YAML will run. */
export interface TargetConfig {
  /** Who runs the cluster. */
  readonly provider: Provider;
  /** The Kubernetes version, in quotes, such as "1.34". */
  readonly kubernetes: string;
  /** What moves the packets. */
  readonly dataplane?: Dataplane;
  /** Admission plugins that are on beside those of every cluster; those of the provider where it is left out. */
  readonly admissionPlugins?: readonly string[];
}

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

/** NVIDIA's device plugin. */
export interface DevicePluginConfig {
  /** The namespace of the plugin; it is made too. */
  readonly namespace?: string;
  /** The image with its tag, such as one of a mirror of your own. */
  readonly image?: string;
  /** How each GPU is shared by time. */
  readonly timeSlicing?: {
    /**
     * How many pods share a GPU, at least 2.
     * @asType integer
     * @minimum 2
     */
    readonly replicas: number;
  };
}

/**
 * Where a secret value comes from; exactly one of the keys. The value itself never stands here.
 * @minProperties 1
 * @maxProperties 1
 */
export interface SecretConfig {
  /** A Secret that exists in the namespace. */
  readonly existing?: SecretKeyConfig;
  /** A value that External Secrets Operator reads from a store. */
  readonly externalSecret?: ExternalSecretConfig;
  /** A secret in Azure Key Vault, by the Secrets Store CSI driver with workload identity. */
  readonly azureKeyVault?: AzureKeyVaultConfig;
  /** A value that kubeseal encrypted for this name and namespace. */
  readonly sealed?: SealedSecretConfig;
}

/** A key of a Secret. */
export interface SecretKeyConfig {
  /** The name of the Secret. */
  readonly name: string;
  /** The key in it. */
  readonly key: string;
}

/** A value in a store of External Secrets Operator. */
export interface ExternalSecretConfig extends SecretKeyConfig {
  /** The store. */
  readonly store: {
    readonly name: string;
    readonly kind?: 'SecretStore' | 'ClusterSecretStore';
  };
  /** The value's name in the store. */
  readonly remoteKey: string;
  /** The field of the value, where the store keeps several under one name. */
  readonly property?: string;
}

/** A secret in Azure Key Vault. */
export interface AzureKeyVaultConfig extends SecretKeyConfig {
  readonly vaultName: string;
  /** The Entra tenant of the vault. */
  readonly tenantId: string;
  /** The client id of the managed identity. */
  readonly clientId: string;
  /** The secret's name in the vault. */
  readonly objectName: string;
}

/** A value that kubeseal encrypted. */
export interface SealedSecretConfig extends SecretKeyConfig {
  readonly encryptedData: string;
}

/** studio-go-runner. */
export interface RunnerConfig {
  /** The release, such as 0.9.21. */
  readonly version: string;
  /** The image with its tag, such as one of a mirror of your own. */
  readonly image?: string;
  /** Names of registry secrets in the namespace. */
  readonly imagePullSecrets?: readonly string[];
  /** The pool that it runs on. */
  readonly pool?: string;
  /** Labels of the nodes that it runs on, in place of a pool. */
  readonly nodeLabels?: Readonly<Record<string, string>>;
  /**
   * How many runners.
   * @asType integer
   * @minimum 0
   */
  readonly replicas?: number;
  /**
   * GPUs of each runner.
   * @asType integer
   * @minimum 0
   */
  readonly gpus?: number;
  /** CPUs of each runner. */
  readonly cpu?: number | string;
  /** Memory of each runner, such as 10Gi. */
  readonly memory?: string;
  /** The size at which the working directory is full, such as 80Gi. */
  readonly workSize?: string;
  /** The URL of RabbitMQ, with user and password. */
  readonly queueUrl?: SecretConfig;
  /** A Secret with AWS's files credentials and config, for queues of SQS. */
  readonly sqsSecret?: string;
  /** Which queues, as a Go regular expression of their names. */
  readonly queueMatch?: string;
  /** A directory in which artifacts are kept between experiments. */
  readonly cache?: CacheConfig;
  /** How the log is written. */
  readonly logging?: LoggingConfig;
  /** The state that all runners are in. */
  readonly state?: RunnerStateValue;
}

/** A Job that uses a GPU once. */
export interface SmokeTestConfig {
  /** The pool that it runs on. */
  readonly pool: string;
  /**
   * How many GPUs it asks for.
   * @asType integer
   * @minimum 1
   */
  readonly gpus?: number;
  /** The image with its tag. */
  readonly image?: string;
}

/** A directory in which artifacts are kept between experiments. */
export interface CacheConfig {
  /** An absolute path whose parent exists, such as /tmp/cache. */
  readonly dir: string;
  /** At least 1 GiB, such as 10Gib. */
  readonly size: string;
}

/** How the log is written. */
export interface LoggingConfig {
  /** Level by component, such as *=DBG. */
  readonly levels?: string;
  /** Such as JSON, text, or happy,maxcol=1024. */
  readonly format?: string;
}
