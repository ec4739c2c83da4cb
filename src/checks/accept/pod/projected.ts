import type { FieldPath } from '../../field-path';
import { forbidden, invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, list, record } from '../read';
import { fieldRef, resourceFieldRef } from './downward';
import type { Fields, PodFacts } from './each-pod';
import { fileMode, filePath, needsText, textOf } from './values';

/** A key of a ConfigMap or a Secret that becomes a file. */
export function keyToPath(item: unknown, path: FieldPath, sink: Sink): void {
  const { key, path: file, mode } = record(item);
  needsText(key, [...path, 'key'], sink);
  filePath(file, [...path, 'path'], sink);
  fileMode(mode, [...path, 'mode'], sink);
}

/** A field of the pod that becomes a file. */
export function downwardFile(item: unknown, path: FieldPath, minor: number, sink: Sink): void {
  const file = record(item);
  filePath(file.path, [...path, 'path'], sink);
  fileMode(file.mode, [...path, 'mode'], sink);
  if (isSet(file.fieldRef)) {
    fieldRef(file.fieldRef, [...path, 'fieldRef'], 'volume', minor, sink);
    if (isSet(file.resourceFieldRef)) {
      sink(invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
    }
  } else if (isSet(file.resourceFieldRef)) {
    resourceFieldRef(file.resourceFieldRef, [...path, 'resourceFieldRef'], true, sink);
  } else {
    sink(required(path, 'one of fieldRef and resourceFieldRef is required'));
  }
}

/** The sources of a projected volume. Two that are off by default, trust bundles and certificates, the API server drops. */
export function projectedErrors(source: Fields, path: FieldPath, sink: Sink, { minor }: PodFacts): void {
  fileMode(source.defaultMode, [...path, 'defaultMode'], sink);
  const files = new Set<string>();
  for (const [index, value] of list(source.sources).entries()) {
    const each = record(value);
    const field = [...path, 'sources', index];
    const given = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken'].filter((name) => isSet(each[name]));
    for (const name of given) {
      const at = [...field, name];
      const part = record(each[name]);
      if (name === 'serviceAccountToken') {
        tokenErrors(part, at, sink);
        continue;
      }
      if (name !== 'downwardAPI') needsText(part.name, [...at, 'name'], sink);
      for (const [number, item] of list(part.items).entries()) {
        const itemPath = [...at, 'items', number];
        if (name === 'downwardAPI') downwardFile(item, itemPath, minor, sink);
        else keyToPath(item, itemPath, sink);
        const file = textOf(record(item).path) ?? '';
        if (file !== '' && files.has(file)) {
          sink(invalid([...itemPath, 'path'], file, 'conflicting duplicate paths'));
        }
        files.add(file);
      }
    }
    if (given.length > 1) sink(forbidden(field, 'may not specify more than 1 volume type per source'));
  }
}

const TEN_MINUTES = 600;

function tokenErrors({ expirationSeconds, path: file }: Fields, path: FieldPath, sink: Sink): void {
  const field = [...path, 'expirationSeconds'];
  if (typeof expirationSeconds === 'number') {
    if (expirationSeconds < TEN_MINUTES) {
      sink(invalid(field, expirationSeconds, 'may not specify a duration less than 10 minutes'));
    }
    if (expirationSeconds > 2 ** 32) {
      sink(invalid(field, expirationSeconds, 'may not specify a duration larger than 2^32 seconds'));
    }
  }
  filePath(file, [...path, 'path'], sink);
}
