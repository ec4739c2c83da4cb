import type { SecretConfig } from './secret';

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
  readonly nodeSelector?: Readonly<Record<string, string>>;
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
  /** The state that all runners are in; none for no state map, no rights and no token. */
  readonly state?: 'Running' | 'DrainAndSuspend' | 'none';
  /** The name of its Deployment or Job, and the beginning of the names beside it. */
  readonly name?: string;
  /** The resource of a GPU, such as nvidia.com/gpu.shared. */
  readonly gpuResource?: string;
  /** Which queues not, as a Go regular expression of their names. */
  readonly queueMismatch?: string;
  /** The URL of RabbitMQ's management interface, with user and password. */
  readonly queueManagementUrl?: SecretConfig;
  /** As many runners as there is work. */
  readonly scaling?: ScalingConfig;
  /** Requests are encrypted; the keys are in the Secrets studioml-runner-key-secret and studioml-runner-passphrase-secret. */
  readonly encryption?: EncryptionConfig;
  /** Whether requests that are not encrypted are taken too. */
  readonly clearTextMessages?: boolean;
  /** Whether the Prometheus operator finds the runners' metrics. */
  readonly podMonitor?: boolean;
  /**
   * The namespaces from which the runners' metrics are read, such as that of Prometheus; every pod of the cluster where it is left out.
   * @minItems 1
   */
  readonly metricsFrom?: readonly string[];
  /**
   * How long a pod that is to end may work on, in seconds.
   * @asType integer
   * @minimum 0
   */
  readonly terminationGracePeriodSeconds?: number;
  /** Whether Karpenter leaves the node alone while a runner works; true where it is left out. */
  readonly doNotDisrupt?: boolean;
}

/** A directory in which artifacts are kept between experiments. */
export interface CacheConfig {
  /** An absolute path whose parent exists, such as /tmp/cache. */
  readonly dir: string;
  /** At least 1 GiB, such as 10Gib. */
  readonly size: string;
}

/** The keys that requests are encrypted for. */
export interface EncryptionConfig {
  /** Whether a pod starts where a Secret is missing; false where it is left out. */
  readonly optional?: boolean;
}

/** How the log is written. */
export interface LoggingConfig {
  /** Level by component, such as *=DBG. */
  readonly levels?: string;
  /** Such as JSON, text, or happy,maxcol=1024. */
  readonly format?: string;
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

/** Runners as many as there is work, by KEDA. */
export interface ScalingConfig {
  /** ScaledJob starts a runner for messages that wait; ScaledObject scales the Deployment. ScaledJob where it is left out. */
  readonly kind?: 'ScaledJob' | 'ScaledObject';
  /**
   * The queues that are counted: names of queues of RabbitMQ, URLs of queues of SQS.
   * @minItems 1
   */
  readonly queues: readonly string[];
  /** How KEDA reads queues of SQS; the files of sqsSecret it does not read. */
  readonly sqsCredentials?: SqsCredentialsConfig;
  /**
   * How many runners there are at most.
   * @asType integer
   * @minimum 1
   */
  readonly maxReplicaCount: number;
  /**
   * How many runners there are at least.
   * @asType integer
   * @minimum 0
   */
  readonly minReplicaCount?: number;
}

/** How KEDA reads queues of SQS: the two keys of an AWS user, or a role without a key. */
export interface SqsCredentialsConfig {
  /** The id of the access key. */
  readonly accessKeyId?: SecretConfig;
  /** The secret of the access key. */
  readonly secretAccessKey?: SecretConfig;
  /** A role, by the service account of KEDA or that of the runner. */
  readonly podIdentity?: {
    /** Whose service account; that of KEDA where it is left out. */
    readonly identityOwner?: 'keda' | 'workload';
    /** The role that KEDA assumes, where the account is its own. */
    readonly roleArn?: string;
  };
}
