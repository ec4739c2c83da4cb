import * as fs from 'fs';
import * as path from 'path';
import type { TextFile } from '../core/synth/write';

/** Whether a folder has a plain file with this text. */
export function sameText(folder: string, { path: name, text }: TextFile): boolean {
  const file = path.join(folder, name);
  const found = fs.lstatSync(file, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size === Buffer.byteLength(text) && fs.readFileSync(file, 'utf8') === text;
}

/** Removes a folder, and those above it up to one that stays, as long as they are empty. */
export function removeEmptyFolders(folder: string, stays: string): void {
  for (let at = folder; at !== stays; at = path.dirname(at)) {
    try {
      fs.rmdirSync(at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return;
    }
  }
}
