import type { Construct } from 'constructs';
import { fail, requireInteger, requireOneOf } from '../../core/fail';
import type { RenderedTrigger } from './queue-trigger';

/** A strategy whose numbers are given by hand. */
export interface CustomStrategy {
  /** The numbers of KEDA's strategy `custom`. */
  readonly custom: {
    /** How many messages are taken off the length of the queue. */
    readonly queueLengthDeduction: number;
    /** How much of the running Jobs is taken off, from 0 to 1. */
    readonly runningJobPercentage: number;
  };
}

/**
 * How KEDA makes a number of new Jobs of the length of a queue.
 *
 * - `default` takes off all Jobs that run: right where the queue also counts the messages that they hold.
 * - `accurate` takes off only Jobs whose pods have not started: right where it counts waiting messages alone.
 * - `eager` fills all free places up to the maximum, even for messages that a Job already holds.
 *
 * @see https://keda.sh/docs/latest/reference/scaledjob-spec/#scalingstrategy
 */
export type ScalingStrategy = 'default' | 'accurate' | 'eager' | CustomStrategy;

/**
 * The strategy that fits what the triggers count, or the one that is asked for.
 *
 * @throws where `default` would leave messages waiting or `accurate` would start a Job for a message that another one holds
 */
export function renderStrategy(
  job: Construct,
  triggers: readonly RenderedTrigger[],
  asked: ScalingStrategy | undefined,
): Record<string, unknown> {
  if (typeof asked === 'object') return renderCustom(job, asked);
  requireOneOf(job, 'scalingStrategy', asked, ['default', 'accurate', 'eager']);
  if (asked === 'eager') return { strategy: asked };
  const waiting = triggers.findIndex(({ waitingOnly }) => waitingOnly !== undefined);
  const holding = triggers.findIndex(({ waitingOnly }) => waitingOnly === undefined);
  if (waiting >= 0 && asked === 'default')
    throw fail(
      job,
      `scalingStrategy is 'default', but triggers[${waiting}] counts waiting messages only, from which KEDA would take off the Jobs that ` +
        "run and leave messages waiting; leave scalingStrategy out, or give 'accurate'",
    );
  if (holding >= 0 && asked === 'accurate')
    throw fail(
      job,
      `scalingStrategy is 'accurate', but triggers[${holding}] also counts messages that a Job holds, for which KEDA would start another ` +
        "Job at each poll; leave scalingStrategy out, or give 'default'",
    );
  if (waiting >= 0 && holding >= 0)
    throw fail(
      job,
      `triggers[${waiting}] counts waiting messages only and triggers[${holding}] all messages, and no strategy fits both; ` +
        'let both count alike, or give each a QueueScaledJob of its own',
    );
  return { strategy: waiting >= 0 ? 'accurate' : 'default' };
}

function renderCustom(job: Construct, { custom }: CustomStrategy): Record<string, unknown> {
  const { queueLengthDeduction, runningJobPercentage } = custom ?? {};
  if (queueLengthDeduction === undefined || runningJobPercentage === undefined)
    throw fail(job, 'scalingStrategy.custom lacks queueLengthDeduction or runningJobPercentage');
  requireInteger(job, 'scalingStrategy.custom.queueLengthDeduction', queueLengthDeduction, 0);
  if (typeof runningJobPercentage !== 'number' || !(runningJobPercentage >= 0 && runningJobPercentage <= 1))
    throw fail(
      job,
      `scalingStrategy.custom.runningJobPercentage is ${String(runningJobPercentage)}, allowed are numbers from 0 to 1`,
    );
  return {
    strategy: 'custom',
    customScalingQueueLengthDeduction: queueLengthDeduction,
    customScalingRunningJobPercentage: String(runningJobPercentage),
  };
}
