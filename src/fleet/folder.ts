import * as fs from 'fs';
import * as path from 'path';
import type { TextFile } from '../core/synth/write';

/** Lists what was written into a folder, one path a line. A folder without it is not of a fleet, and a file not in it is somebody's own. */
const LIST = '.fleet-files';
/** Where folders are made before they take their places, one folder a run. */
const WORK = '.fleet';

/** Thrown where something stands in the place of a cluster's folder that was not written by a fleet. */
export class FolderError extends Error {}

/**
 * The folder of a fleet: one folder a cluster, each replaced as a whole. A folder is made beside, then takes the place of the earlier one by
 * two renames; who is killed between them leaves it under `.fleet`, and the next run puts it back. A folder that would stay as it is is left
 * alone, with the times of its files.
 */
export class FleetFolder {
  /** An empty folder for what is made on the way. */
  public readonly scratch: string;

  private readonly work: string;

  /** Makes the folder, and mends what a run left that was killed. */
  public constructor(private readonly outdir: string) {
    fs.mkdirSync(path.join(outdir, WORK), { recursive: true });
    recover(outdir);
    this.work = fs.mkdtempSync(path.join(outdir, WORK, `${process.pid}-`));
    this.scratch = path.join(this.work, 'scratch');
    for (const name of ['scratch', 'new', 'old']) fs.mkdirSync(path.join(this.work, name));
  }

  /**
   * Makes a folder hold these files, beside those of other origin that it has.
   *
   * @returns whether something changed
   * @throws `FolderError` where the folder is not of a fleet; it stays as it is
   */
  public replace(name: string, files: readonly TextFile[]): boolean {
    const place = path.join(this.outdir, name);
    const earlier = this.earlier(name);
    const list = { path: LIST, text: files.map((file) => `${file.path}\n`).join('') };
    const all = [...files, list];
    if (earlier && all.every((file) => sameText(place, file)) && earlier.length === files.length) return false;
    const made = path.join(this.work, 'new', name);
    for (const file of all) write(made, file, place);
    if (!earlier) {
      // An empty folder gives way to a rename.
      fs.renameSync(made, place);
      return true;
    }
    const own = new Set([...earlier, ...all.map((file) => file.path)]);
    for (const file of filesIn(place)) if (!own.has(file)) take(path.join(place, file), path.join(made, file));
    const old = path.join(this.work, 'old', name);
    fs.renameSync(place, old);
    fs.renameSync(made, place);
    fs.rmSync(old, { recursive: true });
    return true;
  }

  /** The folders of an earlier run that are none of these. */
  public others(names: ReadonlySet<string>): string[] {
    const entries = fs.readdirSync(this.outdir, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== WORK && !names.has(entry.name));
    return folders.map(({ name }) => name).filter((name) => fs.existsSync(path.join(this.outdir, name, LIST)));
  }

  /** Removes a folder that {@link others} found. What else somebody has put into it stays. */
  public remove(name: string): void {
    const place = path.join(this.outdir, name);
    const own = new Set([...(this.earlier(name) ?? []), LIST]);
    const foreign = filesIn(place).filter((file) => !own.has(file));
    const made = path.join(this.work, 'new', name);
    for (const file of foreign) take(path.join(place, file), path.join(made, file));
    const old = path.join(this.work, 'old', name);
    fs.renameSync(place, old);
    if (foreign.length > 0) fs.renameSync(made, place);
    fs.rmSync(old, { recursive: true });
  }

  /** Removes what was made on the way. */
  public close(): void {
    fs.rmSync(this.work, { recursive: true, force: true });
    removeIfEmpty(path.join(this.outdir, WORK));
  }

  /** What an earlier run listed; nothing where there is no folder, or an empty one. */
  private earlier(name: string): string[] | undefined {
    const place = path.join(this.outdir, name);
    const found = fs.lstatSync(place, { throwIfNoEntry: false });
    if (!found) return undefined;
    if (!found.isDirectory()) throw new FolderError(`${place} is no folder; move it away`);
    const list = path.join(place, LIST);
    if (fs.existsSync(list))
      return fs
        .readFileSync(list, 'utf8')
        .split('\n')
        .filter((line) => line !== '');
    if (fs.readdirSync(place).length === 0) return undefined;
    throw new FolderError(
      `${place} was not written by a fleet, for it has no ${LIST}; move it away, or write elsewhere by --out`,
    );
  }
}

/** Puts back the folders that runs took from their places and, killed, did not replace. */
function recover(outdir: string): void {
  const all = path.join(outdir, WORK);
  for (const run of fs.readdirSync(all)) {
    if (isAlive(Number(run.split('-')[0]))) continue;
    const old = path.join(all, run, 'old');
    for (const name of fs.existsSync(old) ? fs.readdirSync(old) : []) {
      const place = path.join(outdir, name);
      // Where the place is taken, the earlier folder was on its way out.
      if (!fs.existsSync(place) && fs.existsSync(path.join(old, name, LIST)))
        fs.renameSync(path.join(old, name), place);
    }
    fs.rmSync(path.join(all, run), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function write(folder: string, { path: name, text }: TextFile, earlier: string): void {
  const file = path.join(folder, name);
  // The same file at another place keeps its time.
  if (sameText(earlier, { path: name, text })) take(path.join(earlier, name), file);
  else {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
}

function sameText(folder: string, { path: name, text }: TextFile): boolean {
  const file = path.join(folder, name);
  const found = fs.lstatSync(file, { throwIfNoEntry: false });
  return found?.isFile() === true && found.size === Buffer.byteLength(text) && fs.readFileSync(file, 'utf8') === text;
}

function take(from: string, to: string): void {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  if (fs.lstatSync(from).isSymbolicLink()) {
    fs.symlinkSync(fs.readlinkSync(from), to);
    return;
  }
  try {
    fs.linkSync(from, to);
  } catch {
    fs.copyFileSync(from, to);
  }
}

function filesIn(folder: string): string[] {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
}

function removeIfEmpty(folder: string): void {
  try {
    fs.rmdirSync(folder);
  } catch {
    // Another run works there.
  }
}
