import { dns1123Label, dns1123Subdomain, qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { forbidden, invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { list, record } from '../read';
import type { Fields } from './each-pod';
import { optionalSubdomain, storageRequest } from './quantities';
import { isSet, labels, labelSelector, needsSyntax, needsText, oneOfStrict, textOf } from './values';

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** The claim that a volume makes for its pod alone. */
export function claimTemplateErrors(template: Fields, path: FieldPath, sink: Sink): void {
  metadataErrors(record(template.metadata), [...path, 'metadata'], sink);
  const spec = record(template.spec);
  const field = [...path, 'spec'];
  const modes = list(spec.accessModes).map((mode) => mode ?? '');
  if (modes.length === 0) sink(required([...field, 'accessModes'], 'at least 1 access mode is required'));
  for (const [index, mode] of modes.entries()) {
    if (typeof mode === 'string' && !ACCESS_MODES.includes(mode)) {
      sink(notSupported([...field, 'accessModes', index], mode, ACCESS_MODES));
    }
  }
  if (modes.includes('ReadWriteOncePod') && modes.some((mode) => mode !== 'ReadWriteOncePod')) {
    sink(forbidden([...field, 'accessModes'], 'may not use ReadWriteOncePod with other access modes'));
  }
  labelSelector(spec.selector, [...field, 'selector'], sink);
  storageRequest(spec.resources, [...field, 'resources'], sink);
  needsSyntax(spec.storageClassName, [...field, 'storageClassName'], optionalSubdomain, sink);
  oneOfStrict(spec.volumeMode, [...field, 'volumeMode'], ['Block', 'Filesystem'], sink);
  for (const name of ['dataSource', 'dataSourceRef']) {
    if (isSet(spec[name])) sourceErrors(record(spec[name]), [...field, name], sink);
  }
}

function metadataErrors(metadata: Fields, path: FieldPath, sink: Sink): void {
  labels(metadata.labels, [...path, 'labels'], sink);
  for (const key of Object.keys(record(metadata.annotations))) {
    const problem = qualifiedName(key.toLowerCase());
    if (problem !== undefined) sink(invalid([...path, 'annotations', key], key, problem));
  }
  for (const [name, value] of Object.entries(metadata)) {
    const empty = !isSet(value) || value === '' || value === 0;
    if (name !== 'labels' && name !== 'annotations' && !empty) sink(forbidden([...path, name], 'cannot be set'));
  }
}

function sourceErrors({ name, kind, apiGroup, namespace }: Fields, path: FieldPath, sink: Sink): void {
  needsText(name, [...path, 'name'], sink);
  needsText(kind, [...path, 'kind'], sink);
  const group = textOf(apiGroup);
  if (group === '' && textOf(kind) !== undefined && kind !== 'PersistentVolumeClaim') {
    sink(invalid(path, kind ?? '', "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
  }
  if (group !== '') needsSyntax(apiGroup, [...path, 'apiGroup'], dns1123Subdomain, sink);
  if (textOf(namespace) !== '') needsSyntax(namespace, [...path, 'namespace'], dns1123Label, sink);
}
