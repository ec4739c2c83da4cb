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
    if (paths.has(file.path)) throw new Error(`two files would be written to ${path.join(outdir, file.path)}; rename a chart or an object`);
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
    for (const file of files) {
      const final = path.join(outdir, file.path);
      fs.mkdirSync(path.dirname(final), { recursive: true });
      fs.renameSync(path.join(staging, file.path), final);
    }
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}
