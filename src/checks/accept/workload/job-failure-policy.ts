import { qualifiedName } from '../../../facts/names';
import { valueAt } from '../../field-path';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { duplicate, invalid, notSupported, required, tooMany } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, text } from '../read';
import { fields, items, jobSpecsOf, reported, textOr } from './spec';
import type { Fields, JobSpec } from './spec';

const STATUSES = ['False', 'True', 'Unknown'];

/** ACC048: what a job does when a pod fails. */
export const jobFailurePolicy: Rule = {
  id: 'ACC048',
  title: 'pod failure policy of a job',
  severity: 'error',
  fix: 'write each rule with an action and either onExitCodes or onPodConditions',
  why: 'the API server refuses a failure policy that it could not apply',
  page: {
    reports:
      'a rule of `podFailurePolicy` without an action or with one that is not known, `FailIndex` without `backoffLimitPerIndex`, a rule with both or none of `onExitCodes` and `onPodConditions`, exit codes that are missing, given twice, not in ascending order or zero with `In`, a container name that the template does not have, and conditions of a type or status that cannot be. A policy has at most 20 rules.',
    mend: 'Write each rule with one action and one kind of condition, and the exit codes in ascending order.',
    before: `apiVersion: batch/v1
kind: Job
metadata:
  name: train
spec:
  podFailurePolicy:
    rules:
      - action: FailJob
        onExitCodes:
          operator: In
          values: [42, 1]
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: train
          image: registry.example.com/train:1.0
`,
    after: [['values: [42, 1]', 'values: [1, 42]']],
  },
  *check(model, target) {
    for (const found of jobSpecsOf(model)) yield* reported(found.manifest, (sink) => errors(found, target.minor, sink));
  },
};

function errors({ path, spec }: JobSpec, minor: number, sink: Sink): void {
  const rules = fields(spec.podFailurePolicy)?.rules;
  const at = [...path, 'podFailurePolicy', 'rules'];
  if (Array.isArray(rules) && rules.length > 20) sink(tooMany(at, rules.length, 20));
  const names = containerNames(spec);
  for (const [index, rule] of items(rules)) {
    action(rule, [...at, index, 'action'], isSet(spec.backoffLimitPerIndex), minor, sink);
    conditions(rule, [...at, index], names, sink);
  }
}

function action(rule: Fields, path: FieldPath, byIndex: boolean, minor: number, sink: Sink): void {
  const value = textOr(rule.action, '');
  // FailIndex came with 1.28, behind a gate that is open since 1.29.
  const allowed = ['Count', ...(minor >= 28 ? ['FailIndex'] : []), 'FailJob', 'Ignore'];
  if (value === '') sink(required(path, `valid values: ${allowed.map((one) => `"${one}"`).join(', ')}`));
  else if (value !== undefined && !allowed.includes(value)) sink(notSupported(path, value, allowed));
  else if (value === 'FailIndex' && minor >= 29 && !byIndex) {
    sink(invalid(path, value, 'requires the backoffLimitPerIndex to be set'));
  }
}

function conditions(rule: Fields, path: FieldPath, names: ReadonlySet<string>, sink: Sink): void {
  const { onExitCodes, onPodConditions } = rule;
  const onCodes = fields(onExitCodes);
  const patterns = Array.isArray(onPodConditions) ? onPodConditions.length : 0;
  if (onCodes) exitCodes(onCodes, [...path, 'onExitCodes'], names, sink);
  if (patterns > 20) sink(tooMany([...path, 'onPodConditions'], patterns, 20));
  for (const [index, pattern] of items(onPodConditions)) {
    const at = [...path, 'onPodConditions', index];
    const type = textOr(pattern.type, '');
    const problem = type === undefined ? undefined : qualifiedName(type);
    if (problem !== undefined) sink(invalid([...at, 'type'], type, problem));
    const status = textOr(pattern.status, 'True');
    if (status !== undefined && !STATUSES.includes(status)) sink(notSupported([...at, 'status'], status, STATUSES));
  }
  if (onCodes && patterns > 0) {
    sink({ path, message: 'Invalid value: specifying both OnExitCodes and OnPodConditions is not supported' });
  } else if (!isSet(onExitCodes) && patterns === 0 && (!isSet(onPodConditions) || Array.isArray(onPodConditions))) {
    sink({ path, message: 'Invalid value: specifying one of OnExitCodes and OnPodConditions is required' });
  }
}

function exitCodes(codes: Fields, path: FieldPath, names: ReadonlySet<string>, sink: Sink): void {
  const operator = textOr(codes.operator, '');
  if (operator === '') sink(required([...path, 'operator'], 'valid values: "In", "NotIn"'));
  else if (operator !== undefined && operator !== 'In' && operator !== 'NotIn') {
    sink(notSupported([...path, 'operator'], operator, ['In', 'NotIn']));
  }
  const { containerName, values } = codes;
  if (typeof containerName === 'string' && !names.has(containerName)) {
    const detail = 'must be one of the container or initContainer names in the pod template';
    sink(invalid([...path, 'containerName'], containerName, detail));
  }
  if (isSet(values) && !Array.isArray(values)) return;
  const given = ((values ?? []) as readonly unknown[]).map((value) => value ?? 0);
  const at = [...path, 'values'];
  if (given.length === 0) sink(invalid(at, given, 'at least one value is required'));
  if (given.length > 255) sink(tooMany(at, given.length, 255));
  for (const [index, value] of given.entries()) {
    if (operator === 'In' && value === 0) sink(invalid([...at, index], 0, 'must not be 0 for the In operator'));
    if (given.indexOf(value) < index) sink(duplicate([...at, index], value));
  }
  const numbers = given.filter((value) => typeof value === 'number');
  if (numbers.some((value, index) => index > 0 && numbers[index - 1]! > value)) {
    sink(invalid(at, given, 'must be ordered'));
  }
}

function containerNames(spec: Fields): Set<string> {
  const names = new Set<string>();
  for (const field of ['containers', 'initContainers']) {
    for (const [, { name }] of items(valueAt(spec.template, ['spec', field]))) names.add(text(name) ?? '');
  }
  return names;
}
