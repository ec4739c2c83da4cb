import type { Construct } from 'constructs';
import { fail, requireKnown, requireOneOf } from '../core/fail';
import type { PodTemplateProps } from '../core/pod/pod-template';
import type { SecretSource } from '../core/secret/secret-source';
import { rootReason } from './root-reason';
import type { RunnerProps } from './runner-props';
import { re2 } from '../facts/re2';
import { LIMITS, RunnerVersion } from './runner-version';
import { defaultMatch } from './settings/environment';
import { QueueScaledJob, QueueScaledObject, QueueTrigger } from './scaling';
import type { SqsTriggerOptions } from './scaling';

/** How many runners there are, by the length of their queues. KEDA must be installed. */
export interface RunnerScaling {
  /**
   * `ScaledJob` starts a runner for messages that wait, which ends by itself when it is idle; it needs a release that does.
   * `ScaledObject` scales the Deployment, and may end a runner at its work.
   * @default 'ScaledJob'
   */
  readonly kind?: 'ScaledJob' | 'ScaledObject';

  /**
   * The queues that are counted: the name of one of RabbitMQ, such as `rmq_gpu`, or the URL of one of SQS, such as
   * `https://sqs.us-west-2.amazonaws.com/123456789012/sqs_gpu`.
   * @default - none; `queueRegex` says them
   */
  readonly queues?: readonly string[];

  /**
   * The queues of RabbitMQ that are counted, as a regular expression of their names. Only the management interface can tell them.
   * @default - none; `queues` says them
   */
  readonly queueRegex?: string;

  /** How many runners there are at most, such as the number of GPUs of the pool. */
  readonly maxReplicaCount: number;

  /**
   * How many pods there are while all queues are empty.
   * @default 0
   */
  readonly minReplicaCount?: number;

  /**
   * How many messages one runner is for.
   * @default 1
   */
  readonly messagesPerReplica?: number;

  /**
   * How often KEDA reads the length of the queues, in seconds.
   * @default 30
   */
  readonly pollingInterval?: number;

  /**
   * The URL of RabbitMQ's management interface, with user and password, which `queueRegex` and a ScaledObject need.
   * @default - `queues.rabbit.managementUrl`
   */
  readonly managementUrl?: SecretSource;

  /**
   * How KEDA gets at SQS: keys as two values, or a role. The runner's own Secret holds files, which KEDA does not read.
   * @default - none; needed for a queue of SQS
   */
  readonly sqsCredentials?: SqsTriggerOptions['credentials'];
}

const FIELDS = [
  ...['kind', 'queues', 'queueRegex', 'maxReplicaCount', 'minReplicaCount', 'messagesPerReplica', 'pollingInterval'],
  ...['managementUrl', 'sqsCredentials'],
];

/** Whether KEDA makes the pods, as Jobs, and no Deployment does. */
export function isScaledJob({ scaling }: RunnerProps): boolean {
  return scaling !== undefined && (scaling.kind ?? 'ScaledJob') === 'ScaledJob';
}

/** Fails where the release never ends, and the Jobs of a ScaledJob would run for ever. */
export function requireScaling(runner: Construct, version: RunnerVersion, props: RunnerProps): void {
  const { scaling } = props;
  if (!scaling) return;
  requireKnown(runner, 'scaling', scaling, FIELDS);
  requireOneOf(runner, 'scaling.kind', scaling.kind, ['ScaledJob', 'ScaledObject']);
  if (props.workload === 'Job') throw fail(runner, "scaling is given, and workload 'Job' is one that nothing scales");
  if (isScaledJob(props) && !version.isIn(LIMITS))
    throw fail(
      runner,
      `scaling makes Jobs, and ${version.toString()} never ends by itself; releases from 0.13.2 up to 0.14.x do, or give kind 'ScaledObject'`,
    );
  if ((scaling.queues ?? []).length === 0 && scaling.queueRegex === undefined)
    throw fail(runner, 'scaling has neither queues nor queueRegex, and nothing would be counted');
}

/** Renders the ScaledJob, which holds the pods. */
export function renderScaledJob(runner: Construct, name: string, template: PodTemplateProps, props: RunnerProps): void {
  const { maxReplicaCount, minReplicaCount, pollingInterval } = props.scaling!;
  new QueueScaledJob(runner, 'Resource', {
    name,
    annotations: rootReason(props),
    template,
    maxReplicaCount,
    minReplicaCount,
    pollingInterval,
    doNotDisrupt: props.doNotDisrupt,
    triggers: triggersOf(runner, props),
  });
}

/** Renders the ScaledObject beside the Deployment. */
export function renderScaledObject(runner: Construct, name: string, props: RunnerProps): void {
  const { maxReplicaCount, minReplicaCount, pollingInterval } = props.scaling!;
  new QueueScaledObject(runner, 'Scaling', {
    deployment: { name },
    maxReplicaCount,
    minReplicaCount,
    pollingInterval,
    triggers: triggersOf(runner, props),
  });
}

/** The Runner's own queues, with the credentials that it has itself. */
function triggersOf(runner: Construct, props: RunnerProps): QueueTrigger[] {
  const { queues = [], queueRegex } = props.scaling!;
  const triggers = queues.map((queue) =>
    /^https?:\/\//.test(queue) ? sqsTrigger(runner, queue, props) : rabbitTrigger(runner, { queue }, props),
  );
  if (queueRegex !== undefined) triggers.push(rabbitTrigger(runner, { queueRegex }, props));
  return triggers;
}

/** A queue of SQS is given by its URL, `https://host/account/name`. */
const QUEUE_URL = /^https?:\/\/[^/\s]+\/[^/\s]+\/([^/\s]+)$/;

function sqsTrigger(runner: Construct, queueUrl: string, props: RunnerProps): QueueTrigger {
  const { queues, scaling } = props;
  const { sqsCredentials, messagesPerReplica } = scaling!;
  const name = QUEUE_URL.exec(queueUrl)?.[1];
  if (name === undefined)
    throw fail(
      runner,
      `scaling.queues has '${queueUrl}', allowed is a URL such as https://sqs.us-west-2.amazonaws.com/123456789012/name`,
    );
  if (!queues?.sqs) throw fail(runner, `scaling.queues has '${queueUrl}', and queues has no sqs`);
  if (!sqsCredentials) throw fail(runner, `scaling.queues has '${queueUrl}', and scaling.sqsCredentials is missing`);
  requireWatched(runner, queueUrl, name, props);
  return QueueTrigger.sqs({ queueUrl, credentials: sqsCredentials, messagesPerReplica });
}

function rabbitTrigger(
  runner: Construct,
  queue: { readonly queue: string } | { readonly queueRegex: string },
  props: RunnerProps,
): QueueTrigger {
  const { queues, scaling } = props;
  const { kind = 'ScaledJob', messagesPerReplica, managementUrl = queues?.rabbit?.managementUrl } = scaling!;
  const [[option, name]] = Object.entries(queue) as [[string, string]];
  if (!queues?.rabbit)
    throw fail(
      runner,
      `scaling.${option === 'queue' ? 'queues has' : 'queueRegex is'} '${name}', and queues has no rabbit`,
    );
  if (option === 'queue') requireWatched(runner, name, name, props);
  // A connection that takes messages does not see those that runners hold, as that to SQS does, nor which queues there are.
  const besideSqs = (scaling!.queues ?? []).some((other) => /^https?:\/\//.test(other));
  if (kind === 'ScaledJob' && option === 'queue' && !(besideSqs && managementUrl))
    return QueueTrigger.rabbit({ url: queues.rabbit.url, queue: name, messagesPerReplica });
  if (!managementUrl)
    throw fail(
      runner,
      `scaling.${option === 'queue' ? "kind is 'ScaledObject'" : `${option} is given`} and scaling.managementUrl is missing, for only the management interface tells it`,
    );
  return QueueTrigger.rabbit({ protocol: 'http', url: managementUrl, ...queue, messagesPerReplica });
}

/**
 * Fails where KEDA would start runners for messages of a queue from which they take none.
 *
 * @param queue as it is given
 * @param name what the runner knows it by
 */
function requireWatched(runner: Construct, queue: string, name: string, { version, queues = {} }: RunnerProps): void {
  const { match = defaultMatch(RunnerVersion.parse(runner, version)), mismatch } = queues;
  const unseen = !matches(match, name)
    ? `match is '${match}'`
    : mismatch !== undefined && matches(mismatch, name)
      ? `mismatch is '${mismatch}'`
      : undefined;
  if (unseen === undefined) return;
  const as = queue === name ? '' : ` as '${name}'`;
  throw fail(runner, `scaling.queues has '${queue}', which the runner does not look at${as}: its ${unseen}`);
}

/** As Go's MatchString does: anywhere in the name. A pattern that is none is told where the settings are. */
function matches(pattern: string, queue: string): boolean {
  const compiled = re2(pattern);
  return compiled instanceof Error || compiled.matcher(queue).find();
}
