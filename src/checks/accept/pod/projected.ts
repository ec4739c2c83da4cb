import type { FieldPath } from '../../field-path';
import { forbidden, invalid, required } from '../field-error';
import type { FieldError } from '../field-error';
import { list, record } from '../read';
import { fieldRef, resourceFieldRef } from './downward';
import type { Fields, PodFacts } from './each-pod';
import { fileMode, filePath, isSet, needsText, textOf } from './values';

/** A key of a ConfigMap or a Secret that becomes a file. */
export function* keyToPath(item: unknown, path: FieldPath): Iterable<FieldError> {
  const { key, path: file, mode } = record(item);
  yield* needsText(key, [...path, 'key']);
  yield* filePath(file, [...path, 'path']);
  yield* fileMode(mode, [...path, 'mode']);
}

/** A field of the pod that becomes a file. */
export function* downwardFile(item: unknown, path: FieldPath, minor: number): Iterable<FieldError> {
  const file = record(item);
  yield* filePath(file.path, [...path, 'path']);
  yield* fileMode(file.mode, [...path, 'mode']);
  if (isSet(file.fieldRef)) {
    yield* fieldRef(file.fieldRef, [...path, 'fieldRef'], 'volume', minor);
    if (isSet(file.resourceFieldRef)) {
      yield invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously');
    }
  } else if (isSet(file.resourceFieldRef)) {
    yield* resourceFieldRef(file.resourceFieldRef, [...path, 'resourceFieldRef'], true);
  } else {
    yield required(path, 'one of fieldRef and resourceFieldRef is required');
  }
}

/** The sources of a projected volume. Two that are off by default, trust bundles and certificates, the API server drops. */
export function* projectedErrors(source: Fields, path: FieldPath, { minor }: PodFacts): Iterable<FieldError> {
  yield* fileMode(source.defaultMode, [...path, 'defaultMode']);
  const files = new Set<string>();
  for (const [index, value] of list(source.sources).entries()) {
    const each = record(value);
    const field = [...path, 'sources', index];
    const given = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken'].filter((name) => isSet(each[name]));
    for (const name of given) {
      const at = [...field, name];
      const part = record(each[name]);
      if (name === 'serviceAccountToken') {
        yield* tokenErrors(part, at);
        continue;
      }
      if (name !== 'downwardAPI') yield* needsText(part.name, [...at, 'name']);
      for (const [number, item] of list(part.items).entries()) {
        const itemPath = [...at, 'items', number];
        if (name === 'downwardAPI') yield* downwardFile(item, itemPath, minor);
        else yield* keyToPath(item, itemPath);
        const file = textOf(record(item).path) ?? '';
        if (file !== '' && files.has(file)) {
          yield invalid([...itemPath, 'path'], file, 'conflicting duplicate paths');
        }
        files.add(file);
      }
    }
    if (given.length > 1) yield forbidden(field, 'may not specify more than 1 volume type per source');
  }
}

const TEN_MINUTES = 600;

function* tokenErrors({ expirationSeconds, path: file }: Fields, path: FieldPath): Iterable<FieldError> {
  const field = [...path, 'expirationSeconds'];
  if (typeof expirationSeconds === 'number') {
    if (expirationSeconds < TEN_MINUTES) {
      yield invalid(field, expirationSeconds, 'may not specify a duration less than 10 minutes');
    }
    if (expirationSeconds > 2 ** 32) {
      yield invalid(field, expirationSeconds, 'may not specify a duration larger than 2^32 seconds');
    }
  }
  yield* filePath(file, [...path, 'path']);
}
