import { isBlank } from '../accept/core/each-object';
import type { Fields } from '../accept/core/each-object';
import { invalid, required } from '../accept/field-error';
import type { FieldError } from '../accept/field-error';
import { scheduleProblem } from '../accept/workload/cron-schedule';
import { isTimeZone } from '../accept/workload/time-zones';
import type { FieldPath } from '../field-path';

/** How each of them is mended; that of the rule is of autoscalers and of what they measure. */
const FIX =
  'give a trigger of type cron a timezone such as Europe/Berlin, start and end as two schedules of five fields, and desiredReplicas';
const ZONE = /^(?:CRON_)?TZ=(\S*) +/;

/**
 * What KEDA does not read of a trigger of type `cron`. A time zone before a schedule it takes, and that one holds in place of `timezone`;
 * `@daily` and its kin it does not.
 *
 * @see https://github.com/kedacore/keda/blob/main/pkg/scalers/cron_scaler.go
 */
export function* cronTrigger(metadata: Fields, path: FieldPath): Iterable<FieldError & { readonly fix: string }> {
  for (const error of errorsIn(metadata, path)) yield { ...error, fix: FIX };
}

function* errorsIn(metadata: Fields, path: FieldPath): Iterable<FieldError> {
  for (const field of ['timezone', 'start', 'end', 'desiredReplicas'])
    if (isBlank(metadata[field])) yield required([...path, field]);
  const { timezone, start, end } = metadata;
  if (typeof timezone === 'string' && !isKnown(timezone))
    yield invalid([...path, 'timezone'], timezone, `unknown time zone ${timezone}`);
  for (const [field, schedule] of Object.entries({ start, end })) {
    if (typeof schedule !== 'string' || schedule === '') continue;
    const problem = problemOf(schedule);
    if (problem !== undefined) yield invalid([...path, field], schedule, problem);
  }
  if (typeof start === 'string' && start !== '' && start === end)
    yield invalid([...path, 'end'], end, 'must be another time than start');
}

function problemOf(schedule: string): string | undefined {
  const [, zone] = ZONE.exec(schedule) ?? [];
  if (zone !== undefined && !isKnown(zone)) return `provided bad location ${zone}: unknown time zone ${zone}`;
  const rest = schedule.replace(ZONE, '').trim();
  const isWord = zone === undefined ? schedule.startsWith('@') : rest.startsWith('@');
  return isWord ? `parser does not accept descriptors: ${rest}` : scheduleProblem(schedule);
}

/** What Go has beside the names: no zone is UTC, and `Local` that of the machine. */
function isKnown(zone: string): boolean {
  return zone === '' || zone === 'Local' || isTimeZone(zone);
}
