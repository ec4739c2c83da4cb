// @ts-check
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImportError, reasonOf } from './errors.mjs';

/**
 * Writes all files or, when one cannot be written, none: they are moved into place only once all are complete.
 *
 * @param {string} dir
 * @param {ReadonlyMap<string, string>} files
 */
export function writeFiles(dir, files) {
  if (existsSync(dir) && !statSync(dir).isDirectory()) {
    throw new ImportError(`--out ${dir}: not a folder; give a folder to write to`);
  }
  let staging;
  try {
    mkdirSync(dir, { recursive: true });
    // Inside the target, because a rename works only within one file system.
    staging = mkdtempSync(join(dir, '.import-'));
    for (const [name, text] of files) writeFileSync(join(staging, name), text);
    for (const name of files.keys()) renameSync(join(staging, name), join(dir, name));
  } catch (error) {
    throw new ImportError(`--out ${dir}: ${reasonOf(error)}`, { exitCode: 1, cause: error });
  } finally {
    if (staging !== undefined) rmSync(staging, { recursive: true, force: true });
  }
}
