import { valueAt } from '../../field-path';
import { invalid } from '../field-error';
import type { Sink } from './problem';

const MAX = 2 ** 31 - 1;

/**
 * The number that `kubectl scale` changes, which the API server reads from every object of a kind that can be scaled.
 *
 * @param specReplicasPath as the definition has it, such as `.spec.replicas`
 */
export function validateReplicas(object: unknown, specReplicasPath: string, sink: Sink): void {
  const path = specReplicasPath.replace(/^\./, '').split('.');
  const replicas = valueAt(object, path);
  // What is no whole number is refused by the schema, or it is not there.
  if (typeof replicas !== 'number') return;
  if (replicas < 0) sink({ topic: 'type', ...invalid(path, replicas, 'should be a non-negative integer') });
  if (replicas > MAX) {
    sink({ topic: 'type', ...invalid(path, replicas, `should be less than or equal to ${MAX}`) });
  }
}
