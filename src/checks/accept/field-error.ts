import type { FieldPath } from '../field-path';
import { isRandom } from '../secret/looks-like-token';

/**
 * What is wrong with a field, worded as the API server words it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apimachinery/pkg/util/validation/field/errors.go
 */
export interface FieldError {
  readonly path: FieldPath;
  readonly message: string;
}

/** Takes each error as it is found. */
export type Sink = (error: FieldError) => void;

export function invalid(path: FieldPath, value: unknown, detail: string): FieldError {
  // Some details repeat the value.
  const rest = typeof value === 'string' && isRandom(value) ? detail.replaceAll(value, '(not shown)') : detail;
  return { path, message: `Invalid value: ${shownValue(value)}: ${rest}` };
}

export function required(path: FieldPath, detail = ''): FieldError {
  return { path, message: detail === '' ? 'Required value' : `Required value: ${detail}` };
}

export function forbidden(path: FieldPath, detail: string): FieldError {
  return { path, message: `Forbidden: ${detail}` };
}

/** More items in a list than it may have. */
export function tooMany(path: FieldPath, count: number, max: number): FieldError {
  return { path, message: `Too many: ${count}: must have at most ${max} items` };
}

export function duplicate(path: FieldPath, value: unknown): FieldError {
  return { path, message: `Duplicate value: ${shownValue(value)}` };
}

export function notSupported(path: FieldPath, value: unknown, allowed: readonly string[]): FieldError {
  return {
    path,
    message: `Unsupported value: ${shownValue(value)}: supported values: ${[...allowed].map(shownValue).sort().join(', ')}`,
  };
}

export function notFound(path: FieldPath, value: unknown): FieldError {
  return { path, message: `Not found: ${shownValue(value)}` };
}

export function tooLong(path: FieldPath, max: number): FieldError {
  return { path, message: `Too long: may not be more than ${max} bytes` };
}

/** A value, unless nobody reads it as a word: a password that stands in the wrong field is one that a log would show. */
export function shownValue(value: unknown): string {
  return isRandom(value) ? '(not shown)' : (JSON.stringify(value) ?? 'null');
}
