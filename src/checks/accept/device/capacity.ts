import { compareQuantities, isQuantity, parseMilli } from '../../../facts/quantity';
import type { Quantity } from '../../../facts/quantity';
import type { FieldPath } from '../../field-path';
import type { Fields } from '../core/each-object';
import { duplicate, forbidden, invalid, required, tooMany } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, list, record } from '../read';

const MAX_VALUES = 10;

/**
 * How much of a capacity a request may have, of a device that several requests share.
 *
 * @param capacity all that there is of it
 */
export function requestPolicy(capacity: unknown, value: unknown, path: FieldPath, sink: Sink): void {
  const policy = record(value);
  const values = list(policy.validValues);
  if (values.length > 0 && !isUnset(policy.validRange)) {
    const both = 'exactly one policy can be specified, cannot specify "validValues" and "validRange" at the same time';
    sink(forbidden(path, both));
    return;
  }
  const kind = values.length > 0 ? 'validValues' : isUnset(policy.validRange) ? undefined : 'validRange';
  const byDefault = policy.default;
  if (kind === undefined || !isQuantity(capacity)) return;
  if (isUnset(byDefault)) sink(required([...path, 'default'], `required when ${kind} is defined`));
  else if (!isQuantity(byDefault)) return;
  else if (kind === 'validRange') range(byDefault, capacity, record(policy.validRange), [...path, kind], sink);
  else if (values.every(isQuantity)) validValues(byDefault, capacity, values, [...path, kind], sink);
}

function validValues(
  byDefault: Quantity,
  all: Quantity,
  values: readonly Quantity[],
  path: FieldPath,
  sink: Sink,
): void {
  for (const [index, value] of values.entries()) {
    const before = values[index - 1];
    if (before !== undefined && compareQuantities(before, value) > 0) {
      sink(invalid([...path, index], value, 'values must be sorted in ascending order'));
    }
  }
  if (values.length > MAX_VALUES) {
    sink(tooMany(path, values.length, MAX_VALUES));
    return;
  }
  for (const [index, value] of values.entries()) {
    if (compareQuantities(value, all) > 0) {
      sink(invalid([...path, index], value, `option is larger than capacity value: ${all}`));
    }
    if (values.slice(0, index).some((other) => compareQuantities(other, value) === 0))
      sink(duplicate([...path, index], value));
  }
  if (!values.some((value) => compareQuantities(value, byDefault) === 0)) {
    sink(invalid(path, byDefault, 'default value is not valid according to the requestPolicy'));
  }
}

function range(byDefault: Quantity, all: Quantity, { min, max, step }: Fields, path: FieldPath, sink: Sink): void {
  if (isUnset(min)) {
    sink(required([...path, 'min'], 'required when validRange is defined'));
    return;
  }
  if (!isQuantity(min)) return;
  const above = (field: string, value: Quantity, detail: string): void => {
    sink(invalid([...path, field], value, detail));
  };
  if (compareQuantities(min, all) > 0) above('min', min, `min is larger than capacity value: ${all}`);
  if (compareQuantities(byDefault, min) < 0) above('default', byDefault, `default is less than min: ${min}`);
  if (isQuantity(max)) {
    if (compareQuantities(min, max) > 0) above('max', min, `min is larger than max: ${max}`);
    if (compareQuantities(max, all) > 0) above('max', max, `max is larger than capacity value: ${all}`);
    if (compareQuantities(byDefault, max) > 0) above('default', byDefault, `default is more than max: ${max}`);
  }
  if (!isQuantity(step)) return;
  const [least, width, most] = [whole(min), whole(step), whole(all)];
  if (width <= 0n) above('step', step, 'must be greater than zero');
  else if (least + width > most) above('step', step, `one step ${least + width} is larger than capacity value: ${all}`);
  if (width <= 0n) return;
  for (const value of [byDefault, ...(isQuantity(max) ? [max] : [])]) {
    if ((whole(value) - least) % width !== 0n) {
      above('step', value, `value is not a multiple of a given step (${step}) from (${min})`);
    }
  }
}

/** The API server rounds up what is no whole number. */
function whole(quantity: Quantity): bigint {
  return ((parseMilli(quantity) ?? 0n) + 999n) / 1000n;
}
