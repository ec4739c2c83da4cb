import * as fs from 'fs';
import * as path from 'path';
import { fileProblem } from '../facts/file-problem';
import { filesIn, isInside } from '../core/synth/inside';
import { makeFolder } from '../core/synth/make-folder';
import type { TextFile } from '../core/synth/write';
import { removeEmptyFolders, sameText } from './files';
import { Run } from './run';

/** Lists what was written into a folder, one path a line. A folder without it is not of a fleet, and a file not in it is somebody's own. */
const LIST = '.fleet-files';
/** Where files are made before they take their places, one folder a run. */
const WORK = '.fleet';

/** Thrown where files cannot be written, or something stands in their place that was not written by a fleet. */
export class FolderError extends Error {}

/**
 * The folder of a fleet: one folder a cluster. A new folder takes its place as a whole. Of one that is there, the files that differ are all
 * made beside first, then renamed into place one after another: every file is there and whole at every moment, and those that stay the same
 * are left alone, with their times. The name of a cluster that is between its first and its last rename is noted under `.fleet`, so that
 * the run after one that was killed there knows it.
 */
export class FleetFolder {
  private readonly run: Run;

  /**
   * Makes the folder, and takes over what runs left that were killed.
   *
   * @throws `FolderError` where it cannot be made
   */
  public constructor(private readonly outdir: string) {
    try {
      this.run = begin(path.join(outdir, WORK));
    } catch (error) {
      throw new FolderError(`${outdir} cannot be written: ${fileProblem(error, 'write')}`);
    }
  }

  /** The clusters some of whose files are those of a run that was killed, and the others older. */
  public get unfinished(): string[] {
    // Somebody may have removed the folder since.
    for (const name of this.run.unfinished)
      if (!fs.existsSync(path.join(this.outdir, name, LIST))) this.run.finish(name);
    return this.run.unfinished;
  }

  /**
   * Makes a folder hold these files, beside those of other origin that it has.
   *
   * @returns whether something changed
   * @throws `FolderError` where the folder, or a file in the place of one of these, is not of a fleet; all stays as it is
   */
  public replace(name: string, files: readonly TextFile[]): boolean {
    const place = path.join(this.outdir, name);
    const earlier = this.earlier(name);
    const list = listOf(files.map((file) => file.path));
    if (!earlier) {
      const made = this.stage(name, [...files, list]);
      // An empty folder gives way to a rename.
      fs.renameSync(made, place);
      return true;
    }
    const changed = files.filter((file) => !sameText(place, file));
    const kept = new Set(files.map((file) => file.path));
    const gone = earlier.filter((file) => !kept.has(file) && isInside(place, file));
    const listed = sameText(place, list);
    const isSame = changed.length === 0 && gone.length === 0 && listed;
    if (!isSame) {
      requireRoom(place, changed, new Set(earlier));
      const made = this.stage(name, listed ? changed : [...changed, list]);
      for (const file of changed) fs.mkdirSync(path.dirname(path.join(place, file.path)), { recursive: true });
      this.run.begin(name);
      // A file is listed before it is there, and as long as it is: none that a killed run leaves is taken for somebody's own.
      if (!listed) this.put(name, listOf([...new Set([...earlier, ...kept])]));
      for (const file of changed) fs.renameSync(path.join(made, file.path), path.join(place, file.path));
      removeFiles(place, gone);
      if (!listed) fs.renameSync(path.join(made, LIST), path.join(place, LIST));
    }
    this.run.finish(name);
    return !isSame;
  }

  /** The folders of an earlier run that are none of these. */
  public others(names: ReadonlySet<string>): string[] {
    const entries = fs.readdirSync(this.outdir, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== WORK && !names.has(entry.name));
    return folders.map(({ name }) => name).filter((name) => fs.existsSync(path.join(this.outdir, name, LIST)));
  }

  /** Removes a folder that {@link others} found. What else somebody has put into it stays. */
  public remove(name: string): void {
    this.run.finish(name);
    const place = path.join(this.outdir, name);
    const own = [...(this.earlier(name) ?? []), LIST];
    if (filesIn(place).every((file) => own.includes(file))) {
      const old = path.join(this.run.folder('old'), name);
      try {
        fs.renameSync(place, old);
        fs.rmSync(old, { recursive: true });
        return;
      } catch (error) {
        // A folder of a lower layer of an overlay cannot be renamed.
        if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
      }
    }
    // The list goes last: until then the folder is known for one that has to go.
    removeFiles(
      place,
      own.filter((file) => isInside(place, file)),
    );
    removeEmptyFolders(place, path.dirname(place));
  }

  /** Removes what was made on the way. */
  public close(): void {
    this.run.close();
    try {
      fs.rmdirSync(path.join(this.outdir, WORK));
    } catch {
      // Another run works there, or a folder is unfinished.
    }
  }

  /** Writes files beside. */
  private stage(name: string, files: readonly TextFile[]): string {
    const made = path.join(this.run.folder('new'), name);
    fs.rmSync(made, { recursive: true, force: true });
    for (const { path: file, text } of files) {
      fs.mkdirSync(path.dirname(path.join(made, file)), { recursive: true });
      fs.writeFileSync(path.join(made, file), text);
    }
    return made;
  }

  /** One file, made beside and renamed into place. */
  private put(name: string, { path: file, text }: TextFile): void {
    const made = path.join(this.run.folder('new'), 'file');
    fs.writeFileSync(made, text);
    fs.renameSync(made, path.join(this.outdir, name, file));
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
        .split(/\r?\n/)
        .filter((line) => line !== '');
    if (fs.readdirSync(place).length === 0) return undefined;
    throw new FolderError(
      `${place} was not written by a fleet, for it has no ${LIST}; move it away, or write elsewhere by --output`,
    );
  }
}

/** A run that ends removes the folder of all runs where it is the last; one that begins just then tries again. */
function begin(all: string, attempts = 5): Run {
  // What is found there is removed, and behind a link it is somebody else's.
  if (fs.lstatSync(all, { throwIfNoEntry: false })?.isSymbolicLink() === true)
    throw new Error(`${all} is a link; remove it`);
  makeFolder(all);
  try {
    return new Run(all);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempts === 0) throw error;
    return begin(all, attempts - 1);
  }
}

function listOf(files: readonly string[]): TextFile {
  return { path: LIST, text: files.map((file) => `${file}\n`).join('') };
}

/** Looks for what stands in the way of files before the first is renamed. */
function requireRoom(place: string, files: readonly TextFile[], earlier: ReadonlySet<string>): void {
  for (const { path: file } of files) {
    const parts = file.split('/');
    for (let length = 1; length <= parts.length; length += 1) {
      const at = path.join(place, ...parts.slice(0, length));
      const found = fs.lstatSync(at, { throwIfNoEntry: false });
      if (!found) break;
      if (length < parts.length && found.isDirectory()) continue;
      const isOwn = length === parts.length && earlier.has(file) && !found.isDirectory();
      if (!isOwn) throw new FolderError(`${at} was not written by the fleet, and stands in its way; move it away`);
    }
  }
}

function removeFiles(place: string, files: readonly string[]): void {
  for (const file of files) fs.rmSync(path.join(place, file), { force: true });
  for (const file of files) removeEmptyFolders(path.dirname(path.join(place, file)), place);
}
