import { qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { forbidden, invalid } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, list, own, record } from '../read';
import type { Fields, PodFacts } from './each-pod';
import { needsSyntax } from './values';

/** A list of label keys whose values a pod takes from its own labels. They add to a label selector, which must exist. */
export function keyListErrors(keys: unknown, path: FieldPath, selector: unknown, sink: Sink): void {
  const given = list(keys);
  if (given.length === 0) return;
  if (!isSet(selector)) {
    sink(forbidden(path, 'must not be specified when labelSelector is not set'));
    return;
  }
  for (const [index, key] of given.entries()) needsSyntax(key, [...path, index], qualifiedName, sink);
}

/**
 * Keys of `matchLabelKeys` that the label selector has too. The API server adds the keys to the selector of a Pod whose labels have
 * them, so there one mention is one too many; in a template it takes two.
 */
export function selectedTwice(
  { matchLabelKeys, mismatchLabelKeys, labelSelector }: Fields,
  path: FieldPath,
  { isPod, metadata }: PodFacts,
  sink: Sink,
): void {
  const { matchLabels, matchExpressions } = record(labelSelector);
  const keys = list(matchLabelKeys);
  const labels = record(metadata.labels);
  const added = isPod
    ? [...keys, ...list(mismatchLabelKeys)].filter((key) => typeof key === 'string' && isSet(own(labels, key)))
    : [];
  const seen = new Set<unknown>(Object.keys(record(matchLabels)));
  const expressions = [...list(matchExpressions).map((expression) => record(expression).key), ...added];
  for (const key of expressions) {
    if (seen.has(key) && keys.includes(key)) {
      sink(invalid([...path, keys.indexOf(key)], key, 'exists in both matchLabelKeys and labelSelector'));
    }
    seen.add(key);
  }
}
