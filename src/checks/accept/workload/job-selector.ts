import type { FieldPath } from '../../field-path';
import { valueAt } from '../../field-path';
import type { Rule } from '../../rule';
import { invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { selectorMatches, textMap, validateLabelSelector } from '../label-selector';
import { isSet } from '../read';
import { fields, jobSpecsOf, reported } from './spec';
import type { JobSpec } from './spec';

const UID_LABELS = ['controller-uid', 'batch.kubernetes.io/controller-uid'];
const NAME_LABELS = ['job-name', 'batch.kubernetes.io/job-name'];

/** In place of what the API server makes up; no label has this value. */
const UNKNOWN = ' made by the API server ';

/** ACC047: a job leaves the choice of its pods to the API server, or makes it whole itself. */
export const jobSelector: Rule = {
  id: 'ACC047',
  title: 'selector of a job',
  severity: 'error',
  fix: 'remove spec.selector, and the labels controller-uid and job-name from the template',
  why: 'the API server finds the pods of a job by labels that it makes itself, and refuses a job that sets them otherwise',
  page: {
    reports:
      "a Job with a `selector` of its own but without `manualSelector: true`, a Job whose template has the labels `controller-uid` or `batch.kubernetes.io/controller-uid`, or `job-name` or `batch.kubernetes.io/job-name` of another name, as a Job has that was exported from a cluster. With `manualSelector: true` it reports a selector that is missing, not well formed, or that the template's labels do not satisfy. In a CronJob it reports any `selector` and `manualSelector: true`.",
    mend: 'Remove the selector and the labels: the API server makes them.',
    before: `apiVersion: batch/v1
kind: Job
metadata:
  name: import
spec:
  selector:
    matchLabels:
      app: import
  template:
    metadata:
      labels:
        app: import
    spec:
      restartPolicy: Never
      containers:
        - name: import
          image: registry.example.com/import:1.0
`,
    after: [
      [
        `  selector:
    matchLabels:
      app: import
`,
        '',
      ],
    ],
  },
  *check(model) {
    for (const found of jobSpecsOf(model)) {
      yield* reported(found.manifest, (sink) => {
        if (found.cron) inCronJob(found, sink);
        else inJob(found, sink);
      });
    }
  },
};

function inCronJob({ path, spec }: JobSpec, sink: Sink): void {
  const { selector, manualSelector } = spec;
  if (fields(selector)) sink(invalid([...path, 'selector'], selector, '`selector` will be auto-generated'));
  if (manualSelector === true) sink(notSupported([...path, 'manualSelector'], true, ['nil', 'false']));
}

function inJob(job: JobSpec, sink: Sink): void {
  const { path, spec } = job;
  const { selector, manualSelector } = spec;
  validateLabelSelector(selector, [...path, 'selector'], sink);
  if (manualSelector !== true) {
    generated(job, sink);
    return;
  }
  const labels = valueAt(spec.template, ['metadata', 'labels']);
  if (!isSet(selector)) sink(required([...path, 'selector']));
  else if (selectorMatches(selector, labels) === false) {
    const at: FieldPath = [...path, 'template', 'metadata', 'labels'];
    sink(invalid(at, labels ?? null, '`selector` does not match template `labels`'));
  }
}

function generated({ manifest, path, spec }: JobSpec, sink: Sink): void {
  const name: unknown = manifest.object.metadata?.name;
  // Without a name one is generated, and no label can be equal to it.
  const known = typeof name === 'string' && name !== '' ? name : UNKNOWN;
  const expected: Record<string, string> = {};
  for (const key of UID_LABELS) expected[key] = UNKNOWN;
  for (const key of NAME_LABELS) expected[key] = known;
  const at = [...path, 'template', 'metadata', 'labels'];
  const labels = textMap(valueAt(spec.template, ['metadata', 'labels']));
  for (const [key, wanted] of Object.entries(expected)) {
    const value = labels?.get(key);
    if (value === undefined || value === wanted) continue;
    const detail = wanted === UNKNOWN ? 'must be the one that the API server generates' : `must be '${wanted}'`;
    sink(invalid([...at, key], value, detail));
  }
  if (isSet(spec.selector) && selectorMatches(spec.selector, expected) === false) {
    sink(invalid([...path, 'selector'], spec.selector, '`selector` not auto-generated'));
  }
}
