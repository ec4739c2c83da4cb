import { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import { copy, withoutEmpty } from '../../core/copy';
import { fail, requireInteger, requireOneOf, requireSyntax } from '../../core/fail';
import { KubeObject } from '../../core/kube-object';
import { PodTemplate } from '../../core/pod/pod-template';
import type { PodTemplateProps } from '../../core/pod/pod-template';
import { ignoreDisruptions } from '../../core/workload/ignore-disruptions';
import { requireSchema } from '../../core/require-schema';
import { dns1123Label } from '../../facts/names';
import { renderTriggers } from './queue-trigger';
import type { QueueTrigger } from './queue-trigger';
import { renderStrategy } from './scaling-strategy';
import type { ScalingStrategy } from './scaling-strategy';
import { TriggerAuthentications } from './trigger-authentication';
import { requireProps } from '../../core/require-props';
import { QUEUE_SCALED_JOB } from '../known-props';

/** Properties of a {@link QueueScaledJob}. */
export interface QueueScaledJobProps {
  /** The name of the ScaledJob and the beginning of those of its Jobs: a DNS label of at most 63 characters. */
  readonly name: string;

  /**
   * Labels of the ScaledJob, which KEDA also gives to the Jobs.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;

  /**
   * Annotations of the ScaledJob, which KEDA also gives to the Jobs.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;

  /** The pods. Their `restartPolicy` is `Never` unless it says `OnFailure`. The program must end by itself when its queue is empty. */
  readonly template: PodTemplateProps;

  /** The queues; the longest decides, unless `multipleScalersCalculation` says otherwise. */
  readonly triggers: readonly QueueTrigger[];

  /** How many Jobs run at once at most, such as the number of GPUs of the pool. */
  readonly maxReplicaCount: number;

  /**
   * How many Jobs run even while the queue is empty.
   * @default 0
   */
  readonly minReplicaCount?: number;

  /**
   * How often KEDA reads the length of the queue, in seconds.
   * @default 30
   */
  readonly pollingInterval?: number;

  /**
   * How new Jobs are reckoned.
   * @default - `accurate` where the triggers count waiting messages only, else `default`
   */
  readonly scalingStrategy?: ScalingStrategy;

  /**
   * Conditions that a pod fulfils before its Job no longer counts as pending, such as `Ready` and `PodScheduled`.
   * @default - that it runs
   */
  readonly pendingPodConditions?: readonly string[];

  /**
   * What becomes of the lengths of several queues.
   * @default 'max'
   */
  readonly multipleScalersCalculation?: 'max' | 'min' | 'avg' | 'sum';

  /**
   * What a change of the ScaledJob does to Jobs that run: `gradual` lets them end, `immediate` deletes them, which is KEDA's own default.
   * @default 'gradual'
   */
  readonly rollout?: 'gradual' | 'immediate';

  /**
   * How many Jobs that succeeded are kept.
   * @default 3
   */
  readonly successfulJobsHistoryLimit?: number;

  /**
   * How many Jobs that failed are kept.
   * @default 3
   */
  readonly failedJobsHistoryLimit?: number;

  /**
   * After how many seconds a Job is ended, done or not.
   * @default - never
   */
  readonly activeDeadlineSeconds?: number;

  /**
   * How many pods of a Job may fail. A message that was not acknowledged is in the queue again and gets a new Job anyway.
   * @default 2
   */
  readonly backoffLimit?: number;

  /**
   * What becomes of a pod that has failed. Not with the restart policy `OnFailure`.
   * @default - one that was evicted, preempted or lost with its node is made anew when it has ended, and does not count; any other counts
   */
  readonly podFailurePolicy?: k8s.PodFailurePolicy;

  /**
   * Whether Karpenter leaves the node alone while a pod runs.
   * @default true
   */
  readonly doNotDisrupt?: boolean;

  /**
   * Whether KEDA starts no new Job; those that run go on.
   * @default false
   */
  readonly paused?: boolean;
}

/**
 * Jobs as many as messages: KEDA starts one for each message of a queue, up to a maximum, and none while it is empty. A Job that runs is
 * never ended by scaling, so it is the form for work of hours. It makes no queue, and KEDA must be installed.
 *
 * @example
 * new runner.QueueScaledJob(chart, 'trainers', {
 *   name: 'trainer',
 *   maxReplicaCount: 8,
 *   triggers: [runner.QueueTrigger.rabbit({ url: SecretSource.existing('studioml-queue', 'url'), queue: 'rmq_gpu' })],
 *   template: {
 *     placement: pool.placement(),
 *     containers: [{ name: 'trainer', image: 'ghcr.io/example/trainer:1.0', gpus: 1 }],
 *   },
 * });
 * @see https://keda.sh/docs/latest/concepts/scaling-jobs/
 */
export class QueueScaledJob extends Construct {
  /** The name of the ScaledJob. */
  public readonly name: string;

  /** @throws where a value is out of its bounds, or the strategy does not fit what the triggers count */
  public constructor(scope: Construct, id: string, props: QueueScaledJobProps) {
    super(scope, id);
    requireProps(this, 'a QueueScaledJob', props, QUEUE_SCALED_JOB);
    const { template, maxReplicaCount, minReplicaCount, pollingInterval = 30, doNotDisrupt = true } = props;
    const { restartPolicy = 'Never' } = template;
    this.name = props.name;
    this.requireValues(props);
    const triggers = renderTriggers(this, props.triggers);
    const authentications = new TriggerAuthentications(this, this.name);
    const pods = new PodTemplate(this, {
      ...template,
      annotations: { ...(doNotDisrupt && { 'karpenter.sh/do-not-disrupt': 'true' }), ...template.annotations },
      restartPolicy,
    });
    const annotations = {
      ...props.annotations,
      ...(props.paused === true && { 'autoscaling.keda.sh/paused': 'true' }),
    };
    const object = {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledJob',
      metadata: { name: this.name, ...withoutEmpty({ labels: { ...props.labels }, annotations }) },
      spec: {
        pollingInterval,
        ...(minReplicaCount !== undefined && { minReplicaCount }),
        maxReplicaCount,
        successfulJobsHistoryLimit: props.successfulJobsHistoryLimit ?? 3,
        failedJobsHistoryLimit: props.failedJobsHistoryLimit ?? 3,
        rollout: { strategy: props.rollout ?? 'gradual' },
        scalingStrategy: {
          ...renderStrategy(this, triggers, props.scalingStrategy),
          ...(props.pendingPodConditions && { pendingPodConditions: [...props.pendingPodConditions] }),
          ...(props.multipleScalersCalculation && { multipleScalersCalculation: props.multipleScalersCalculation }),
        },
        jobTargetRef: {
          parallelism: 1,
          completions: 1,
          backoffLimit: props.backoffLimit ?? 2,
          ...(restartPolicy === 'Never' && {
            podFailurePolicy: copy(props.podFailurePolicy ?? ignoreDisruptions()),
          }),
          ...(props.activeDeadlineSeconds !== undefined && { activeDeadlineSeconds: props.activeDeadlineSeconds }),
          template: pods.toJson(),
        },
        triggers: triggers.map(({ type, metadata, authentication }) => ({
          type,
          metadata,
          authenticationRef: { name: authentications.nameOf(authentication) },
        })),
      },
    };
    requireSchema(this, object);
    new KubeObject(this, 'Resource', object);
  }

  private requireValues(props: QueueScaledJobProps): void {
    requireSyntax(this, 'name', props.name ?? '', dns1123Label);
    if (props.maxReplicaCount === undefined)
      throw fail(this, 'maxReplicaCount is missing, it bounds what the queue may cost');
    requireInteger(this, 'maxReplicaCount', props.maxReplicaCount, 1);
    requireInteger(this, 'minReplicaCount', props.minReplicaCount, 0);
    if (props.minReplicaCount !== undefined && props.minReplicaCount > props.maxReplicaCount)
      throw fail(
        this,
        `minReplicaCount is ${props.minReplicaCount}, more than maxReplicaCount ${props.maxReplicaCount}`,
      );
    requireInteger(this, 'pollingInterval', props.pollingInterval, 1);
    requireInteger(this, 'successfulJobsHistoryLimit', props.successfulJobsHistoryLimit, 0);
    requireInteger(this, 'failedJobsHistoryLimit', props.failedJobsHistoryLimit, 0);
    requireInteger(this, 'activeDeadlineSeconds', props.activeDeadlineSeconds, 1);
    requireInteger(this, 'backoffLimit', props.backoffLimit, 0);
    requireOneOf(this, 'rollout', props.rollout, ['gradual', 'immediate']);
    const calculations = ['max', 'min', 'avg', 'sum'];
    requireOneOf(this, 'multipleScalersCalculation', props.multipleScalersCalculation, calculations);
    requireOneOf(this, 'restartPolicy of a ScaledJob', props.template.restartPolicy, ['Never', 'OnFailure']);
    if (props.podFailurePolicy && props.template.restartPolicy === 'OnFailure')
      throw fail(
        this,
        "podFailurePolicy is given, and with restartPolicy 'OnFailure' the kubelet starts containers again itself",
      );
  }
}
