import { dns1123Subdomain, qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { forbidden, invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, list, record } from '../read';
import type { Rule } from '../../rule';
import { eachPod } from './each-pod';
import type { PodFacts } from './each-pod';
import { labels, labelValues, needsSyntax, numberOf, textOf } from './values';

/** ACC032: what a pod asks of its node is a question that nodes can answer. */
export const nodeAffinity: Rule = {
  id: 'ACC032',
  title: 'node selector and node affinity',
  severity: 'error',
  fix: 'write the label, the operator and its values as Kubernetes allows them',
  why: 'the API server refuses a pod that selects nodes by what can be no label',
  page: {
    reports:
      'a node selector whose keys or values can be no labels, a required node affinity without terms, an operator that does not exist, `In` and `NotIn` without values, `Exists` and `DoesNotExist` with values, `Gt` and `Lt` with other than one value, values that can be no labels, a `matchFields` key other than `metadata.name`, and weights outside 1 to 100.',
    mend: 'Operators begin with a capital letter. `Exists` takes no values.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  affinity:
    nodeAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        nodeSelectorTerms:
          - matchExpressions:
              - key: nvidia.com/gpu.present
                operator: Exists
                values: ['true']
  containers:
    - name: trainer
      image: example.com/trainer:1
`,
    after: [['operator: Exists', 'operator: In']],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

function errorsOf({ spec, path, minor }: PodFacts, sink: Sink): void {
  labels(spec.nodeSelector, [...path, 'nodeSelector'], sink);
  const affinity = record(record(spec.affinity).nodeAffinity);
  const field = [...path, 'affinity', 'nodeAffinity'];
  const [must, should] = ['required', 'preferred'].map((how) => `${how}DuringSchedulingIgnoredDuringExecution`) as [
    string,
    string,
  ];
  // Until 1.33 values that no node can have were let through.
  if (isSet(affinity[must])) nodeSelectorErrors(affinity[must], [...field, must], minor >= 33, sink);
  for (const [index, value] of list(affinity[should]).entries()) {
    const { weight, preference } = record(value);
    weightErrors(weight, [...field, should, index, 'weight'], sink);
    termErrors(preference, [...field, should, index, 'preference'], false, sink);
  }
}

/** A selector of nodes, which has one term at least; `checkValues` is whether its values must be what a label can have. */
export function nodeSelectorErrors(selector: unknown, path: FieldPath, checkValues: boolean, sink: Sink): void {
  const terms = list(record(selector).nodeSelectorTerms);
  const termsPath = [...path, 'nodeSelectorTerms'];
  if (terms.length === 0) sink(required(termsPath, 'must have at least one node selector term'));
  for (const [index, term] of terms.entries()) termErrors(term, [...termsPath, index], checkValues, sink);
}

/** A weight is from 1 to 100, and has no default. */
export function weightErrors(weight: unknown, path: FieldPath, sink: Sink): void {
  const number = numberOf(weight);
  if (number !== undefined && (number < 1 || number > 100)) {
    sink(invalid(path, number, 'must be in the range 1-100'));
  }
}

function termErrors(term: unknown, path: FieldPath, checkValues: boolean, sink: Sink): void {
  const { matchExpressions, matchFields } = record(term);
  for (const [index, value] of list(matchExpressions).entries()) {
    expressionErrors(value, [...path, 'matchExpressions', index], checkValues, sink);
  }
  for (const [index, value] of list(matchFields).entries()) {
    fieldErrors(value, [...path, 'matchFields', index], sink);
  }
}

function expressionErrors(value: unknown, path: FieldPath, checkValues: boolean, sink: Sink): void {
  const { key, operator, values } = record(value);
  const count = list(values).length;
  const field = [...path, 'values'];
  if (operator === 'In' || operator === 'NotIn') {
    if (count === 0) sink(required(field, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (count > 0) sink(forbidden(field, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (count !== 1) sink(required(field, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
  } else if (textOf(operator) !== undefined) {
    sink(invalid([...path, 'operator'], operator ?? '', 'not a valid selector operator'));
  }
  needsSyntax(key, [...path, 'key'], qualifiedName, sink);
  if (checkValues) labelValues(values, field, sink);
}

function fieldErrors(value: unknown, path: FieldPath, sink: Sink): void {
  const { key, operator, values } = record(value);
  const given = list(values);
  if (operator === 'In' || operator === 'NotIn') {
    if (given.length !== 1) {
      const detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
      sink(required([...path, 'values'], detail));
    }
  } else if (textOf(operator) !== undefined) {
    sink(invalid([...path, 'operator'], operator ?? '', 'not a valid selector operator'));
  }
  if (key === 'metadata.name') {
    for (const [index, name] of given.entries()) {
      needsSyntax(name, [...path, 'values', index], dns1123Subdomain, sink);
    }
  } else if (textOf(key) !== undefined) {
    sink(invalid([...path, 'key'], key ?? '', 'not a valid field selector key'));
  }
}
