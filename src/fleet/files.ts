import * as fs from 'fs';
import * as path from 'path';
import type { TextFile } from '../core/synth/write';

/** Whether a folder has a plain file with this text. */
export function sameText(folder: string, { path: name, text }: TextFile): boolean {
  const file = path.join(folder, name);
  const found = fs.lstatSync(file, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size === Buffer.byteLength(text) && fs.readFileSync(file, 'utf8') === text;
}

/** Every file below a folder, by its path from there with `/`. */
export function filesIn(folder: string): string[] {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
}

/** Whether a folder has a file of this path, and it is really there: neither `..` nor a link leads out of it. */
export function isInside(folder: string, name: string): boolean {
  const file = path.join(folder, name);
  const found = fs.lstatSync(file, { throwIfNoEntry: false });
  if (!found || found.isDirectory()) return false;
  const real = path.relative(fs.realpathSync(folder), fs.realpathSync(path.dirname(file)));
  return real !== '..' && !real.startsWith(`..${path.sep}`) && !path.isAbsolute(real);
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
