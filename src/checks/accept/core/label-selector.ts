import { labelValue, qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { forbidden, invalid, required } from '../field-error';
import type { FieldError } from '../field-error';
import { record } from '../read';
import { isEmptyList, isUnset, objectsOf, textsOf } from './each-object';
import { labels, syntaxOf } from './syntax';

/** A label selector: `matchLabels` and `matchExpressions`. */
export function* labelSelector(value: unknown, path: FieldPath): Iterable<FieldError> {
  const { matchLabels, matchExpressions } = record(value);
  yield* labels(matchLabels, [...path, 'matchLabels']);
  for (const [expression, at] of objectsOf(matchExpressions, [...path, 'matchExpressions'])) {
    const { key, operator, values } = expression;
    if (operator === 'In' || operator === 'NotIn') {
      if (isEmptyList(values)) {
        yield required([...at, 'values'], "must be specified when `operator` is 'In' or 'NotIn'");
      }
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (!isEmptyList(values) && Array.isArray(values)) {
        yield forbidden([...at, 'values'], "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
      }
    } else if (isUnset(operator) || typeof operator === 'string') {
      yield invalid([...at, 'operator'], operator ?? '', 'not a valid selector operator');
    }
    yield* syntaxOf(key ?? '', [...at, 'key'], qualifiedName);
    for (const [text, textPath] of textsOf(values, [...at, 'values'])) yield* syntaxOf(text, textPath, labelValue);
  }
}
