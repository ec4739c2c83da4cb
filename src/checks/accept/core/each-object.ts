import type { Target } from '../../../facts/target';
import type { KubernetesObject } from '../../manifest';
import type { Model } from '../../model/model';
import type { FieldPath } from '../../field-path';
import type { Report } from '../../rule';
import type { Sink } from '../field-error';
import { isUnset, record } from '../read';

/** An object of whatever fields its author wrote. */
export type Fields = Readonly<Record<string, unknown>>;

/** Tells what is wrong with one object. */
export type Validate = (object: Fields, sink: Sink, target: Target) => void;

/** What a validation says of all objects of a kind in its version `v1`; other versions have other fields. */
export function eachObject(
  model: Model,
  target: Target,
  group: string,
  kind: string,
  validate: Validate,
): readonly Report[] {
  const found: Report[] = [];
  const apiVersion = group === '' ? 'v1' : `${group}/v1`;
  for (const manifest of model.ofKind(group, kind)) {
    if (manifest.object.apiVersion !== apiVersion) continue;
    validate(manifest.object, ({ path, message }) => found.push({ manifest, path, message }), target);
  }
  return found;
}

const NONE: readonly never[] = [];

/** Name and namespace of an object as one text, by which two documents are one object. */
export function nameOf({ metadata }: KubernetesObject): string {
  const { namespace, name } = record(metadata);
  return JSON.stringify([namespace ?? '', name ?? '']);
}

/** Whether a text is left out or empty. */
export function isBlank(value: unknown): value is null | undefined | '' {
  return isUnset(value) || value === '';
}

/** Whether a list is left out or has no items. */
export function isEmptyList(value: unknown): boolean {
  return isUnset(value) || (Array.isArray(value) && value.length === 0);
}

/** Whether a map is left out or has no entries. */
export function isEmptyMap(value: unknown): boolean {
  return isUnset(value) || (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0);
}

/** The objects of a list, each with its path; null is an object without fields, and what is of another type is left to the schema. */
export function objectsOf(value: unknown, path: FieldPath): readonly [object: Fields, path: FieldPath][] {
  if (!Array.isArray(value)) return NONE;
  const found: [Fields, FieldPath][] = [];
  for (const [index, item] of (value as readonly unknown[]).entries()) {
    if (item === null || (typeof item === 'object' && !Array.isArray(item)))
      found.push([record(item), [...path, index]]);
  }
  return found;
}

/** The texts of a list, each with its path. */
export function textsOf(value: unknown, path: FieldPath): readonly [item: string, path: FieldPath][] {
  if (!Array.isArray(value)) return NONE;
  const found: [string, FieldPath][] = [];
  for (const [index, item] of (value as readonly unknown[]).entries()) {
    if (item === null) found.push(['', [...path, index]]);
    else if (typeof item === 'string') found.push([item, [...path, index]]);
  }
  return found;
}
