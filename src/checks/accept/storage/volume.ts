import type { FieldPath } from '../../field-path';
import { isEmptyList, textsOf } from '../core/each-object';
import { forbidden, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** How a volume holds its data. */
export const VOLUME_MODES: readonly string[] = ['Block', 'Filesystem'];

/** The access modes of a volume or of a claim. */
export function accessModes(modes: unknown, path: FieldPath, sink: Sink, whenNone = ''): void {
  if (isEmptyList(modes)) sink(required(path, whenNone));
  const known = new Set<string>();
  for (const [mode, at] of textsOf(modes, path)) {
    if (ACCESS_MODES.includes(mode)) known.add(mode);
    else sink(notSupported(at, mode, ACCESS_MODES));
  }
  if (known.has('ReadWriteOncePod') && known.size > 1) {
    sink(forbidden(path, 'may not use ReadWriteOncePod with other access modes'));
  }
}
