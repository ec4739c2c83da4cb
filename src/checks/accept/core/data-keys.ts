import type { FieldPath } from '../../field-path';
import { invalid } from '../field-error';
import type { Sink } from '../field-error';
import { record } from '../read';

/** How much a ConfigMap or a Secret holds at most. */
export const MAX_DATA = 1024 * 1024;

/** Keys of data, which become names of files. */
export function dataKeys(data: unknown, path: FieldPath, sink: Sink): void {
  for (const key of Object.keys(record(data))) {
    const problem = dataKey(key);
    if (problem !== undefined) sink(invalid([...path, key], key, problem));
  }
}

/** How many bytes a base64 text stands for. */
export function decodedSize(text: string): number {
  return Buffer.from(text, 'base64').length;
}

function dataKey(key: string): string | undefined {
  if (key.length > 253) return 'must be no more than 253 bytes';
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
    return "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
  }
  if (key === '.' || key === '..') return `must not be '${key}'`;
  return key.startsWith('..') ? "must not start with '..'" : undefined;
}
