import type { FieldPath } from '../../field-path';
import { invalid } from '../field-error';
import type { Sink } from '../field-error';

const PERCENT = /^[0-9]+%$/;

/** What the API server says of a number of pods, which may be a share of them such as `25%`. */
export function validateIntOrPercent(value: unknown, path: FieldPath, sink: Sink): void {
  if (typeof value === 'number' && value < 0) sink(invalid(path, value, 'must be greater than or equal to 0'));
  if (typeof value === 'string' && !PERCENT.test(value)) {
    sink(invalid(path, value, "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%')"));
  }
}

/** Says of a share that it is more than all pods. */
export function notAbove100Percent(value: unknown, path: FieldPath, sink: Sink): void {
  if (typeof value === 'string' && PERCENT.test(value) && Number.parseInt(value, 10) > 100) {
    sink(invalid(path, value, 'must not be greater than 100%'));
  }
}

/** Whether a number of pods or a share of them is zero. Text that is neither counts as zero to the API server. */
export function isZero(value: unknown): boolean {
  if (typeof value === 'number') return value === 0;
  if (typeof value !== 'string') return false;
  return !/^[+-]?[0-9]+%?$/.test(value) || Number.parseInt(value, 10) === 0;
}
