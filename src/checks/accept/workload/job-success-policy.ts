import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { invalid, required, tooLong, tooMany } from '../field-error';
import type { Sink } from '../field-error';
import { isSet } from '../read';
import { fields, items, jobSpecsOf, nonNegative, reported } from './spec';
import type { Fields, JobSpec } from './spec';

/** ACC049: when an indexed job counts as done before all its pods are. */
export const jobSuccessPolicy: Rule = {
  id: 'ACC049',
  title: 'success policy of a job',
  severity: 'error',
  fix: 'write succeededIndexes in ascending order below completions, and succeededCount no greater than they are',
  why: 'the API server refuses a success policy that no run of the job could meet',
  page: {
    reports:
      'for Kubernetes 1.31 and later, a `successPolicy` of a job that is not indexed, one without rules or with more than 20, a rule without `succeededIndexes` and `succeededCount`, indexes that are not ascending, not below `completions` or no numbers and ranges such as `0,2-4`, and a `succeededCount` above the number of indexes.',
    mend: 'Set `completionMode: Indexed` and write the indexes in ascending order, from 0 to one less than `completions`.',
    before: `apiVersion: batch/v1
kind: Job
metadata:
  name: train
spec:
  completions: 4
  completionMode: Indexed
  successPolicy:
    rules:
      - succeededIndexes: 1-4
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: train
          image: registry.example.com/train:1.0
`,
    after: [['- succeededIndexes: 1-4', '- succeededIndexes: 0-3']],
  },
  *check(model, target) {
    // Before 1.31 the API server drops the field.
    if (target.minor < 31) return;
    for (const found of jobSpecsOf(model)) yield* reported(found.manifest, (sink) => errors(found, sink));
  },
};

function errors({ path, spec, cron }: JobSpec, sink: Sink): void {
  const policy = fields(spec.successPolicy);
  if (!policy) return;
  const at = [...path, 'successPolicy'];
  const { rules } = policy;
  const { completionMode } = spec;
  if (completionMode !== 'Indexed') {
    if (!isSet(completionMode) || typeof completionMode === 'string') {
      sink(invalid(at, policy, 'requires indexed completion mode'));
    }
    return;
  }
  if (!isSet(rules) || (Array.isArray(rules) && rules.length === 0)) {
    const detail = 'at least one rules must be specified when the successPolicy is specified';
    sink(required([...at, 'rules'], detail));
  }
  if (Array.isArray(rules) && rules.length > 20) sink(tooMany([...at, 'rules'], rules.length, 20));
  const byDefault = cron || isSet(spec.parallelism) ? undefined : 1;
  const completions = spec.completions ?? byDefault;
  if (typeof completions !== 'number') return;
  for (const [index, rule] of items(rules)) ruleErrors(rule, [...at, 'rules', index], completions, sink);
}

function ruleErrors(rule: Fields, path: FieldPath, completions: number, sink: Sink): void {
  const { succeededIndexes, succeededCount } = rule;
  if (!isSet(succeededIndexes) && !isSet(succeededCount)) {
    sink(required(path, 'at least one of succeededCount or succeededIndexes must be specified'));
  }
  let total: number | undefined;
  if (typeof succeededIndexes === 'string') {
    const at = [...path, 'succeededIndexes'];
    if (Buffer.byteLength(succeededIndexes) > 64 * 1024) sink(tooLong(at, 64 * 1024));
    const counted = countIndexes(succeededIndexes, completions);
    total = typeof counted === 'number' ? counted : 0;
    if (typeof counted === 'string') {
      sink(invalid(at, succeededIndexes, `error parsing succeededIndexes: ${counted}`));
    }
  }
  if (typeof succeededCount !== 'number') return;
  nonNegative(rule, path, ['succeededCount'], sink);
  const at = [...path, 'succeededCount'];
  if (succeededCount > completions) {
    const detail = `must be less than or equal to ${completions} (the number of specified completions)`;
    sink(invalid(at, succeededCount, detail));
  }
  if (total !== undefined && succeededCount > total) {
    const detail = `must be less than or equal to ${total} (the number of indexes in the specified succeededIndexes field)`;
    sink(invalid(at, succeededCount, detail));
  }
}

/** How many indexes a list such as `0,2-4` names; what is wrong with it where it is none. */
function countIndexes(list: string, completions: number): number | string {
  if (list === '') return 0;
  let last = -1;
  let total = 0;
  for (const interval of list.split(',')) {
    const limits = interval.split('-');
    if (limits.length > 2) {
      return `the fragment "${interval}" violates the requirement that an index interval can have at most two parts separated by '-'`;
    }
    const numbers: number[] = [];
    for (const limit of limits) {
      if (!/^\+?\d+$/.test(limit)) return `cannot convert string to integer for index: "${limit}"`;
      if (Number(limit) >= completions) return `too large index: "${limit}"`;
      numbers.push(Number(limit));
    }
    const [first = 0, end = first] = numbers;
    if (numbers.length === 2 && first >= end) return `non-increasing order, previous: ${first}, current: ${end}`;
    if (last >= first) return `non-increasing order, previous: ${last}, current: ${first}`;
    total += end - first + 1;
    last = end;
  }
  return total;
}
