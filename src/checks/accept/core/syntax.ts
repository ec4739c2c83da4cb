import { labelValue, qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record } from '../read';
import { isBlank } from './each-object';

/** Why a number is no port; `undefined` where it is one. */
export function portNumber(port: number): string | undefined {
  return port >= 1 && port <= 65535 ? undefined : 'must be between 1 and 65535, inclusive';
}

/** Why a text is not the name of a container's port; `undefined` where it is one. */
export function portName(name: string): string | undefined {
  if (name.length > 15) return 'must be no more than 15 characters';
  if (!/^[-a-z0-9]+$/.test(name)) return 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)';
  if (!/[a-z]/.test(name)) return 'must contain at least one letter (a-z)';
  if (name.includes('--')) return 'must not contain consecutive hyphens';
  if (name.startsWith('-') || name.endsWith('-')) return 'must not begin or end with a hyphen';
  return undefined;
}

/** A port by its number or by its name; what is neither is left to the schema. */
export function portNumberOrName(port: unknown, path: FieldPath, sink: Sink): void {
  const problem = typeof port === 'number' ? portNumber(port) : typeof port === 'string' ? portName(port) : undefined;
  if (problem !== undefined) sink(invalid(path, port, problem));
}

/** A text that one of the functions of `facts/names` judges; what is no text is left to the schema. */
export function syntaxOf(
  value: unknown,
  path: FieldPath,
  rule: (text: string) => string | undefined,
  sink: Sink,
): void {
  const problem = typeof value === 'string' ? rule(value) : undefined;
  if (problem !== undefined) sink(invalid(path, value, problem));
}

/** The same for a text that must be there. */
export function requiredSyntax(
  value: unknown,
  path: FieldPath,
  rule: (text: string) => string | undefined,
  sink: Sink,
): void {
  if (isBlank(value)) sink(required(path));
  else syntaxOf(value, path, rule, sink);
}

/** A text that is one of some; without a value the default stands, which is one of them. */
export function oneOf(value: unknown, path: FieldPath, allowed: readonly string[], sink: Sink): void {
  if (typeof value === 'string' && !allowed.includes(value)) sink(notSupported(path, value, allowed));
}

/** A map of labels, such as a selector. */
export function labels(value: unknown, path: FieldPath, sink: Sink): void {
  for (const [key, label] of Object.entries(record(value))) {
    syntaxOf(key, [...path, key], qualifiedName, sink);
    if (!isUnset(label)) syntaxOf(label, [...path, key], labelValue, sink);
  }
}
