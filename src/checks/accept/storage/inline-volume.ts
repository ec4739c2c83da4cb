import type { FieldPath } from '../../field-path';
import { isUnset } from '../read';
import { isBlank, isEmptyMap } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { forbidden, required } from '../field-error';
import type { Sink } from '../field-error';
import { accessModes } from './volume';
import { oneVolumeSource } from './volume-source';

const NOT_INLINE = 'may not be specified in the context of inline volumes';

/**
 * What the API server says of a volume that a VolumeAttachment describes itself. Only the source and the access modes of one are its own.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/core/validation/validation.go
 */
export function validateInlineVolume(spec: Fields, path: FieldPath, sink: Sink): void {
  for (const field of ['claimRef', 'nodeAffinity']) {
    if (!isUnset(spec[field])) sink(forbidden([...path, field], NOT_INLINE));
  }
  if (!isEmptyMap(spec.capacity)) sink(forbidden([...path, 'capacity'], NOT_INLINE));
  if (!isBlank(spec.storageClassName)) sink(forbidden([...path, 'storageClassName'], NOT_INLINE));
  if (isUnset(spec.csi)) sink(required([...path, 'csi'], 'has to be specified in the context of inline volumes'));
  accessModes(spec.accessModes, [...path, 'accessModes'], sink);
  const { persistentVolumeReclaimPolicy: policy, volumeMode } = spec;
  if (!isBlank(policy) && policy !== 'Retain') {
    sink(forbidden([...path, 'persistentVolumeReclaimPolicy'], 'may only be Retain in the context of inline volumes'));
  }
  if (!isUnset(volumeMode) && volumeMode !== 'Filesystem') {
    const only = 'may not specify volumeMode other than Filesystem in the context of inline volumes';
    sink(forbidden([...path, 'volumeMode'], only));
  }
  oneVolumeSource(spec, path, '', sink);
}
