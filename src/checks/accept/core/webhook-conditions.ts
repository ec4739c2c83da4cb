import { qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { duplicate, invalid, required, tooMany } from '../field-error';
import type { Sink } from '../field-error';
import { text } from '../read';
import { isReadable } from '../schema/cel/environment';
import { librarySource } from '../schema/cel/source';
import { isBlank, objectsOf } from './each-object';
import { syntaxOf } from './syntax';

const MAX_CONDITIONS = 64;

/** What the API server says of the conditions under which a webhook is asked; of their expressions, of the syntax alone. */
export function validateConditions(conditions: unknown, path: FieldPath, sink: Sink): void {
  const given = objectsOf(conditions, path);
  if (given.length > MAX_CONDITIONS) sink(tooMany(path, given.length, MAX_CONDITIONS));
  const names = new Set<unknown>();
  for (const [{ name, expression }, at] of given) {
    if (isBlank(name)) sink(required([...at, 'name']));
    else syntaxOf(name, [...at, 'name'], qualifiedName, sink);
    if (!isBlank(name) && names.has(name)) sink(duplicate([...at, 'name'], name));
    names.add(name);
    const source = isBlank(expression) ? '' : text(expression)?.trim();
    if (source === '') sink(required([...at, 'expression']));
    else if (source !== undefined && !isReadable(librarySource(source))) {
      sink(invalid([...at, 'expression'], expression, 'compilation failed: Syntax error'));
    }
  }
}
