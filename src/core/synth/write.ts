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

/**
 * Writes files into directories so that a failure leaves what was there: all are written beside first, then renamed into place.
 *
 * @throws where two files have one path, or the file system refuses; nothing has been replaced then
 */
export function writeFolders(folders: readonly Folder[]): void {
  const all = folders.flatMap(({ outdir, files }) => files.map((file) => ({ outdir, ...file })));
  const paths = new Set<string>();
  for (const { outdir, path: file } of all) {
    const final = path.join(outdir, file);
    if (paths.has(final)) throw new Error(`two files would be written to ${final}; rename a chart or an object`);
    paths.add(final);
  }
  const stagings = new Map<string, string>();
  try {
    for (const { outdir } of folders) {
      fs.mkdirSync(outdir, { recursive: true });
      // Inside the directory itself, for a rename works only within one file system.
      stagings.set(outdir, fs.mkdtempSync(path.join(outdir, '.synth-')));
    }
    const stagedPath = ({ outdir, path: file }: (typeof all)[number]): string => path.join(stagings.get(outdir)!, file);
    for (const file of all) {
      const staged = stagedPath(file);
      fs.mkdirSync(path.dirname(staged), { recursive: true });
      fs.writeFileSync(staged, file.text);
    }
    // What can stand in the way is looked for before the first file is replaced.
    for (const { outdir, path: file } of all) {
      const final = path.join(outdir, file);
      fs.mkdirSync(path.dirname(final), { recursive: true });
      if (fs.statSync(final, { throwIfNoEntry: false })?.isDirectory()) {
        throw new Error(`${final} is a directory, and a file is to be written there`);
      }
    }
    for (const file of all) fs.renameSync(stagedPath(file), path.join(file.outdir, file.path));
  } finally {
    for (const staging of stagings.values()) fs.rmSync(staging, { recursive: true, force: true });
  }
}
