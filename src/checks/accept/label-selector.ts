import { labelValue, qualifiedName } from '../../facts/names';
import type { FieldPath } from '../field-path';
import { forbidden, invalid, required } from './field-error';
import type { Sink } from './field-error';
import { isSet, text } from './read';
import { fields, items } from './workload/spec';

/**
 * What the API server says of a label selector. No selector at all is none of its concern.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/validation/validation.go
 */
export function validateLabelSelector(selector: unknown, path: FieldPath, sink: Sink): void {
  const { matchLabels, matchExpressions } = fields(selector) ?? {};
  for (const [key, value] of Object.entries(fields(matchLabels) ?? {})) {
    const at = [...path, 'matchLabels', key];
    const keyProblem = qualifiedName(key);
    if (keyProblem !== undefined) sink(invalid(at, key, keyProblem));
    const valueProblem = typeof value === 'string' ? labelValue(value) : undefined;
    if (valueProblem !== undefined) sink(invalid(at, value, valueProblem));
  }
  for (const [index, { key, operator, values }] of items(matchExpressions)) {
    const at = [...path, 'matchExpressions', index];
    const given = Array.isArray(values) ? (values as unknown[]) : [];
    if (operator === 'In' || operator === 'NotIn') {
      if (given.length === 0 && (!isSet(values) || Array.isArray(values))) {
        sink(required([...at, 'values'], "must be specified when `operator` is 'In' or 'NotIn'"));
      }
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (given.length > 0) {
        sink(forbidden([...at, 'values'], "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
      }
    } else if (!isSet(operator) || typeof operator === 'string') {
      sink(invalid([...at, 'operator'], operator ?? '', 'not a valid selector operator'));
    }
    const keyProblem = !isSet(key) || typeof key === 'string' ? qualifiedName(text(key) ?? '') : undefined;
    if (keyProblem !== undefined) sink(invalid([...at, 'key'], key ?? '', keyProblem));
    for (const [position, value] of given.entries()) {
      const problem = typeof value === 'string' ? labelValue(value) : undefined;
      if (problem !== undefined) sink(invalid([...at, 'values', position], value, problem));
    }
  }
}

/** Whether a selector is there but names no label: it selects everything. */
export function selectsEverything(selector: unknown): boolean {
  const found = fields(selector);
  if (!found) return false;
  const { matchLabels, matchExpressions } = found;
  const noLabels = !isSet(matchLabels) || Object.keys(fields(matchLabels) ?? { other: true }).length === 0;
  return noLabels && (!isSet(matchExpressions) || (Array.isArray(matchExpressions) && matchExpressions.length === 0));
}

/**
 * Whether a label selector takes an object with these labels.
 *
 * @returns `undefined` where the selector or the labels are not well formed, so that no answer is right.
 */
export function selectorMatches(selector: unknown, labels: unknown): boolean | undefined {
  if (!isSet(selector)) return false;
  const found = fields(selector);
  const given = textMap(labels);
  if (!found || !given) return undefined;
  let valid = true;
  validateLabelSelector(selector, [], () => {
    valid = false;
  });
  if (!valid) return undefined;
  const wanted = textMap(found.matchLabels);
  const { matchExpressions } = found;
  if (!wanted || (isSet(matchExpressions) && !Array.isArray(matchExpressions))) return undefined;
  let matches = [...wanted].every(([key, value]) => given.get(key) === value);
  for (const [, { key, operator, values }] of items(matchExpressions)) {
    if (typeof key !== 'string') return undefined;
    const value = given.get(key);
    const inValues = value !== undefined && Array.isArray(values) && values.some((one) => (one ?? '') === value);
    if (operator === 'In') matches &&= inValues;
    else if (operator === 'NotIn') matches &&= !inValues;
    else if (operator === 'Exists') matches &&= value !== undefined;
    else if (operator === 'DoesNotExist') matches &&= value === undefined;
    else return undefined;
  }
  return matches;
}

/** A map of text, in which null is empty text; `undefined` where it is none. */
export function textMap(value: unknown): Map<string, string> | undefined {
  if (!isSet(value)) return new Map();
  const found = fields(value);
  if (!found) return undefined;
  const map = new Map<string, string>();
  for (const [key, one] of Object.entries(found)) {
    if (isSet(one) && typeof one !== 'string') return undefined;
    map.set(key, text(one) ?? '');
  }
  return map;
}
