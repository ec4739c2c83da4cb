import * as net from 'net';
import { dns1123Label, dns1123Subdomain, labelValue, qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { invalid, notSupported, required } from '../field-error';
import type { FieldError } from '../field-error';

/** What is said of a field that is right: shared, as most fields are. */
const NONE: readonly FieldError[] = [];

/** Whether a field is given; to the API server null is not given. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** A text field as the API server reads it: empty where it is not given, `undefined` where it is of another type. */
export function textOf(value: unknown): string | undefined {
  if (!isSet(value)) return '';
  return typeof value === 'string' ? value : undefined;
}

/** A text field with its default, which stands where the field is empty too; `undefined` where it is of another type. */
export function textOr(value: unknown, byDefault: string): string | undefined {
  const text = textOf(value);
  return text === '' ? byDefault : text;
}

/** A number field: 0 where it is not given, `undefined` where it is of another type. */
export function numberOf(value: unknown): number | undefined {
  if (!isSet(value)) return 0;
  return typeof value === 'number' ? value : undefined;
}

/** A text field that must not be empty. */
export function needsText(value: unknown, path: FieldPath, detail = ''): readonly FieldError[] {
  return textOf(value) === '' ? [required(path, detail)] : NONE;
}

/** A text that must be of a syntax; a function of `facts/names.ts` says what is wrong with it. */
export function needsSyntax(
  value: unknown,
  path: FieldPath,
  problemOf: (text: string) => string | undefined,
): readonly FieldError[] {
  const text = textOf(value);
  const problem = text === undefined ? undefined : problemOf(text);
  return problem === undefined ? NONE : [invalid(path, text, problem)];
}

/** A name that must be given and be a DNS label. */
export function needsLabel(value: unknown, path: FieldPath): readonly FieldError[] {
  return textOf(value) === '' ? [required(path)] : needsSyntax(value, path, dns1123Label);
}

/** A field that may be absent or empty, and otherwise must have one of the values. */
export function oneOf(value: unknown, path: FieldPath, allowed: readonly string[]): readonly FieldError[] {
  const text = textOf(value);
  return text === undefined || text === '' || allowed.includes(text) ? NONE : [notSupported(path, text, allowed)];
}

/** A field that may be absent, but not empty: the API server sets no default for it. */
export function oneOfStrict(value: unknown, path: FieldPath, allowed: readonly string[]): readonly FieldError[] {
  return typeof value !== 'string' || allowed.includes(value) ? NONE : [notSupported(path, value, allowed)];
}

/** A number between two others, both included. */
export function inRange(value: unknown, path: FieldPath, min: number, max: number): readonly FieldError[] {
  const fits = typeof value !== 'number' || !(value < min || value > max);
  return fits ? NONE : [invalid(path, value, `must be between ${min} and ${max}, inclusive`)];
}

/** A number that is 0 or more. */
export function nonNegative(value: unknown, path: FieldPath): readonly FieldError[] {
  const fits = typeof value !== 'number' || !(value < 0);
  return fits ? NONE : [invalid(path, value, 'must be greater than or equal to 0')];
}

/** A file mode: YAML's `0644` is octal to the API server's parser and arrives as 420. */
export function fileMode(value: unknown, path: FieldPath): readonly FieldError[] {
  const fits = typeof value !== 'number' || !(value < 0 || value > 0o777);
  return fits ? NONE : [invalid(path, value, 'must be a number between 0 and 0777 (octal), both inclusive')];
}

/** A path within something: relative, and without `..`. */
export function descendingPath(value: unknown, path: FieldPath): readonly FieldError[] {
  if (typeof value !== 'string') return NONE;
  const backsteps = noBacksteps(value, path);
  return value.startsWith('/') ? [invalid(path, value, 'must be a relative path'), ...backsteps] : backsteps;
}

/** A path without `..` as one of its parts. */
export function noBacksteps(value: unknown, path: FieldPath): readonly FieldError[] {
  const has = typeof value === 'string' && value.includes('..') && value.split('/').includes('..');
  return has ? [invalid(path, value, "must not contain '..'")] : NONE;
}

/** A path of a file in a volume: relative, and no part of it reserved. */
export function* filePath(value: unknown, path: FieldPath): Iterable<FieldError> {
  yield* needsText(value, path);
  yield* descendingPath(value, path);
  if (typeof value === 'string' && value.startsWith('..') && !value.startsWith('../') && value !== '..') {
    yield invalid(path, value, "must not start with '..'");
  }
}

/** A port's number or name. */
export function* portNumberOrName(value: unknown, path: FieldPath): Iterable<FieldError> {
  if (typeof value === 'string') {
    const problem = portName(value);
    if (problem !== undefined) yield invalid(path, value, problem);
  } else {
    const number = numberOf(value);
    if (number !== undefined) yield* inRange(number, path, 1, 65535);
  }
}

/** What is wrong with a port's name. */
export function portName(text: string): string | undefined {
  if (text.length > 15) return 'must be no more than 15 characters';
  if (!/^[-a-z0-9]+$/.test(text)) return "must contain only alpha-numeric characters (a-z, 0-9), and hyphens ('-')";
  if (!/[a-z]/.test(text)) return 'must contain at least one letter (a-z)';
  if (text.includes('--')) return 'must not contain consecutive hyphens';
  if (text.startsWith('-') || text.endsWith('-')) return 'must not begin or end with a hyphen';
  return undefined;
}

/** What is wrong with a key of a ConfigMap or a Secret. */
export function configKey(text: string): string | undefined {
  if (text.length > 253) return 'must be no more than 253 bytes';
  if (!/^[-._a-zA-Z0-9]+$/.test(text)) return "must consist of letters, digits, '-', '_' and '.'";
  if (text === '.' || text === '..') return `must not be '${text}'`;
  return text.startsWith('..') ? "must not start with '..'" : undefined;
}

/** What is wrong with a name that may still get an ending, so that it may end in `-`. */
export function subdomainPrefix(text: string): string | undefined {
  return dns1123Subdomain(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -2)}a` : text);
}

/** Whether the text is an IP address; leading zeros in IPv4 are read as decimal. */
export function isIp(text: string): boolean {
  const decimal = /^[0-9.]+$/.test(text) ? text.replace(/(^|\.)0+(?=\d)/g, '$1') : text;
  return !decimal.includes('%') && net.isIP(decimal) !== 0;
}

/** A label selector with its requirements. Not given it is right. */
export function* labelSelector(value: unknown, path: FieldPath): Iterable<FieldError> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const { matchLabels, matchExpressions } = value as Readonly<Record<string, unknown>>;
  yield* labels(matchLabels, [...path, 'matchLabels']);
  if (!Array.isArray(matchExpressions)) return;
  for (const [index, entry] of (matchExpressions as unknown[]).entries()) {
    if (typeof entry === 'object') {
      yield* selectorRequirement((entry ?? {}) as Record<string, unknown>, [...path, 'matchExpressions', index]);
    }
  }
}

function* selectorRequirement(
  { key, operator, values }: Readonly<Record<string, unknown>>,
  path: FieldPath,
): Iterable<FieldError> {
  const count = Array.isArray(values) ? values.length : 0;
  if (operator === 'In' || operator === 'NotIn') {
    if (count === 0) yield required([...path, 'values'], "must be specified when `operator` is 'In' or 'NotIn'");
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (count > 0) {
      const message = "Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
      yield { path: [...path, 'values'], message };
    }
  } else if (textOf(operator) !== undefined) {
    yield invalid([...path, 'operator'], operator ?? '', 'not a valid selector operator');
  }
  yield* needsSyntax(key, [...path, 'key'], qualifiedName);
  yield* labelValues(values, [...path, 'values']);
}

/** A list of label values. */
export function* labelValues(values: unknown, path: FieldPath): Iterable<FieldError> {
  if (!Array.isArray(values)) return;
  for (const [index, value] of (values as unknown[]).entries()) yield* needsSyntax(value, [...path, index], labelValue);
}

/** A map of labels. */
export function* labels(map: unknown, path: FieldPath): Iterable<FieldError> {
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return;
  for (const [key, value] of Object.entries(map)) {
    const problem = qualifiedName(key);
    if (problem !== undefined) yield invalid([...path, key], key, problem);
    yield* needsSyntax(value, [...path, key], labelValue);
  }
}
