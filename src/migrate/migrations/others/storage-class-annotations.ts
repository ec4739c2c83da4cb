import type { FieldPath } from '../../../checks/field-path';
import type { Migration } from '../../migration';
import type { ObjectEditor } from '../../object-editor';
import { renameKey } from '../rename-key';

const CLASS = 'volume.beta.kubernetes.io/storage-class';

/** Annotations of storage classes. */
export const STORAGE_CLASS_ANNOTATIONS: Migration = {
  id: 'storage-class-annotations',
  title: 'Annotation volume.beta.kubernetes.io/storage-class to storageClassName',
  changes: [
    'The class of a PersistentVolumeClaim, a PersistentVolume or a claim template becomes spec.storageClassName.',
    'storageclass.beta.kubernetes.io/is-default-class becomes storageclass.kubernetes.io/is-default-class.',
  ],
  warnings: [
    'Where both are there, the annotation counted and its class is written.',
    'Claim templates of a StatefulSet that exists cannot change; it has to be replaced.',
  ],
  apply(object) {
    if (object.group === '' && (object.kind === 'PersistentVolumeClaim' || object.kind === 'PersistentVolume'))
      toField(object, []);
    if (object.kind === 'StatefulSet')
      for (const [index] of object.list(['spec', 'volumeClaimTemplates']).entries())
        toField(object, ['spec', 'volumeClaimTemplates', index]);
    if (object.kind === 'StorageClass')
      renameKey(
        object,
        ['metadata', 'annotations'],
        'storageclass.beta.kubernetes.io/is-default-class',
        'storageclass.kubernetes.io/is-default-class',
      );
  },
};

function toField(object: ObjectEditor, claim: FieldPath): void {
  const annotation = [...claim, 'metadata', 'annotations', CLASS];
  const value = object.text(annotation);
  if (value === undefined) return;
  const field = [...claim, 'spec', 'storageClassName'];
  const there = object.at(field);
  if (there !== undefined && there !== value)
    object.warn(field, `${JSON.stringify(there)} becomes '${value}'; the annotation counted, not the field`);
  if (there !== value) object.set(field, value);
  if (claim.length > 0)
    object.warn(
      annotation,
      'is in a claim template, which cannot change in a StatefulSet that exists; delete that one with --cascade=orphan before',
    );
  object.remove(annotation);
}
