import * as fs from 'fs';
import * as path from 'path';
import { requireInside } from './inside';
import { makeFolder } from './make-folder';

/** A file to write, its path below the output directory. */
export interface TextFile {
  /** Below the output directory, with `/`. */
  readonly path: string;
  /** It may be made when it is asked for, which is done once. */
  readonly text: string;
}

/** A directory and the files to write into it. */
export interface Folder {
  readonly outdir: string;
  readonly files: readonly TextFile[];
}

/** A file with the directory that it goes to. */
interface Placed {
  readonly outdir: string;
  readonly file: TextFile;
  /** Where it goes. */
  readonly to: string;
}

/**
 * Writes files into directories so that a failure leaves what was there: all are written beside first, then renamed into place, each
 * whole at every moment. A file that has its text already is left alone, with its time.
 *
 * @throws where two files have one path, a link in a directory leads out of it, or the file system refuses; nothing has been replaced then
 */
export function writeFolders(folders: readonly Folder[]): void {
  const all = folders.flatMap(({ outdir, files }) =>
    files.map((file) => ({ outdir, file, to: path.join(outdir, file.path) })),
  );
  requireOnePathEach(all);
  const stagings = new Map<string, string>();
  const staged: { readonly from: string; readonly to: string }[] = [];
  const made = new Set<string>();
  /** Says whether it was not there. */
  const make = (folder: string): boolean => {
    const isNew = !made.has(folder) && makeFolder(folder);
    made.add(folder);
    return isNew;
  };
  const stagingOf = (outdir: string): string => {
    // Inside the directory itself, for a rename works only within one file system.
    const staging = stagings.get(outdir) ?? fs.mkdtempSync(path.join(outdir, '.synth-'));
    stagings.set(outdir, staging);
    return staging;
  };
  try {
    // In a folder that was not there nothing is looked for.
    const empty = new Set(folders.map(({ outdir }) => outdir).filter(make));
    for (const { outdir, file, to } of all) {
      const { text } = file;
      // What can stand in the way is looked for before the first file is replaced.
      if (!empty.has(outdir) && file.path.includes('/')) requireInside(outdir, file.path);
      if (!empty.has(outdir) && !isChanged(to, text)) continue;
      const from = path.join(stagingOf(outdir), file.path);
      make(path.dirname(from));
      fs.writeFileSync(from, text);
      staged.push({ from, to });
    }
    for (const { to } of staged) make(path.dirname(to));
    for (const { from, to } of staged) fs.renameSync(from, to);
  } finally {
    for (const staging of stagings.values()) fs.rmSync(staging, { recursive: true, force: true });
  }
}

function requireOnePathEach(files: readonly Placed[]): void {
  const paths = new Set<string>();
  for (const { to } of files) {
    if (paths.has(to)) throw new Error(`two files would be written to ${to}; rename a chart or an object`);
    paths.add(to);
  }
}

/** Whether a file has another text than it will have. What is no plain file, such as a link, is replaced. */
function isChanged(final: string, text: string): boolean {
  const found = fs.lstatSync(final, { throwIfNoEntry: false });
  if (!found) return true;
  if (found.isDirectory() || (found.isSymbolicLink() && isDirectory(final))) {
    throw Object.assign(new Error(`${final} is a directory, and a file is to be written there`), {
      code: 'EISDIR',
      path: final,
    });
  }
  return !found.isFile() || found.size !== Buffer.byteLength(text) || fs.readFileSync(final, 'utf8') !== text;
}

function isDirectory(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
