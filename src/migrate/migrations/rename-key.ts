import type { FieldPath } from '../../checks/field-path';
import type { ObjectEditor } from '../object-editor';

/**
 * Gives a key of a map a new name. Where the new one is there already with the same value, the old one is removed; with another value, both stay.
 *
 * @returns whether the old key is gone now
 */
export function renameKey(object: ObjectEditor, map: FieldPath, from: string, to: string): boolean {
  const found = object.mapping(map);
  if (found[from] === undefined) return false;
  if (found[to] === undefined) object.rename([...map, from], to);
  else if (found[to] === found[from]) object.remove([...map, from]);
  else {
    object.leave(
      [...map, from],
      `is ${JSON.stringify(found[from])} and ${to} is ${JSON.stringify(found[to])}; take one of them away`,
    );
    return false;
  }
  return true;
}
