import * as net from 'net';
import { dns1123Label, dns1123Subdomain, labelValue, qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { isSet } from '../read';

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
export function needsText(value: unknown, path: FieldPath, sink: Sink, detail = ''): void {
  if (textOf(value) === '') sink(required(path, detail));
}

/** A text that must be of a syntax; a function of `facts/names.ts` says what is wrong with it. */
export function needsSyntax(
  value: unknown,
  path: FieldPath,
  problemOf: (text: string) => string | undefined,
  sink: Sink,
): void {
  const text = textOf(value);
  const problem = text === undefined ? undefined : problemOf(text);
  if (problem !== undefined) sink(invalid(path, text, problem));
}

/** A name that must be given and be a DNS label. */
export function needsLabel(value: unknown, path: FieldPath, sink: Sink): void {
  if (textOf(value) === '') sink(required(path));
  else needsSyntax(value, path, dns1123Label, sink);
}

/** A field that may be absent or empty, and otherwise must have one of the values. */
export function oneOf(value: unknown, path: FieldPath, allowed: readonly string[], sink: Sink): void {
  const text = textOf(value);
  if (text !== undefined && text !== '' && !allowed.includes(text)) sink(notSupported(path, text, allowed));
}

/** A field that may be absent, but not empty: the API server sets no default for it. */
export { oneOf as oneOfStrict } from '../core/syntax';

/** A number between two others, both included. */
export function inRange(value: unknown, path: FieldPath, min: number, max: number, sink: Sink): void {
  const fits = typeof value !== 'number' || !(value < min || value > max);
  if (!fits) sink(invalid(path, value, `must be between ${min} and ${max}, inclusive`));
}

/** A number that is 0 or more. */
export function nonNegative(value: unknown, path: FieldPath, sink: Sink): void {
  const fits = typeof value !== 'number' || !(value < 0);
  if (!fits) sink(invalid(path, value, 'must be greater than or equal to 0'));
}

/** A file mode: YAML's `0644` is octal to the API server's parser and arrives as 420. */
export function fileMode(value: unknown, path: FieldPath, sink: Sink): void {
  const fits = typeof value !== 'number' || !(value < 0 || value > 0o777);
  if (!fits) sink(invalid(path, value, 'must be a number between 0 and 0777 (octal), both inclusive'));
}

/** A path within something: relative, and without `..`. */
export function descendingPath(value: unknown, path: FieldPath, sink: Sink): void {
  if (typeof value !== 'string') return;
  if (value.startsWith('/')) sink(invalid(path, value, 'must be a relative path'));
  noBacksteps(value, path, sink);
}

/** A path without `..` as one of its parts. */
export function noBacksteps(value: unknown, path: FieldPath, sink: Sink): void {
  const has = typeof value === 'string' && value.includes('..') && value.split('/').includes('..');
  if (has) sink(invalid(path, value, "must not contain '..'"));
}

/** A path of a file in a volume: relative, and no part of it reserved. */
export function filePath(value: unknown, path: FieldPath, sink: Sink): void {
  needsText(value, path, sink);
  descendingPath(value, path, sink);
  if (typeof value === 'string' && value.startsWith('..') && !value.startsWith('../') && value !== '..') {
    sink(invalid(path, value, "must not start with '..'"));
  }
}

/** A port's number or name. */
export function portNumberOrName(value: unknown, path: FieldPath, sink: Sink): void {
  if (typeof value === 'string') {
    const problem = portName(value);
    if (problem !== undefined) sink(invalid(path, value, problem));
  } else {
    const number = numberOf(value);
    if (number !== undefined) inRange(number, path, 1, 65535, sink);
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
export function labelSelector(value: unknown, path: FieldPath, sink: Sink): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const { matchLabels, matchExpressions } = value as Readonly<Record<string, unknown>>;
  labels(matchLabels, [...path, 'matchLabels'], sink);
  if (!Array.isArray(matchExpressions)) return;
  for (const [index, entry] of (matchExpressions as unknown[]).entries()) {
    if (typeof entry === 'object') {
      selectorRequirement((entry ?? {}) as Record<string, unknown>, [...path, 'matchExpressions', index], sink);
    }
  }
}

function selectorRequirement(
  { key, operator, values }: Readonly<Record<string, unknown>>,
  path: FieldPath,
  sink: Sink,
): void {
  const count = Array.isArray(values) ? values.length : 0;
  if (operator === 'In' || operator === 'NotIn') {
    if (count === 0) sink(required([...path, 'values'], "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (count > 0) {
      const message = "Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
      sink({ path: [...path, 'values'], message });
    }
  } else if (textOf(operator) !== undefined) {
    sink(invalid([...path, 'operator'], operator ?? '', 'not a valid selector operator'));
  }
  needsSyntax(key, [...path, 'key'], qualifiedName, sink);
  labelValues(values, [...path, 'values'], sink);
}

/** A list of label values. */
export function labelValues(values: unknown, path: FieldPath, sink: Sink): void {
  if (!Array.isArray(values)) return;
  for (const [index, value] of (values as unknown[]).entries()) needsSyntax(value, [...path, index], labelValue, sink);
}

/** A map of labels. */
export function labels(map: unknown, path: FieldPath, sink: Sink): void {
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return;
  for (const [key, value] of Object.entries(map)) {
    const problem = qualifiedName(key);
    if (problem !== undefined) sink(invalid([...path, key], key, problem));
    needsSyntax(value, [...path, key], labelValue, sink);
  }
}
