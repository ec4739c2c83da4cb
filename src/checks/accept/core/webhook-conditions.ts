import { qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { duplicate, invalid, required, tooMany } from '../field-error';
import type { Sink } from '../field-error';
import { text } from '../read';
import { expressionProblem } from '../schema/cel/expression';
import type { Scope } from '../schema/cel/scope';
import { isBlank, objectsOf } from './each-object';
import { REQUEST } from './request-scope';
import { syntaxOf } from './syntax';

const MAX_CONDITIONS = 64;

/** What the API server says of the conditions under which a webhook or a policy is asked. */
export function validateConditions(conditions: unknown, path: FieldPath, sink: Sink, scope: Scope = REQUEST): void {
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
    const problem = source === undefined || source === '' ? undefined : expressionProblem(source, scope, ['bool']);
    if (problem !== undefined) sink(invalid([...at, 'expression'], expression, problem));
  }
}
