import { compareQuantities, isQuantity, parseMilli } from '../../../facts/quantity';
import type { FieldPath } from '../../field-path';
import { invalid } from '../field-error';
import type { Sink } from '../field-error';
import { isCounted } from './resource-names';

/** A quantity that must be more than nothing; what is no quantity is left to the schema. */
export function positiveQuantity(value: unknown, path: FieldPath, sink: Sink): void {
  if (isQuantity(value) && compareQuantities(value, 0) <= 0) sink(invalid(path, value, 'must be greater than zero'));
}

/** An amount of a resource: not negative, and a whole number where the resource is counted. */
export function resourceQuantity(name: string, value: unknown, path: FieldPath, sink: Sink): void {
  if (!isQuantity(value)) return;
  const milli = parseMilli(value) ?? 0n;
  if (milli < 0n) sink(invalid(path, value, 'must be greater than or equal to 0'));
  if (isCounted(name) && milli % 1000n !== 0n) sink(invalid(path, value, 'must be an integer'));
}
