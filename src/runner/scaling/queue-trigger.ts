import type { Construct } from 'constructs';
import { copy } from '../../core/copy';
import { fail } from '../../core/fail';
import { renderRabbit } from './rabbit-trigger';
import type { RabbitTriggerOptions } from './rabbit-trigger';
import { renderSqs } from './sqs-trigger';
import type { SqsTriggerOptions } from './sqs-trigger';
import type { AuthenticationSpec } from './trigger-authentication';

/** A trigger as KEDA has it, and what a scaler must know of it. */
export interface RenderedTrigger {
  /** The name of KEDA's scaler, such as `rabbitmq`. */
  readonly type: string;
  /** The settings of the scaler. */
  readonly metadata: Readonly<Record<string, string>>;
  /** How KEDA signs in to the queue. */
  readonly authentication: AuthenticationSpec;
  /** Why it counts only messages that wait, and what counts the others too; left out where all are counted. */
  readonly waitingOnly?: { readonly because: string; readonly instead: string };
  /** The number of messages up to which the queue counts as empty, if any. */
  readonly activationMessages?: number;
}

/**
 * The queue whose length decides how many workers there are. It is read by KEDA, not by the workers; its credentials come from the same
 * `SecretSource` as theirs. It renders nothing by itself.
 */
export class QueueTrigger {
  /**
   * A queue of RabbitMQ, or all whose names match.
   *
   * @example
   * runner.QueueTrigger.rabbit({ url: SecretSource.existing('studioml-queue', 'url'), queue: 'rmq_gpu' });
   * runner.QueueTrigger.rabbit({
   *   protocol: 'http',
   *   url: SecretSource.existing('studioml-queue', 'managementUrl'),
   *   queueRegex: '^rmq_gpu_.*$',
   * });
   * @see https://keda.sh/docs/latest/scalers/rabbitmq-queue/
   */
  public static rabbit(options: RabbitTriggerOptions): QueueTrigger {
    const own = copy(options);
    return new QueueTrigger((scaler, field) => renderRabbit(scaler, field, own));
  }

  /**
   * A queue of Amazon SQS.
   *
   * @example
   * runner.QueueTrigger.sqs({
   *   queueUrl: 'https://sqs.us-west-2.amazonaws.com/123456789012/sqs_StudioML_gpu',
   *   credentials: { podIdentity: { identityOwner: 'keda' } },
   * });
   * @see https://keda.sh/docs/latest/scalers/aws-sqs/
   */
  public static sqs(options: SqsTriggerOptions): QueueTrigger {
    const own = copy(options);
    return new QueueTrigger((scaler, field) => renderSqs(scaler, field, own));
  }

  private constructor(private readonly renderer: (scaler: Construct, field: string) => RenderedTrigger) {}

  /**
   * The trigger for a scaler; `field` is its place in the props, for errors. Sources of secrets are bound to the scaler's chart.
   *
   * @throws where an option is out of its bounds, or the protocol cannot do what is asked
   */
  public render(scaler: Construct, field: string): RenderedTrigger {
    return this.renderer(scaler, field);
  }
}

/** Renders the triggers of a scaler, of which there is at least one. */
export function renderTriggers(scaler: Construct, triggers: readonly QueueTrigger[]): RenderedTrigger[] {
  if ((triggers ?? []).length === 0) throw fail(scaler, 'triggers is empty, a scaler needs at least one queue');
  return triggers.map((trigger, index) => trigger.render(scaler, `triggers[${index}]`));
}
