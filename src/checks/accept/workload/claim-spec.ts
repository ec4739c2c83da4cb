import { dns1123Label, dns1123Subdomain } from '../../../facts/names';
import { isQuantity, parseMilli } from '../../../facts/quantity';
import type { FieldPath } from '../../field-path';
import { forbidden, invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, record } from '../read';
import { validateLabelSelector } from '../label-selector';
import { fields } from './spec';
import type { Fields } from './spec';

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/**
 * What the API server says of the spec of a new PersistentVolumeClaim, or of the claims that a StatefulSet or a pod makes.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/core/validation/validation.go
 */
export function validateClaimSpec(value: unknown, path: FieldPath, minor: number, sink: Sink): void {
  const spec = isSet(value) ? fields(value) : {};
  if (!spec) return;
  accessModes(spec.accessModes, [...path, 'accessModes'], sink);
  validateLabelSelector(spec.selector, [...path, 'selector'], sink);
  storage(spec.resources, [...path, 'resources'], sink);
  className(spec.storageClassName, [...path, 'storageClassName'], sink);
  // Before 1.34 the API server drops the field.
  if (minor >= 34) className(spec.volumeAttributesClassName, [...path, 'volumeAttributesClassName'], sink);
  const { volumeMode } = spec;
  if (typeof volumeMode === 'string' && volumeMode !== 'Block' && volumeMode !== 'Filesystem') {
    sink(notSupported([...path, 'volumeMode'], volumeMode, ['Block', 'Filesystem']));
  }
  dataSources(spec, path, sink);
}

function accessModes(value: unknown, path: FieldPath, sink: Sink): void {
  if (isSet(value) && !Array.isArray(value)) return;
  const modes = ((value ?? []) as readonly unknown[]).map((mode) => mode ?? '');
  if (modes.length === 0) sink(required(path, 'at least 1 access mode is required'));
  for (const mode of modes) {
    if (typeof mode === 'string' && !ACCESS_MODES.includes(mode)) sink(notSupported(path, mode, ACCESS_MODES));
  }
  const known = modes.filter((mode) => typeof mode === 'string' && ACCESS_MODES.includes(mode));
  if (known.includes('ReadWriteOncePod') && known.some((mode) => mode !== 'ReadWriteOncePod')) {
    sink(forbidden(path, 'may not use ReadWriteOncePod with other access modes'));
  }
}

function storage(value: unknown, path: FieldPath, sink: Sink): void {
  const resources = isSet(value) ? fields(value) : {};
  const requests = resources && (isSet(resources.requests) ? fields(resources.requests) : {});
  if (!requests) return;
  const at = [...path, 'requests', 'storage'];
  if (!('storage' in requests)) {
    sink(required(at));
    return;
  }
  // A quantity that is null is zero.
  const size = requests.storage ?? 0;
  if (isQuantity(size) && (parseMilli(size) ?? 0n) <= 0n) sink(invalid(at, size, 'must be greater than zero'));
}

function className(value: unknown, path: FieldPath, sink: Sink): void {
  const problem = typeof value === 'string' && value !== '' ? dns1123Subdomain(value) : undefined;
  if (problem !== undefined) sink(invalid(path, value, problem));
}

function dataSources(spec: Fields, path: FieldPath, sink: Sink): void {
  const dataSource = fields(spec.dataSource);
  const dataSourceRef = fields(spec.dataSourceRef);
  if (dataSource) reference(dataSource, [...path, 'dataSource'], sink);
  if (dataSourceRef) reference(dataSourceRef, [...path, 'dataSourceRef'], sink);
  const { namespace } = record(dataSourceRef);
  if (typeof namespace === 'string' && namespace !== '') {
    const problem = dns1123Label(namespace);
    if (problem !== undefined) sink(invalid([...path, 'dataSourceRef', 'namespace'], namespace, problem));
    if (dataSource) {
      sink(
        invalid([...path, 'dataSource'], dataSource, 'may not be specified when dataSourceRef.namespace is specified'),
      );
    }
  } else if (dataSource && dataSourceRef && !sameReference(dataSource, dataSourceRef)) {
    sink(invalid([...path, 'dataSource'], dataSource, 'must match dataSourceRef'));
  }
}

function reference(source: Fields, path: FieldPath, sink: Sink): void {
  const { name, kind, apiGroup } = source;
  if (!isSet(name) || name === '') sink(required([...path, 'name']));
  if (!isSet(kind) || kind === '') sink(required([...path, 'kind']));
  if (!isSet(apiGroup) || apiGroup === '') {
    if (kind !== 'PersistentVolumeClaim') {
      sink(invalid(path, kind ?? '', "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
    }
  } else if (typeof apiGroup === 'string') {
    const problem = dns1123Subdomain(apiGroup);
    if (problem !== undefined) sink(invalid([...path, 'apiGroup'], apiGroup, problem));
  }
}

function sameReference(left: Fields, right: Fields): boolean {
  // A group that is left out and one that is empty text are not the same to the API server.
  const same = (name: string): boolean => (left[name] ?? '') === (right[name] ?? '');
  return (left.apiGroup ?? undefined) === (right.apiGroup ?? undefined) && same('kind') && same('name');
}
