import type { FieldPath } from '../field-path';
import { isBlank, objectsOf } from '../accept/core/each-object';
import { invalid, required } from '../accept/field-error';
import type { Sink } from '../accept/field-error';
import { isSet, isUnset, number, record, text } from '../accept/read';
import { hostProblem, isLabel, isPort } from './istio-names';

/** What istiod asks of the destinations of a route, and of their weights. */
export function destinations(routes: unknown, path: FieldPath, sink: Sink): void {
  const all = objectsOf(routes, path);
  let sum = 0;
  for (const [one, at] of all) {
    if (isUnset(one.destination)) sink(required([...at, 'destination']));
    else destination(one.destination, [...at, 'destination'], sink);
    const weight = number(one.weight) ?? 0;
    if (weight < 0) sink(invalid([...at, 'weight'], weight, 'must not be negative'));
    sum += weight;
  }
  if (all.length > 1 && sum === 0)
    sink(invalid(path, sum, 'is the sum of the weights: of several destinations one must have a weight above 0'));
}

/** What istiod asks of one destination. */
export function destination(value: unknown, path: FieldPath, sink: Sink): void {
  const { host, subset, port } = record(value);
  const name = text(host) ?? '';
  const problem = name === '*' ? 'names no host' : hostProblem(name);
  if (problem !== undefined && typeof host === 'string') sink(invalid([...path, 'host'], name, problem));
  if (!isBlank(subset) && typeof subset === 'string' && !isLabel(subset))
    sink(invalid([...path, 'subset'], subset, "must be of letters, digits and '-'"));
  if (isSet(port) && !isPort(record(port).number ?? 0))
    sink(invalid([...path, 'port', 'number'], record(port).number ?? 0, 'must be 1 to 65535'));
}
