import { qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { isBlank, isEmptyMap } from '../core/each-object';
import { syntaxOf } from '../core/syntax';
import { invalid, required, tooLong } from '../field-error';
import type { Sink } from '../field-error';
import { record, text } from '../read';

const MAX_SIZE = 256 * 1024;
const MAX_COUNT = 512;

/** The driver that a class belongs to. */
export function provisioner(name: unknown, path: FieldPath, sink: Sink): void {
  if (isBlank(name)) sink(required(path));
  else syntaxOf(name, path, (value) => qualifiedName(value.toLowerCase()), sink);
}

/** What a class tells its driver. */
export function parameters(value: unknown, path: FieldPath, mayBeEmpty: boolean, sink: Sink): void {
  if (!mayBeEmpty && isEmptyMap(value)) sink(required(path, 'must contain at least one key/value pair'));
  const entries = Object.entries(record(value));
  if (entries.length > MAX_COUNT) {
    sink(tooLong(path, MAX_COUNT));
    return;
  }
  if (entries.some(([key]) => key === '')) sink(invalid(path, '', 'field can not be empty.'));
  const size = entries.reduce((sum, [key, entry]) => sum + Buffer.byteLength(key + (text(entry) ?? '')), 0);
  if (size > MAX_SIZE) sink(tooLong(path, MAX_SIZE));
}
