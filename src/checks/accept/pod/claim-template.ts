import { dns1123Label, dns1123Subdomain, qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { forbidden, invalid, notSupported, required } from '../field-error';
import type { FieldError } from '../field-error';
import { list, record } from '../read';
import type { Fields } from './each-pod';
import { optionalSubdomain, storageRequest } from './quantities';
import { isSet, labels, labelSelector, needsSyntax, needsText, oneOfStrict, textOf } from './values';

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** The claim that a volume makes for its pod alone. */
export function* claimTemplateErrors(template: Fields, path: FieldPath): Iterable<FieldError> {
  yield* metadataErrors(record(template.metadata), [...path, 'metadata']);
  const spec = record(template.spec);
  const field = [...path, 'spec'];
  const modes = list(spec.accessModes).map((mode) => mode ?? '');
  if (modes.length === 0) yield required([...field, 'accessModes'], 'at least 1 access mode is required');
  for (const [index, mode] of modes.entries()) {
    if (typeof mode === 'string' && !ACCESS_MODES.includes(mode)) {
      yield notSupported([...field, 'accessModes', index], mode, ACCESS_MODES);
    }
  }
  if (modes.includes('ReadWriteOncePod') && modes.some((mode) => mode !== 'ReadWriteOncePod')) {
    yield forbidden([...field, 'accessModes'], 'may not use ReadWriteOncePod with other access modes');
  }
  yield* labelSelector(spec.selector, [...field, 'selector']);
  yield* storageRequest(spec.resources, [...field, 'resources']);
  yield* needsSyntax(spec.storageClassName, [...field, 'storageClassName'], optionalSubdomain);
  yield* oneOfStrict(spec.volumeMode, [...field, 'volumeMode'], ['Block', 'Filesystem']);
  for (const name of ['dataSource', 'dataSourceRef']) {
    if (isSet(spec[name])) yield* sourceErrors(record(spec[name]), [...field, name]);
  }
}

function* metadataErrors(metadata: Fields, path: FieldPath): Iterable<FieldError> {
  yield* labels(metadata.labels, [...path, 'labels']);
  for (const key of Object.keys(record(metadata.annotations))) {
    const problem = qualifiedName(key.toLowerCase());
    if (problem !== undefined) yield invalid([...path, 'annotations', key], key, problem);
  }
  for (const [name, value] of Object.entries(metadata)) {
    const empty = !isSet(value) || value === '' || value === 0;
    if (name !== 'labels' && name !== 'annotations' && !empty) yield forbidden([...path, name], 'cannot be set');
  }
}

function* sourceErrors({ name, kind, apiGroup, namespace }: Fields, path: FieldPath): Iterable<FieldError> {
  yield* needsText(name, [...path, 'name']);
  yield* needsText(kind, [...path, 'kind']);
  const group = textOf(apiGroup);
  if (group === '' && textOf(kind) !== undefined && kind !== 'PersistentVolumeClaim') {
    yield invalid(path, kind ?? '', "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
  }
  if (group !== '') yield* needsSyntax(apiGroup, [...path, 'apiGroup'], dns1123Subdomain);
  if (textOf(namespace) !== '') yield* needsSyntax(namespace, [...path, 'namespace'], dns1123Label);
}
