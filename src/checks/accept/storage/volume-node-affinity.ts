import { dns1123Subdomain, labelValue, qualifiedName } from '../../../facts/names';
import type { Target } from '../../../facts/target';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isEmptyList, objectsOf, textsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { syntaxOf } from '../core/syntax';
import { forbidden, invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, list, record } from '../read';

/** ACC072: the nodes that can reach a PersistentVolume. */
export const volumeNodeAffinity: Rule = {
  id: 'ACC072',
  title: 'node affinity of a PersistentVolume',
  severity: 'error',
  why: 'the API server refuses an affinity that no node can be judged by',
  fix: 'give nodeAffinity.required at least one term, and each expression an operator with the values it needs',
  page: {
    reports:
      'a `nodeAffinity` without `required` or without terms; an operator other than `In`, `NotIn`, `Exists`, `DoesNotExist`, `Gt` and `Lt`; values where the operator takes none, none where it needs some, and not exactly one for `Gt`, `Lt` and for fields; and keys and values that are no labels.',
    mend: 'Write the label of the node as `key` and its values as a list.',
    before: `apiVersion: v1
kind: PersistentVolume
metadata:
  name: scratch
spec:
  capacity:
    storage: 100Gi
  accessModes:
    - ReadWriteOnce
  local:
    path: /mnt/scratch
  nodeAffinity:
    required:
      nodeSelectorTerms:
        - matchExpressions:
            - key: kubernetes.io/hostname
              operator: Equals
              values:
                - gpu-1
`,
    after: [['operator: Equals', 'operator: In']],
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'PersistentVolume', validate);
  },
};

function validate(object: Fields, sink: Sink, { minor }: Target): void {
  const { nodeAffinity } = record(object.spec);
  if (isUnset(nodeAffinity)) return;
  const path = ['spec', 'nodeAffinity', 'required'];
  const selector = record(nodeAffinity).required;
  if (isUnset(selector)) {
    sink(required(path, 'must specify required node constraints'));
    return;
  }
  const { nodeSelectorTerms } = record(selector);
  const at = [...path, 'nodeSelectorTerms'];
  if (isEmptyList(nodeSelectorTerms)) sink(required(at, 'must have at least one node selector term'));
  for (const [term, termPath] of objectsOf(nodeSelectorTerms, at)) {
    for (const [expression, here] of objectsOf(term.matchExpressions, [...termPath, 'matchExpressions'])) {
      validateExpression(expression, here, minor, sink);
    }
    for (const [field, here] of objectsOf(term.matchFields, [...termPath, 'matchFields'])) {
      validateField(field, here, sink);
    }
  }
}

function validateExpression(expression: Fields, path: FieldPath, minor: number, sink: Sink): void {
  const { key, operator, values } = expression;
  const at = [...path, 'values'];
  if (operator === 'In' || operator === 'NotIn') {
    if (isEmptyList(values)) sink(required(at, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (list(values).length > 0) {
      sink(forbidden(at, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
    }
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (isEmptyList(values) || list(values).length > 1) {
      sink(required(at, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
    }
  } else if (isUnset(operator) || typeof operator === 'string') {
    sink(invalid([...path, 'operator'], operator ?? '', 'not a valid selector operator'));
  }
  syntaxOf(key ?? '', [...path, 'key'], qualifiedName, sink);
  // Values of volumes are read since 1.32.
  if (minor < 32) return;
  for (const [value, valuePath] of textsOf(values, at)) syntaxOf(value, valuePath, labelValue, sink);
}

/** The name of a node is the only field that can be asked for. */
function validateField(field: Fields, path: FieldPath, sink: Sink): void {
  const { key, operator, values } = field;
  if (operator === 'In' || operator === 'NotIn') {
    if (list(values).length !== 1) {
      sink(
        required(
          [...path, 'values'],
          "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
        ),
      );
    }
  } else if (isUnset(operator) || typeof operator === 'string') {
    sink(invalid([...path, 'operator'], operator ?? '', 'not a valid selector operator'));
  }
  if (isUnset(key) || (typeof key === 'string' && key !== 'metadata.name')) {
    sink(notSupported([...path, 'key'], key ?? '', ['metadata.name']));
    return;
  }
  for (const [value, at] of textsOf(values, [...path, 'values'])) syntaxOf(value, at, dns1123Subdomain, sink);
}
