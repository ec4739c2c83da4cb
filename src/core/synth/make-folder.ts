import * as fs from 'fs';
import * as path from 'path';

/**
 * Makes a folder with those above it. `mkdir` of Node does not come back where the system says that a folder is missing though it is
 * there: below `/proc`, and below a link that leads nowhere.
 *
 * @returns whether it was not there
 * @throws where the file system refuses, or something else stands there
 */
export function makeFolder(folder: string): boolean {
  try {
    return makeOne(folder);
  } catch (error) {
    const parent = path.dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === folder) throw error;
    makeFolder(parent);
    return makeOne(folder);
  }
}

function makeOne(folder: string): boolean {
  try {
    fs.mkdirSync(folder);
    return true;
  } catch (error) {
    if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return false;
    throw error;
  }
}
