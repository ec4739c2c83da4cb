import type { SecretSource } from '../../core/secret/secret-source';
import type { RunnerQueues } from './queues';

/** A directory in which runners keep artifacts between experiments. */
export interface RunnerCache {
  /** Its parent must exist in the image or as a volume. */
  readonly dir: string;
  /** At least 1 GiB, such as `10Gib` or `10GiB`. */
  readonly size: string;
}

/** How runners write their log. */
export interface RunnerLogging {
  /**
   * Level by component, such as `*=DBG`; levels are TRC, DBG, INF, WRN, ERR and FTL.
   * @default '*=INF'
   */
  readonly levels?: string;

  /**
   * Such as `happy,maxcol=1024`, `text` or `JSON`.
   * @default 'happy,maxcol=1024'
   */
  readonly format?: string;
}

/** What a runner gives to experiments, and when it ends. These are the program's own limits, not those of its container. */
export interface RunnerLimits {
  /**
   * Cores for experiments.
   * @default 0, all that there are
   */
  readonly cores?: number;

  /**
   * Memory for experiments, such as `64gib`.
   * @default '0gb', all that there is
   */
  readonly memory?: string;

  /**
   * Disk for experiments, such as `64gib`.
   * @default '0gb', 85% of the disk
   */
  readonly disk?: string;

  /**
   * After how many tasks it ends. From 0.13.2 on, not at HEAD.
   * @default 0, it does not
   */
  readonly tasks?: number;

  /**
   * How long without work until it ends, such as `15m`. From 0.13.2 on, not at HEAD.
   * @default '0s', it does not; '15m' for a scaled job
   */
  readonly idleDuration?: string;

  /**
   * How often it looks at `tasks` and `idleDuration`, at least `5m`. From 0.13.2 on, not at HEAD.
   * @default '5m'
   */
  readonly interval?: string;
}

/** The key that requests are encrypted for: RSA, in PEM, the private key with a passphrase. From 0.9.26 on, not at HEAD. */
export interface RunnerEncryption {
  /**
   * The private key with which requests are decrypted.
   * @default - the key `ssh-privatekey` of the Secret 'studioml-runner-key-secret'
   */
  readonly privateKey?: SecretSource;

  /**
   * The public key with which clients encrypt.
   * @default - the key `ssh-publickey` of the Secret 'studioml-runner-key-secret'
   */
  readonly publicKey?: SecretSource;

  /**
   * The passphrase of the private key. A Secret of its own, so that few may read both.
   * @default - the key `ssh-passphrase` of the Secret 'studioml-runner-passphrase-secret'
   */
  readonly passphrase?: SecretSource;

  /**
   * Whether a pod starts where one of the Secrets is missing, and cannot read encrypted requests then.
   * @default false, it waits for them
   */
  readonly optional?: boolean;
}

/** Public keys by the beginning of the name of the queues that they are for, such as `rmq_cpu_`. The longest beginning counts. */
export interface RunnerQueueKeys {
  /**
   * The keys, as text or from a Secret; text is rendered into a ConfigMap, for public keys are no secret. A beginning has at least four
   * characters, `rmq_` and `sqs_` among them, and is a valid key of a Secret.
   * @default - all keys of the Secret `secretName`
   */
  readonly keys?: Readonly<Record<string, string | SecretSource>>;

  /**
   * A Secret that exists and has a key for each beginning, in place of `keys`. Where there is none yet, a key `info` keeps it in being.
   * @default - 'studioml-signing' for request signatures, 'studioml-report-keys' for reports, unless `keys` are given
   */
  readonly secretName?: string;

  /**
   * Whether a pod starts where the Secret is missing.
   * @default false, it waits for it
   */
  readonly optional?: boolean;
}

/** How runners talk to the object store that experiments name. */
export interface RunnerS3 {
  /** The certificate of the authority that signed the store's, in PEM: a path in the image, or from a Secret. */
  readonly ca?: string | SecretSource;
  /** The certificate of the client, in PEM: a path in the image, or from a Secret. */
  readonly cert?: string | SecretSource;
  /** The key of that certificate, in PEM: a path in the image, or from a Secret. */
  readonly key?: string | SecretSource;

  /**
   * Keys of AWS for experiments that bring none. They stand in the environment, which releases from 0.13.0 on only read with
   * `allowEnvSecrets`.
   * @default - none
   */
  readonly credentials?: {
    readonly accessKeyId: SecretSource;
    readonly secretAccessKey: SecretSource;
    /** @default - none, that of the store */
    readonly region?: string;
  };
}

/** Where runners serve Prometheus metrics. Releases before 0.14.3; later ones listen on nothing. */
export interface RunnerMetrics {
  /**
   * The port at which metrics are served.
   * @default 9090
   */
  readonly port?: number;

  /**
   * A PodMonitor, by which the Prometheus operator finds them; `true` for one without labels.
   * @default false
   */
  readonly podMonitor?: boolean | { readonly labels?: Readonly<Record<string, string>>; readonly interval?: string };
}

/**
 * What the program is told, one property for each environment variable that a release reads. A property that the release of `version`
 * does not read is an error.
 */
export interface RunnerSettings {
  /** Where work comes from. Not needed by the documented edition. */
  readonly queues?: RunnerQueues;

  /**
   * The cache of files on the node's disk.
   * @default - no cache
   */
  readonly cache?: RunnerCache;

  /**
   * How much of the node experiments may have, and for how long.
   * @default - all resources, and no end
   */
  readonly limits?: RunnerLimits;

  /**
   * The keys for requests that are encrypted.
   * @default - encrypted requests are not understood
   */
  readonly encryption?: RunnerEncryption;

  /**
   * Ed25519 keys that requests must be signed with, such as `ssh-ed25519 AAAA...`. From 0.10.0 on, not at HEAD.
   * @default - signatures are not checked
   */
  readonly signing?: RunnerQueueKeys;

  /**
   * RSA keys, in PEM, that reports to response queues are encrypted with. From 0.11.0 on, not at HEAD.
   * @default - no reports
   */
  readonly reportKeys?: RunnerQueueKeys;

  /**
   * Whether requests that are not encrypted are taken too. From 0.9.27 on; without `encryption` it must be true, for a runner that could
   * read no request serves no queue.
   * @default - as the release has it: they are dropped; before 0.9.27 and at HEAD they are taken
   */
  readonly clearTextMessages?: boolean;

  /**
   * How the object store is reached.
   * @default - the system's certificates, no client certificate, no keys
   */
  readonly s3?: RunnerS3;

  /**
   * Whether keys of stores may come from the environment. From 0.13.0 on.
   * @default false
   */
  readonly allowEnvSecrets?: boolean;

  /**
   * The token of HashiCorp Vault. From 0.14.3 on, not at HEAD.
   * @default - no vault
   */
  readonly vaultToken?: SecretSource;

  /**
   * What is logged.
   * @default - level INF of all components
   */
  readonly logging?: RunnerLogging;

  /**
   * Metrics, and with them the probes; `false` for none.
   * @default - port 9090 without PodMonitor, for releases that serve metrics; else false
   */
  readonly metrics?: RunnerMetrics | false;

  /**
   * Whether the runner does without a GPU. It then has none, and no place on a GPU node.
   * @default - true where `gpus` is 0
   */
  readonly cpuOnly?: boolean;

  /**
   * Leaves what experiments wrote where it is, which fills the disk; for developers.
   * @default false
   */
  readonly debug?: boolean;

  /**
   * Whether the output of experiments goes into their metadata. From 0.14.2 on, not at HEAD.
   * @default true
   */
  readonly schemaLogs?: boolean;

  /**
   * Whether metadata of experiments are made. From 0.14.2 on, not at HEAD.
   * @default false
   */
  readonly generateMetadata?: boolean;

  /**
   * Where experiments are unpacked and run; the working volume is mounted there.
   * @default '/tmp'
   */
  readonly workingDir?: string;

  /**
   * A file that a profile of the CPU is written to. From 0.14.2 on.
   * @default - none
   */
  readonly cpuProfile?: string;
}
