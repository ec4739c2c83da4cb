import * as fs from 'fs';
import * as path from 'path';

/** A file to write, its path below the output directory. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A directory and the files to write into it. */
export interface Folder {
  readonly outdir: string;
  readonly files: readonly TextFile[];
}

/** A file with the directory that it goes to. */
interface Placed extends TextFile {
  readonly outdir: string;
}

/**
 * Writes files into directories so that a failure leaves what was there: all are written beside first, then renamed into place, each
 * whole at every moment. A file that has its text already is left alone, with its time.
 *
 * @throws where two files have one path, or the file system refuses; nothing has been replaced then
 */
export function writeFolders(folders: readonly Folder[]): void {
  const all = folders.flatMap(({ outdir, files }) =>
    files.map(({ path: file, text }) => ({ outdir, path: file, text })),
  );
  requireOnePathEach(all);
  const stagings = new Map<string, string>();
  const made = new Set<string>();
  const makeFolder = (folder: string): void => {
    if (!made.has(folder)) fs.mkdirSync(folder, { recursive: true });
    made.add(folder);
  };
  try {
    for (const { outdir } of folders) makeFolder(outdir);
    // What can stand in the way is looked for before the first file is replaced.
    const changed = all.filter((file) => isChanged(file));
    for (const { outdir } of changed) {
      // Inside the directory itself, for a rename works only within one file system.
      if (!stagings.has(outdir)) stagings.set(outdir, fs.mkdtempSync(path.join(outdir, '.synth-')));
    }
    const stagedPath = ({ outdir, path: file }: Placed): string => path.join(stagings.get(outdir)!, file);
    for (const file of changed) {
      const staged = stagedPath(file);
      makeFolder(path.dirname(staged));
      fs.writeFileSync(staged, file.text);
    }
    for (const file of changed) makeFolder(path.dirname(path.join(file.outdir, file.path)));
    for (const file of changed) fs.renameSync(stagedPath(file), path.join(file.outdir, file.path));
  } finally {
    for (const staging of stagings.values()) fs.rmSync(staging, { recursive: true, force: true });
  }
}

function requireOnePathEach(files: readonly Placed[]): void {
  const paths = new Set<string>();
  for (const { outdir, path: file } of files) {
    const final = path.join(outdir, file);
    if (paths.has(final)) throw new Error(`two files would be written to ${final}; rename a chart or an object`);
    paths.add(final);
  }
}

/** Whether a file has another text than it will have. What is no plain file, such as a link, is replaced. */
function isChanged({ outdir, path: file, text }: Placed): boolean {
  const final = path.join(outdir, file);
  const found = fs.lstatSync(final, { throwIfNoEntry: false });
  if (!found) return true;
  if (found.isDirectory() || (found.isSymbolicLink() && isDirectory(final))) {
    throw new Error(`${final} is a directory, and a file is to be written there`);
  }
  return !found.isFile() || found.size !== Buffer.byteLength(text) || fs.readFileSync(final, 'utf8') !== text;
}

function isDirectory(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
