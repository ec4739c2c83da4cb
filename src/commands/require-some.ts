import * as fs from 'fs';
import { InputError } from '../checks/model/input-error';

/**
 * Fails where paths have no manifest: that is a mistake in a path more often than it is meant.
 *
 * @param found what was read of them
 * @throws `InputError` with what is read of a folder, where one is given
 */
export function requireSome(paths: readonly string[], found: { readonly length: number }): void {
  if (found.length > 0) return;
  const hasFolder = paths.some((given) => fs.statSync(given, { throwIfNoEntry: false })?.isDirectory());
  const hint = hasFolder ? '; of a folder every .yaml, .yml and .json file at any depth is read' : '';
  throw new InputError(paths.join(', '), `no manifests found${hint}`);
}
