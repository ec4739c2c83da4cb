import { objectsOf } from '../../accept/core/each-object';
import { record, text } from '../../accept/read';
import type { Rule } from '../../rule';
import { budgetScheduleProblem } from '../engine/karpenter/budget-schedule';
import { poolYaml } from './examples';

const LINES = (schedule: string): readonly string[] => [
  'limits:',
  '  nvidia.com/gpu: 8',
  'disruption:',
  '  consolidationPolicy: WhenEmpty',
  '  consolidateAfter: 5m',
  '  budgets:',
  '    - nodes: "0"',
  `      schedule: ${schedule}`,
  '      duration: 10h',
];

/** What the API server takes for a schedule; of the rest another rule tells. */
const TAKEN = /^@(annually|yearly|monthly|weekly|daily|midnight|hourly)|(.+\s){4}.+/;

/** SCH027: Karpenter reads the schedules of disruption budgets. */
export const unreadSchedule: Rule = {
  id: 'SCH027',
  title: 'disruption budget with a schedule that Karpenter does not read',
  severity: 'warning',
  fix: 'write five fields of cron in UTC, without a time zone, or @daily and the like',
  why: 'with a schedule that it cannot read Karpenter disrupts no node of the pool, whatever its other budgets say: none is consolidated, and none replaced after a change',
  page: {
    reports:
      'a budget of a NodePool whose `schedule` the API server takes and Karpenter does not read: one with a time zone before it, `TZ=` or `CRON_TZ=`, for Karpenter writes `TZ=UTC` there itself; fields that are more than five, or out of their bounds.',
    mend: 'Count the hours in UTC.',
    before: poolYaml({ spec: LINES('CRON_TZ=Europe/Berlin 0 8 * * 1-5') }),
    after: poolYaml({ spec: LINES('0 7 * * 1-5') }),
  },
  *check(model) {
    for (const manifest of model.ofKind('karpenter.sh', 'NodePool')) {
      const { budgets } = record(record(manifest.object.spec).disruption);
      for (const [budget, path] of objectsOf(budgets, ['spec', 'disruption', 'budgets'])) {
        const schedule = text(budget.schedule);
        const problem = schedule === undefined || !TAKEN.test(schedule) ? undefined : budgetScheduleProblem(schedule);
        if (problem !== undefined)
          yield { manifest, path: [...path, 'schedule'], message: `the schedule is '${schedule}'${problem}` };
      }
    }
  },
};
