import { dns1123Label, dns1123Subdomain } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { invalid, notSupported, required, tooLong } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, number } from '../read';
import { fields, jobSpecsOf, nonNegative, reported } from './spec';
import type { JobSpec } from './spec';

const COUNTS = ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished'];
const REPLACEMENTS = ['Failed', 'TerminatingOrFailed'];

/** ACC046: how many pods a job runs, how it counts them and when it gives up. */
export const jobNumbers: Rule = {
  id: 'ACC046',
  title: 'completions and limits of a job',
  severity: 'error',
  fix: 'write the number that the message allows, or completionMode: Indexed where limits are by index',
  why: 'the API server refuses a job whose numbers contradict each other or whose indexed pods could not be named',
  page: {
    reports:
      'numbers of a Job, or of the job in a CronJob, that are below zero; a `completionMode` or `podReplacementPolicy` that is not known; an indexed job without `completions`, with more parallelism or failed indexes than the API server allows, or with a name so long or of such signs that `name-index` is no host name; `backoffLimitPerIndex` and `maxFailedIndexes` without `completionMode: Indexed` or the second without the first; and a `managedBy` that is no `domain/path` of at most 63 characters. Fields that a Kubernetes version does not read yet are not judged for it.',
    mend: 'Set `completionMode: Indexed` and `completions` where limits are by index, and shorten the name of an indexed job.',
    before: `apiVersion: batch/v1
kind: Job
metadata:
  name: sweep
spec:
  completions: 8
  backoffLimitPerIndex: 1
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: sweep
          image: registry.example.com/sweep:1.0
`,
    after: [
      [
        '  completions: 8',
        `  completions: 8
  completionMode: Indexed`,
      ],
    ],
  },
  *check(model, target) {
    for (const found of jobSpecsOf(model)) yield* reported(found.manifest, (sink) => errors(found, target.minor, sink));
  },
};

function errors(job: JobSpec, minor: number, sink: Sink): void {
  const { path, spec } = job;
  nonNegative(spec, path, COUNTS, sink);
  completions(job, sink);
  // The API server drops these fields in earlier versions.
  if (minor >= 29) limitsByIndex(job, sink);
  if (minor >= 29) podReplacement(job, sink);
  if (minor >= 32) managedBy(spec.managedBy, [...path, 'managedBy'], sink);
  if (!job.cron) hostnames(job, sink);
}

function completions({ path, spec, cron }: JobSpec, sink: Sink): void {
  const { completionMode, parallelism } = spec;
  if (typeof completionMode === 'string' && completionMode !== 'NonIndexed' && completionMode !== 'Indexed') {
    sink(notSupported([...path, 'completionMode'], completionMode, ['NonIndexed', 'Indexed']));
  }
  if (completionMode !== 'Indexed') return;
  // A Job without both numbers has one of each; what is in a CronJob gets no defaults.
  if (!isSet(spec.completions) && (cron || isSet(parallelism))) {
    sink(required([...path, 'completions'], 'when completion mode is Indexed'));
  }
  if (typeof parallelism === 'number' && parallelism > 100_000) {
    const detail = 'must be less than or equal to 100000 when completion mode is Indexed';
    sink(invalid([...path, 'parallelism'], parallelism, detail));
  }
}

function limitsByIndex({ path, spec }: JobSpec, sink: Sink): void {
  nonNegative(spec, path, ['backoffLimitPerIndex', 'maxFailedIndexes'], sink);
  const { backoffLimitPerIndex, maxFailedIndexes, completionMode, parallelism } = spec;
  const failedAt = [...path, 'maxFailedIndexes'];
  if (isSet(maxFailedIndexes) && !isSet(backoffLimitPerIndex)) {
    sink(required([...path, 'backoffLimitPerIndex'], 'when maxFailedIndexes is specified'));
  }
  if (!isSet(completionMode) || completionMode === 'NonIndexed') {
    const detail = 'requires indexed completion mode';
    if (isSet(backoffLimitPerIndex)) {
      sink(invalid([...path, 'backoffLimitPerIndex'], backoffLimitPerIndex, detail));
    }
    if (isSet(maxFailedIndexes)) sink(invalid(failedAt, maxFailedIndexes, detail));
  }
  if (completionMode !== 'Indexed') return;
  const total = number(spec.completions ?? 1) ?? 0;
  const failed = number(maxFailedIndexes);
  if (failed !== undefined && isSet(spec.completions) && failed > total) {
    sink(invalid(failedAt, failed, 'must be less than or equal to completions'));
  }
  if (failed !== undefined && failed > 100_000) sink(invalid(failedAt, failed, 'must be less than or equal to 100000'));
  if (total <= 100_000 || !isSet(backoffLimitPerIndex)) return;
  if (!isSet(maxFailedIndexes)) sink(required(failedAt, 'must be specified when completions is above 100000'));
  const detail =
    'must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index';
  if (typeof parallelism === 'number' && parallelism > 10_000) {
    sink(invalid([...path, 'parallelism'], parallelism, detail));
  }
  if (failed !== undefined && failed > 10_000) sink(invalid(failedAt, failed, detail));
}

function podReplacement({ path, spec }: JobSpec, sink: Sink): void {
  const policy = spec.podReplacementPolicy;
  if (typeof policy !== 'string') return;
  const allowed = fields(spec.podFailurePolicy) ? ['Failed'] : REPLACEMENTS;
  if (!allowed.includes(policy)) sink(notSupported([...path, 'podReplacementPolicy'], policy, allowed));
}

function managedBy(value: unknown, path: FieldPath, sink: Sink): void {
  if (typeof value !== 'string') return;
  const slash = value.indexOf('/');
  const [domain, rest] = slash < 0 ? ['', ''] : [value.slice(0, slash), value.slice(slash + 1)];
  if (value === '') sink(required(path));
  else if (domain === '' || rest === '') {
    sink(invalid(path, value, 'must be a domain-prefixed path (such as "acme.io/foo")'));
  } else {
    const problem = dns1123Subdomain(domain);
    if (problem !== undefined) sink(invalid(path, domain, problem));
    if (!/^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(rest)) sink(invalid(path, rest, 'Invalid path'));
  }
  if (Buffer.byteLength(value) > 63) sink(tooLong(path, 63));
}

/** Pods of an indexed job are named after the job and their index. */
function hostnames({ manifest, spec }: JobSpec, sink: Sink): void {
  if (spec.completionMode !== 'Indexed') return;
  const total = spec.completions ?? (isSet(spec.parallelism) ? undefined : 1);
  const given = nameOf(manifest.object.metadata);
  if (given === undefined || typeof total !== 'number' || total <= 0) return;
  const last = `${given.name}-${total - 1}`;
  if (dns1123Label(last) === undefined) return;
  const detail = `will not able to create pod with invalid DNS label: ${last}`;
  sink(invalid(['metadata', given.field], given.shown, detail));
}

/** The name that an object has or gets: the API server puts five characters after at most 58 of `generateName`. */
function nameOf(metadata: unknown): { name: string; shown: string; field: string } | undefined {
  const { name, generateName } = fields(metadata) ?? {};
  if (typeof name === 'string' && name !== '') return { name, shown: name, field: 'name' };
  if (isSet(name) && name !== '') return undefined;
  if (typeof generateName !== 'string' || generateName === '') return undefined;
  return { name: `${generateName.slice(0, 58)}xxxxx`, shown: generateName, field: 'generateName' };
}
