import { Construct } from 'constructs';
import { fail, requireInteger, requireOneOf, requireSyntax } from '../../core/fail';
import { KubeObject } from '../../core/kube-object';
import { requireSchema } from '../../core/require-schema';
import { dns1123Label, dns1123Subdomain } from '../../facts/names';
import { renderTriggers } from './queue-trigger';
import type { QueueTrigger, RenderedTrigger } from './queue-trigger';
import { TriggerAuthentications } from './trigger-authentication';
import { requireProps } from '../../core/require-props';
import { QUEUE_SCALED_OBJECT } from '../known-props';

/** Properties of a {@link QueueScaledObject}. */
export interface QueueScaledObjectProps {
  /** The Deployment, of this library or of cdk8s-plus. It should not say `replicas`, or each apply sets what KEDA has scaled. */
  readonly deployment: { readonly name: string };

  /**
   * The name of the ScaledObject: a DNS label of at most 63 characters.
   * @default - that of the Deployment
   */
  readonly name?: string;

  /**
   * Labels of the ScaledObject.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;

  /** The queues; the one that asks for the most replicas decides. */
  readonly triggers: readonly QueueTrigger[];

  /** How many replicas there are at most. */
  readonly maxReplicaCount: number;

  /**
   * How many there are at least.
   * @default 0
   */
  readonly minReplicaCount?: number;

  /**
   * How many there are while every queue is empty, where `minReplicaCount` is more; KEDA knows no other value than 0.
   * @default - `minReplicaCount`
   */
  readonly idleReplicaCount?: 0;

  /**
   * How long every queue must be empty before the last replica goes, in seconds.
   * @default 300
   */
  readonly cooldownPeriod?: number;

  /**
   * How long nothing goes after the ScaledObject was made, in seconds.
   * @default 0
   */
  readonly initialCooldownPeriod?: number;

  /**
   * How often KEDA reads the length of the queue, in seconds.
   * @default 30
   */
  readonly pollingInterval?: number;

  /**
   * `whenIdle` ends replicas only when every queue is empty and no message is held, so that none is ended at its work. `gradual` ends some as
   * soon as there are fewer messages than replicas; Kubernetes does not ask which of them are busy.
   * @default - `whenIdle` where all replicas may go, else `gradual`
   */
  readonly scaleDown?: 'whenIdle' | 'gradual';

  /**
   * What happens where KEDA cannot read the queue.
   * @default - the number stays as it is
   */
  readonly fallback?: {
    /** After how many failures in a row. */
    readonly failureThreshold: number;
    readonly replicas: number;
    /** @default 'static' */
    readonly behavior?: 'static' | 'currentReplicas' | 'currentReplicasIfHigher' | 'currentReplicasIfLower';
  };

  /**
   * Whether the number stays as it is.
   * @default false
   */
  readonly paused?: boolean;
}

/**
 * Scales a Deployment by the length of a queue. It is for workers that are cheap to interrupt; for work of hours there is
 * {@link QueueScaledJob}, which never ends what runs. It makes no Deployment and no queue, and KEDA must be installed.
 *
 * @example
 * new runner.QueueScaledObject(chart, 'scaling', {
 *   deployment: { name: 'studioml-go-runner-deployment' },
 *   maxReplicaCount: 8,
 *   triggers: [
 *     runner.QueueTrigger.rabbit({
 *       protocol: 'http',
 *       url: SecretSource.existing('studioml-queue', 'managementUrl'),
 *       queueRegex: '^rmq_gpu_.*$',
 *     }),
 *   ],
 * });
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/
 */
export class QueueScaledObject extends Construct {
  /** The name of the ScaledObject. */
  public readonly name: string;

  /** @throws where a value is out of its bounds, or a trigger does not see the messages that workers hold */
  public constructor(scope: Construct, id: string, props: QueueScaledObjectProps) {
    super(scope, id);
    requireProps(this, 'a QueueScaledObject', props, QUEUE_SCALED_OBJECT);
    const { deployment, minReplicaCount = 0, maxReplicaCount, fallback } = props;
    requireSyntax(this, 'deployment.name', deployment?.name ?? '', dns1123Subdomain);
    this.name = props.name ?? deployment.name;
    this.requireValues(props);
    const triggers = renderTriggers(this, props.triggers);
    triggers.forEach((trigger, index) => this.requireHeldMessages(trigger, `triggers[${index}]`));
    const authentications = new TriggerAuthentications(this, this.name);
    const annotations = props.paused === true ? { 'autoscaling.keda.sh/paused': 'true' } : undefined;
    const object = {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: this.name, ...(props.labels && { labels: props.labels }), ...(annotations && { annotations }) },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment.name },
        pollingInterval: props.pollingInterval ?? 30,
        cooldownPeriod: props.cooldownPeriod ?? 300,
        ...(props.initialCooldownPeriod !== undefined && { initialCooldownPeriod: props.initialCooldownPeriod }),
        minReplicaCount,
        maxReplicaCount,
        ...(props.idleReplicaCount !== undefined && { idleReplicaCount: props.idleReplicaCount }),
        ...(fallback && { fallback: { ...fallback } }),
        ...(this.endsWhenIdle(props) && {
          advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleDown: { selectPolicy: 'Disabled' } } } },
        }),
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

  private requireValues(props: QueueScaledObjectProps): void {
    const { minReplicaCount = 0, maxReplicaCount, idleReplicaCount, fallback } = props;
    requireSyntax(this, 'name', this.name, dns1123Label);
    if (maxReplicaCount === undefined)
      throw fail(this, 'maxReplicaCount is missing, it bounds what the queue may cost');
    requireInteger(this, 'maxReplicaCount', maxReplicaCount, 1);
    requireInteger(this, 'minReplicaCount', minReplicaCount, 0);
    if (minReplicaCount > maxReplicaCount)
      throw fail(this, `minReplicaCount is ${minReplicaCount}, more than maxReplicaCount ${maxReplicaCount}`);
    requireOneOf(this, 'idleReplicaCount', idleReplicaCount, [0]);
    if (idleReplicaCount === 0 && minReplicaCount === 0)
      throw fail(
        this,
        'idleReplicaCount is 0, and so is minReplicaCount, which KEDA refuses; leave idleReplicaCount out',
      );
    requireInteger(this, 'cooldownPeriod', props.cooldownPeriod, 0);
    requireInteger(this, 'initialCooldownPeriod', props.initialCooldownPeriod, 0);
    requireInteger(this, 'pollingInterval', props.pollingInterval, 1);
    requireOneOf(this, 'scaleDown', props.scaleDown, ['whenIdle', 'gradual']);
    if (!fallback) return;
    requireInteger(this, 'fallback.failureThreshold', fallback.failureThreshold, 1);
    requireInteger(this, 'fallback.replicas', fallback.replicas, 0);
    const behaviors = ['static', 'currentReplicas', 'currentReplicasIfHigher', 'currentReplicasIfLower'];
    requireOneOf(this, 'fallback.behavior', fallback.behavior, behaviors);
  }

  /** A worker without a waiting message looks idle to what counts only those, and goes in the midst of its work. */
  private requireHeldMessages({ waitingOnly, activationMessages = 0 }: RenderedTrigger, field: string): void {
    if (activationMessages > 0)
      throw fail(
        this,
        `${field}.activationMessages is ${activationMessages}: KEDA would end all replicas while they hold that many messages; ` +
          'leave it out, or use QueueScaledJob, which never ends a Job that runs',
      );
    if (!waitingOnly) return;
    throw fail(
      this,
      `${field} ${waitingOnly.because}: a busy worker looks idle and is scaled down in the midst of its work; ` +
        `${waitingOnly.instead}, or use QueueScaledJob, which never ends a Job that runs`,
    );
  }

  private endsWhenIdle({ minReplicaCount = 0, idleReplicaCount, scaleDown }: QueueScaledObjectProps): boolean {
    const allMayGo = minReplicaCount === 0 || idleReplicaCount === 0;
    if (scaleDown === 'whenIdle' && !allMayGo)
      throw fail(
        this,
        `scaleDown is 'whenIdle', but minReplicaCount is ${minReplicaCount}, so that nothing would ever go; give idleReplicaCount 0 as well`,
      );
    return (scaleDown ?? (allMayGo ? 'whenIdle' : 'gradual')) === 'whenIdle';
  }
}
