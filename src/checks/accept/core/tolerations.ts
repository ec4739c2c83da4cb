import { labelValue, qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { invalid } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset } from '../read';
import { isBlank, objectsOf } from './each-object';
import { oneOf, syntaxOf } from './syntax';

/** Tolerations outside of a pod. */
export function tolerations(value: unknown, path: FieldPath, sink: Sink): void {
  for (const [{ key, operator, value: wanted, effect, tolerationSeconds }, at] of objectsOf(value, path)) {
    if (!isBlank(key)) syntaxOf(key, [...at, 'key'], qualifiedName, sink);
    if (isBlank(key) && operator !== 'Exists') {
      const needs = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      sink(invalid([...at, 'operator'], operator ?? '', needs));
    }
    if (!isUnset(tolerationSeconds) && effect !== 'NoExecute') {
      sink(invalid([...at, 'effect'], effect ?? '', "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    }
    if (operator === 'Exists') {
      const needs = "value must be empty when `operator` is 'Exists'";
      if (!isBlank(wanted)) sink(invalid([...at, 'operator'], wanted, needs));
    } else if (isBlank(operator) || operator === 'Equal') {
      syntaxOf(wanted, [...at, 'value'], labelValue, sink);
    } else {
      oneOf(operator, [...at, 'operator'], ['Equal', 'Exists'], sink);
    }
    if (effect !== '') oneOf(effect, [...at, 'effect'], ['NoExecute', 'NoSchedule', 'PreferNoSchedule'], sink);
  }
}
