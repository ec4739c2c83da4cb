import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { scheduleProblem } from './cron-schedule';
import { isSet } from '../read';
import { nonNegative, reported, specsOf, textOr } from './spec';
import type { SpecInManifest } from './spec';
import { isTimeZone } from './time-zones';

const POLICIES = ['Allow', 'Forbid', 'Replace'];
const COUNTS = ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'];

/** ACC050: when a CronJob runs and how many runs it keeps. */
export const cronJob: Rule = {
  id: 'ACC050',
  title: 'schedule of a CronJob',
  severity: 'error',
  fix: 'write five fields (minute, hour, day, month, weekday from 0 to 6) or a macro such as @daily, and the zone in timeZone',
  why: 'the API server refuses a schedule or a time zone that it cannot read',
  page: {
    reports:
      'a `schedule` that is missing or that is neither five cron fields nor `@yearly`, `@monthly`, `@weekly`, `@daily`, `@hourly` or `@every` with a duration. Sunday is `0`, not `7`, and no field may run backwards. It reports a `timeZone` that the IANA database does not have (capitals count) and, since Kubernetes 1.29, a time zone inside the schedule, a `concurrencyPolicy` that is not known, negative numbers, and a `generateName` that leaves the name longer than 52 characters.',
    mend: 'Write the schedule as five fields and the time zone in `timeZone`.',
    before: `apiVersion: batch/v1
kind: CronJob
metadata:
  name: backup
spec:
  schedule: TZ=Europe/Berlin 0 3 * * 7
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: backup
              image: registry.example.com/backup:1.0
`,
    after: [
      [
        '  schedule: TZ=Europe/Berlin 0 3 * * 7',
        `  schedule: 0 3 * * 0
  timeZone: Europe/Berlin`,
      ],
    ],
  },
  *check(model, target) {
    for (const found of specsOf(model, 'batch', ['CronJob'])) {
      yield* reported(found.manifest, (sink) => errors(found, target.minor, sink));
    }
  },
};

function errors({ manifest, path, spec }: SpecInManifest, minor: number, sink: Sink): void {
  schedule(spec.schedule, [...path, 'schedule'], isSet(spec.timeZone), minor, sink);
  timeZone(spec.timeZone, [...path, 'timeZone'], sink);
  const policy = textOr(spec.concurrencyPolicy, 'Allow');
  if (policy !== undefined && !POLICIES.includes(policy)) {
    sink(notSupported([...path, 'concurrencyPolicy'], policy, POLICIES));
  }
  nonNegative(spec, path, COUNTS, sink);
  const name: unknown = manifest.object.metadata?.name;
  const generateName: unknown = manifest.object.metadata?.generateName;
  // The API server puts five characters after it.
  if ((!isSet(name) || name === '') && typeof generateName === 'string' && generateName.length > 47) {
    sink(invalid(['metadata', 'generateName'], generateName, 'must be no more than 47 characters'));
  }
}

function schedule(value: unknown, path: FieldPath, zoned: boolean, minor: number, sink: Sink): void {
  const text = textOr(value, '');
  if (text === undefined) return;
  if (text === '') {
    sink(required(path));
    return;
  }
  const problem = scheduleProblem(text);
  if (problem !== undefined) sink(invalid(path, text, problem));
  if (!text.includes('TZ')) return;
  if (minor >= 29) {
    sink(invalid(path, text, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead'));
  } else if (zoned) {
    sink(invalid(path, text, 'cannot use both timeZone field and TZ or CRON_TZ in schedule'));
  }
}

function timeZone(value: unknown, path: FieldPath, sink: Sink): void {
  if (typeof value !== 'string') return;
  if (value === '') {
    sink(invalid(path, value, 'timeZone must be nil or non-empty string'));
  } else if (value.toLowerCase() === 'local') {
    sink(invalid(path, value, 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones'));
  } else if (!isTimeZone(value)) {
    sink(invalid(path, value, `unknown time zone ${value}`));
  }
}
