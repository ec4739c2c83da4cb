import { qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isEmptyList, objectsOf, textsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { oneOf, syntaxOf } from '../core/syntax';
import { duplicate, required } from '../field-error';
import type { Sink } from '../field-error';
import { parameters, provisioner } from './class-parameters';

/** ACC075: what a StorageClass is made of. */
export const storageClass: Rule = {
  id: 'ACC075',
  title: 'provisioner and policies of a StorageClass',
  severity: 'error',
  why: 'the API server refuses a class that no driver can serve',
  fix: 'name the driver as provisioner, and write policies as the message lists them',
  page: {
    reports:
      'a class without `provisioner` or with one that is no qualified name; a reclaim policy other than `Delete` and `Retain`; a binding mode other than `Immediate` and `WaitForFirstConsumer`; parameters of more than 256 KiB; and `allowedTopologies` that are empty, have a key or a value twice, or a key without values.',
    mend: 'Name the driver as its documentation does, such as `disk.csi.azure.com`.',
    before: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: disk.csi.azure.com
reclaimPolicy: Recycle
volumeBindingMode: WaitForConsumer
`,
    after: [
      ['reclaimPolicy: Recycle', 'reclaimPolicy: Delete'],
      ['volumeBindingMode: WaitForConsumer', 'volumeBindingMode: WaitForFirstConsumer'],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'storage.k8s.io', 'StorageClass', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  provisioner(object.provisioner, ['provisioner'], sink);
  parameters(object.parameters, ['parameters'], true, sink);
  if (object.reclaimPolicy !== '') oneOf(object.reclaimPolicy, ['reclaimPolicy'], ['Delete', 'Retain'], sink);
  oneOf(object.volumeBindingMode, ['volumeBindingMode'], ['Immediate', 'WaitForFirstConsumer'], sink);
  const seen = new Set<string>();
  for (const [term, path] of objectsOf(object.allowedTopologies, ['allowedTopologies'])) {
    const at = [...path, 'matchLabelExpressions'];
    const keys = new Map<string, string[]>();
    for (const [expression, here] of objectsOf(term.matchLabelExpressions, at)) {
      validateExpression(expression, here, keys, sink);
    }
    const whole = JSON.stringify([...keys].sort(([a], [b]) => (a < b ? -1 : 1)));
    // To the API server a term without expressions is the same as another.
    if (keys.size === 0 || seen.has(whole)) sink(duplicate(at, ''));
    seen.add(whole);
  }
}

function validateExpression(expression: Fields, path: FieldPath, keys: Map<string, string[]>, sink: Sink): void {
  const { values } = expression;
  const key = expression.key ?? '';
  if (isEmptyList(values)) sink(required([...path, 'values']));
  const seen = new Set<string>();
  for (const [value, at] of textsOf(values, [...path, 'values'])) {
    if (seen.has(value)) sink(duplicate(at, value));
    seen.add(value);
  }
  syntaxOf(key, [...path, 'key'], qualifiedName, sink);
  if (typeof key !== 'string') return;
  if (keys.has(key)) sink(duplicate([...path, 'key'], key));
  keys.set(key, [...seen].sort());
}
