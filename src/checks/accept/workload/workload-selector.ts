import { valueAt } from '../../field-path';
import type { Rule } from '../../rule';
import { invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { selectorMatches, selectsEverything, textMap, validateLabelSelector } from '../label-selector';
import { isSet } from '../read';
import { fields, reported, specsOf } from './spec';
import type { SpecInManifest } from './spec';

const MISMATCH = '`selector` does not match template `labels`';

/** ACC040: the selector of what keeps pods running is there, well formed, and takes the pods of its own template. */
export const workloadSelector: Rule = {
  id: 'ACC040',
  title: 'selector of a workload',
  severity: 'error',
  fix: 'write in spec.selector labels that spec.template.metadata.labels has',
  why: 'the API server refuses a workload that would not recognise its own pods, for it would make pods without end',
  page: {
    reports:
      'a Deployment, ReplicaSet, StatefulSet or DaemonSet without a selector, with an empty selector, with a selector that is not well formed (operators other than `In`, `NotIn`, `Exists` and `DoesNotExist`, values that are missing or too many, keys and values that are no labels), or with one that the labels of its own pod template do not satisfy. A ReplicationController may leave its selector out if its template has labels.',
    mend: 'Give the pod template the labels of the selector. The selector of a workload that runs already cannot change, so change the labels of the template instead.',
    before: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: console
spec:
  selector:
    matchLabels:
      app: console
  template:
    metadata:
      labels:
        name: console
    spec:
      containers:
        - name: console
          image: registry.example.com/console:1.0
`,
    after: [['        name: console', '        app: console']],
  },
  *check(model) {
    for (const found of specsOf(model, 'apps', ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'])) {
      yield* reported(found.manifest, (sink) => appsErrors(found, sink));
    }
    for (const found of specsOf(model, '', ['ReplicationController'])) {
      yield* reported(found.manifest, (sink) => replicationControllerErrors(found, sink));
    }
  },
};

function appsErrors({ kind, path, spec }: SpecInManifest, sink: Sink): void {
  const { selector, template } = spec;
  if (!isSet(selector)) {
    sink(required([...path, 'selector']));
    return;
  }
  validateLabelSelector(selector, [...path, 'selector'], sink);
  if (selectsEverything(selector)) {
    sink(invalid([...path, 'selector'], selector, `empty selector is invalid for ${kind.toLowerCase()}`));
    return;
  }
  const labels = valueAt(template, ['metadata', 'labels']);
  if (selectorMatches(selector, labels) === false) {
    sink(invalid([...path, 'template', 'metadata', 'labels'], labels ?? null, MISMATCH));
  }
}

function replicationControllerErrors({ path, spec }: SpecInManifest, sink: Sink): void {
  const { selector, template } = spec;
  if (!isSet(template)) sink(required([...path, 'template']));
  else if (!fields(template)) return;
  const labels = textMap(valueAt(template, ['metadata', 'labels']));
  const given = textMap(selector);
  if (!labels || !given) return;
  // A selector that is left out becomes the labels of the template.
  const wanted = given.size === 0 ? labels : given;
  if (wanted.size === 0) sink(required([...path, 'selector']));
  if (isSet(template) && ![...wanted].every(([key, value]) => labels.get(key) === value)) {
    sink(invalid([...path, 'template', 'metadata', 'labels'], Object.fromEntries(labels), MISMATCH));
  }
}
