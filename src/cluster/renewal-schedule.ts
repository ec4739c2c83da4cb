import { scheduleProblem } from '../checks/accept/workload/cron-schedule';

const DAY = 24 * 60;

/** The longest time between two runs, in minutes; a token lasts twelve hours, and a run takes its time or fails once. */
const LONGEST = 11 * 60;

/**
 * Whether a schedule of cron renews a token of twelve hours in time.
 *
 * @returns what is wrong with it, `undefined` where nothing is
 */
export function renewalProblem(schedule: string): string | undefined {
  const problem = scheduleProblem(schedule);
  if (problem !== undefined) return problem;
  const gap = longestGap(schedule.trim());
  return gap <= LONGEST
    ? undefined
    : `allowed is one that runs each day, with at most 11 hours between two runs, for a token lasts 12`;
}

/** The minutes between two runs at most, or infinitely many where it does not run each day. */
function longestGap(schedule: string): number {
  if (schedule === '@hourly') return 60;
  const [minutes = '', hours = '', ...days] = schedule.split(/\s+/);
  if (days.length !== 3 || days.some((field) => field !== '*' && field !== '?')) return Infinity;
  const runs = valuesOf(hours, 23).flatMap((hour) => valuesOf(minutes, 59).map((minute) => hour * 60 + minute));
  const sorted = [...new Set(runs)].sort((a, b) => a - b);
  const next = (index: number): number => sorted[index + 1] ?? sorted[0]! + DAY;
  return Math.max(...sorted.map((run, index) => next(index) - run));
}

/** The values that a field of cron stands for, from 0. */
function valuesOf(field: string, max: number): number[] {
  const parts = field.split(',').filter((part) => part !== '');
  return parts.flatMap((part) => {
    const [range = '', step] = part.split('/');
    const [first = '', last] = range.split('-');
    const every = first === '*' || first === '?';
    const start = every ? 0 : Number(first);
    const end = every || (step !== undefined && last === undefined) ? max : Number(last ?? first);
    const count = Math.floor((end - start) / Number(step ?? 1)) + 1;
    return Array.from({ length: count }, (_, index) => start + index * Number(step ?? 1));
  });
}
