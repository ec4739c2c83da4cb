import * as fs from 'fs';
import * as path from 'path';
import { InputError } from '../checks/model/input-error';
import { fileProblem } from '../facts/file-problem';
import type { MigratedFile } from './migrate';

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Writes what changed: all files beside their places first, then each renamed into it. So a disk that is full changes nothing. Access rights
 * and a byte order mark stay; links are followed.
 *
 * @throws `InputError` where a file cannot be written
 */
export function writeFiles(files: readonly MigratedFile[]): void {
  const written: { readonly temporary: string; readonly place: string }[] = [];
  try {
    for (const one of files) if (one.migrated !== one.text) written.push(writeBeside(one));
  } catch (error) {
    for (const { temporary } of written) fs.rmSync(temporary, { force: true });
    throw error;
  }
  for (const { temporary, place } of written) fs.renameSync(temporary, place);
}

function writeBeside({ file, migrated }: MigratedFile): { temporary: string; place: string } {
  let temporary: string | undefined;
  try {
    const place = fs.realpathSync(file);
    const mark = fs.readFileSync(place).subarray(0, 3).equals(BOM) ? BOM : Buffer.alloc(0);
    const { mode } = fs.statSync(place);
    fs.accessSync(place, fs.constants.W_OK);
    temporary = path.join(path.dirname(place), `.${path.basename(place)}.${process.pid}.tmp`);
    fs.writeFileSync(temporary, Buffer.concat([mark, Buffer.from(migrated, 'utf8')]), { mode, flag: 'wx' });
    fs.chmodSync(temporary, mode);
    return { temporary, place };
  } catch (error) {
    if (temporary !== undefined) fs.rmSync(temporary, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new InputError(file, `cannot be written: ${fileProblem(error, 'write')}`);
  }
}
