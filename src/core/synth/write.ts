import * as fs from 'fs';
import * as path from 'path';

/** A file to write, its path below the output directory. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes files into a directory so that a failure leaves what was there: all are written beside first, then renamed into place.
 *
 * @throws where two files have one path, or the file system refuses; nothing has been replaced then
 */
export function writeFiles(outdir: string, files: readonly TextFile[]): void {
  const paths = new Set<string>();
  for (const file of files) {
    if (paths.has(file.path))
      throw new Error(`two files would be written to ${path.join(outdir, file.path)}; rename a chart or an object`);
    paths.add(file.path);
  }
  fs.mkdirSync(outdir, { recursive: true });
  // Inside the output directory, for a rename works only within one file system.
  const staging = fs.mkdtempSync(path.join(outdir, '.synth-'));
  try {
    for (const file of files) {
      const staged = path.join(staging, file.path);
      fs.mkdirSync(path.dirname(staged), { recursive: true });
      fs.writeFileSync(staged, file.text);
    }
    // What can stand in the way is looked for before the first file is replaced.
    for (const file of files) {
      const final = path.join(outdir, file.path);
      fs.mkdirSync(path.dirname(final), { recursive: true });
      if (fs.statSync(final, { throwIfNoEntry: false })?.isDirectory()) {
        throw new Error(`${final} is a directory, and a file is to be written there`);
      }
    }
    for (const file of files) fs.renameSync(path.join(staging, file.path), path.join(outdir, file.path));
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}
