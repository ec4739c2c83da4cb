import type { FieldPath } from '../../field-path';
import { objectsOf } from '../core/each-object';
import { invalid, required, tooLong, tooMany } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record } from '../read';
import { expressionProblem } from '../schema/cel/expression';
import { fieldsOf } from '../schema/cel/scope';
import type { Scope } from '../schema/cel/scope';

const MAX_SELECTORS = 32;
const MAX_EXPRESSION = 10 * 1024;

/**
 * What an expression about a device can ask: `allowMultipleAllocations` since 1.34. An attribute alone may stand where a bool is due: the API
 * server takes a type that it does not know here, and not in policies.
 */
const DEVICE: Scope = new Map([['device', fieldsOf(['driver', 'attributes', 'capacity', 'allowMultipleAllocations'])]]);

/**
 * The expressions of CEL by which devices are chosen. Whether a device has the attributes that they name nobody knows before it is there.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/dynamic-resource-allocation/cel/compile.go
 */
export function deviceSelectors(value: unknown, path: FieldPath, sink: Sink): void {
  const selectors = objectsOf(value, path);
  if (selectors.length > MAX_SELECTORS) {
    sink(tooMany(path, selectors.length, MAX_SELECTORS));
    return;
  }
  for (const [{ cel }, at] of selectors) {
    if (isUnset(cel)) {
      sink(required([...at, 'cel']));
      continue;
    }
    const expression = record(cel).expression ?? '';
    const here = [...at, 'cel', 'expression'];
    if (typeof expression !== 'string') continue;
    if (Buffer.byteLength(expression) > MAX_EXPRESSION) {
      sink(tooLong(here, MAX_EXPRESSION));
      continue;
    }
    const problem = expressionProblem(expression, DEVICE, ['bool']);
    if (problem !== undefined) sink(invalid(here, expression, problem));
  }
}
