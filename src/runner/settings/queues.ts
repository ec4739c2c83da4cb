import type { SecretSource } from '../../core/secret/secret-source';

/**
 * Where runners take their work from. At least one of `rabbit`, `sqs`, `local` and `google` is needed, or the program ends at its
 * start.
 */
export interface RunnerQueues {
  /**
   * Which queues, as a Go regular expression of their names.
   * @default - `^(rmq|sqs)_.*$`, from 0.14.2 on `^(rmq|sqs|local)_.*$`, as the program has it
   */
  readonly match?: string;

  /**
   * Which of those not, as a Go regular expression. From 0.9.22 on.
   * @default - none is excluded
   */
  readonly mismatch?: string;

  /** RabbitMQ. Not at HEAD. */
  readonly rabbit?: RabbitQueues;

  /** Amazon SQS. */
  readonly sqs?: SqsQueues;

  /** Queues that are directories of files. From 0.14.2 on. */
  readonly local?: LocalQueues;

  /** Google PubSub. Before 0.9.26. */
  readonly google?: GoogleQueues;
}

/** RabbitMQ, of which the program also asks the management interface for the names of its queues. */
export interface RabbitQueues {
  /** The URL with user and password, such as `amqp://user:password@host:5672/vhost`. The program expands `${VAR}` in it. */
  readonly url: SecretSource;

  /**
   * The URL of the management interface, where it is not at the usual port. From 0.13.1 on.
   * @default - the host of `url`; the port is that of `url` and 10000, before 0.13.1 always 15672
   */
  readonly managementUrl?: SecretSource;
}

/** Amazon SQS. Its credentials are two files as AWS's own tools have them, each with a section `[default]`. */
export interface SqsQueues {
  /**
   * A Secret that exists, with the keys `credentials` and `config`.
   * @default 'studioml-runner-aws-sqs', unless the two files are given
   */
  readonly secretName?: string;

  /** The file `credentials`, in place of `secretName`. */
  readonly credentials?: SecretSource;

  /** The file `config`, in place of `secretName`. */
  readonly config?: SecretSource;

  /**
   * How long a question to SQS may take, such as `15s`.
   * @default '15s'
   */
  readonly timeout?: string;

  /**
   * The region. Only HEAD reads it; before, the file `config` says it.
   * @default 'us-west-2'
   */
  readonly region?: string;
}

/** Queues that are directories below one. */
export interface LocalQueues {
  /** The directory that holds the queues, such as `/queues`. */
  readonly root: string;

  /**
   * A PersistentVolumeClaim that exists, mounted at `root`.
   * @default - `root` is a directory of the image or of the working volume
   */
  readonly claimName?: string;
}

/** Google PubSub. */
export interface GoogleQueues {
  /** The JSON key of a service account of the project. */
  readonly credentials: SecretSource;

  /**
   * How long a question to PubSub may take, such as `5s`.
   * @default '5s'
   */
  readonly timeout?: string;
}
