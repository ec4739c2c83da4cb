import { scheduleProblem } from '../../../accept/workload/cron-schedule';

/**
 * What keeps Karpenter from reading the schedule of a disruption budget, in words that follow the schedule. It counts in UTC and writes that
 * zone before the schedule, and cron reads one zone alone.
 *
 * @returns `undefined` where Karpenter reads it
 * @see https://github.com/kubernetes-sigs/karpenter/blob/main/pkg/apis/v1/nodepool.go
 */
export function budgetScheduleProblem(schedule: string): string | undefined {
  if (/^\s*(CRON_)?TZ=/.test(schedule))
    return ', which names a time zone; Karpenter reads schedules in UTC, allowed is one without';
  const problem = scheduleProblem(`TZ=UTC ${schedule}`);
  return problem === undefined ? undefined : `: ${problem}`;
}
