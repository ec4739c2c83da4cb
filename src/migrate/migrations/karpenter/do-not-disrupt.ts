import type { Migration } from '../../migration';
import type { ObjectEditor } from '../../object-editor';
import type { FieldPath } from '../../../checks/field-path';
import { metadataOf } from '../../pods';
import { renameKey } from '../rename-key';

const OLD = ['karpenter.sh/do-not-evict', 'karpenter.sh/do-not-consolidate'];
const NEW = 'karpenter.sh/do-not-disrupt';

/** The two old annotations that keep Karpenter away. It reads annotations only; as a label they did nothing, and do nothing afterwards. */
export const DO_NOT_DISRUPT: Migration = {
  id: 'karpenter-do-not-disrupt',
  title: 'karpenter.sh/do-not-evict and do-not-consolidate to do-not-disrupt',
  changes: ['The keys of annotations and labels are renamed, on objects and in pod templates.'],
  warnings: ['do-not-disrupt holds against drift too, which do-not-consolidate did not.'],
  apply(object) {
    for (const metadata of metadataOf(object))
      for (const map of ['annotations', 'labels']) for (const key of OLD) renameOne(object, [...metadata, map], key);
  },
};

function renameOne(object: ObjectEditor, map: FieldPath, key: string): void {
  if (!renameKey(object, map, key, NEW)) return;
  if (key === OLD[1]) object.warn([...map, key], `${NEW} holds against drift too, which ${key} did not`);
}
