import { DESCRIPTORS, DURATION, FIELDS } from '../../checks/accept/workload/cron-schedule';
import type { Bounds } from '../../checks/accept/workload/cron-schedule';

/** Which forms of a schedule a pattern takes beside five fields and `@daily` and its kin. */
export interface CronForms {
  /** `@every 1h30m`. */
  readonly every?: boolean;
  /** A time zone before it, as `TZ=Europe/Berlin 0 3 * * *`. */
  readonly timeZone?: boolean;
}

/**
 * A pattern that takes each schedule that `scheduleProblem` takes, and a little more: which of two values is the greater no expression tells.
 * For the schemas of editors, which know no functions.
 */
export function cronPattern({ every = false, timeZone = false }: CronForms): RegExp {
  const words = DESCRIPTORS.join('|') + (every ? `|@every ${DURATION.source.slice(1, -1)}` : '');
  const fields = FIELDS.map(fieldPattern).join('\\s+');
  const zone = timeZone ? '(?:(?:CRON_)?TZ=[^ ]* \\s*)?' : '';
  return new RegExp(`^${zone}(?:(?:${words})\\s*|\\s*${fields}\\s*)$`);
}

/** A list of ranges with their steps. Empty parts of it count as none, as the parser has it, but for a field of nothing at all. */
function fieldPattern({ max, names = [] }: Bounds): string {
  const named = names.map((name) => name.replace(/./g, (letter) => `[${letter}${letter.toUpperCase()}]`));
  const value = `(?:${[`\\+?0*(?:${numberUpTo(max)})`, ...named].join('|')})`;
  // What stands behind `*-` nobody reads.
  const part = `(?:[*?](?:-[^\\s,/]*)*|${value}(?:-${value})?)(?:/\\+?\\d+)?`;
  return `(?=\\S)(?:${part})?(?:,(?:${part})?)*`;
}

/** The numbers from 0 to a number of at most two digits. */
function numberUpTo(max: number): string {
  const [tens, ones] = [Math.floor(max / 10), max % 10];
  if (tens === 0) return `[0-${ones}]`;
  const below = tens === 1 ? '' : tens === 2 ? '1?' : `[1-${tens - 1}]?`;
  return `${below}\\d|${tens}[0-${ones}]`;
}
