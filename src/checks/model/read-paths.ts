import * as fs from 'fs';
import * as path from 'path';
import type { Manifest } from '../manifest';
import { excluding } from './exclude';
import type { Exclude } from './exclude';
import { filesOfFolder } from './folder-files';
import type { FolderFiles } from './folder-files';
import { isExternalsFile } from './generated';
import { InputError } from './input-error';
import { parseManifests } from './parse';
import { unreadable } from './unreadable';

const MAX_BYTES = 64 * 1024 * 1024;

/** How paths are read. */
export interface ReadOptions {
  /**
   * Patterns of the files and folders that are left out, as those of `.gitignore`.
   * @default - none
   */
  readonly exclude?: readonly string[];
  /**
   * Is told of each file how many there are.
   * @default - nobody is told
   */
  readonly onFile?: (files: number) => void;
  /**
   * Whether files are read that only together make an object: the patches of an overlay of kustomize.
   * @default - an overlay with patches is refused
   */
  readonly parts?: boolean;
}

/**
 * Reads the manifests of files and folders. Of a folder it takes every `.yaml`, `.yml` and `.json` file at any depth, in the order of
 * their names, as `kubectl apply -R -f` does; hidden folders, `node_modules` and what this library has written beside manifests and lists
 * as no manifest are left out. A file that several paths or links lead to is read once. `-` is standard input.
 *
 * @throws `InputError` where a path does not exist, or a file cannot be read as manifests
 */
export function readPaths(paths: readonly string[], { exclude, onFile, parts }: ReadOptions = {}): Manifest[] {
  const found = paths.map((given) => filesOf(given, excluding(exclude), parts));
  const files = eachOnce(found.flatMap(({ manifests }) => manifests));
  const errors = found.flatMap((one) => one.errors);
  const manifests = files.flatMap((file) => {
    onFile?.(files.length);
    try {
      return parseManifests(readText(file), file);
    } catch (error) {
      // Who has thousands of files mends all that cannot be read at once.
      if (!(error instanceof InputError)) throw error;
      errors.push(error);
      return [];
    }
  });
  if (errors.length > 0) throw InputError.of(errors);
  return manifests;
}

/** Files without those that stand before under another path: `check a.yaml .` means the objects of `a.yaml` once. */
function eachOnce(files: readonly string[]): string[] {
  const seen = new Set<string>();
  return files.filter((file) => {
    const real = file === '-' ? file : realPathOf(file);
    if (seen.has(real)) return false;
    seen.add(real);
    return true;
  });
}

function realPathOf(file: string): string {
  try {
    return fs.realpathSync.native(file);
  } catch {
    // Why it cannot be read is said where it is read.
    return path.resolve(file);
  }
}

/**
 * The lists of what exists outside of the manifests that this library has written into folders, beside the manifests that need it.
 *
 * @throws `InputError` where a path does not exist, or a folder cannot be read
 */
export function externalsFilesIn(paths: readonly string[], exclude?: readonly string[]): string[] {
  return paths.flatMap((given) => filesOf(given, excluding(exclude)).tools.filter(isExternalsFile));
}

/**
 * The text of one file, or of standard input for `-`.
 *
 * @throws `InputError` where it cannot be read as text
 */
export function readText(file: string): string {
  return decode(file === '-' ? readStdin() : readFile(file), file);
}

function filesOf(given: string, exclude: Exclude, parts?: boolean): FolderFiles {
  const alone = { manifests: [given], tools: [], errors: [] };
  if (given === '-') return alone;
  const stat = statOf(given);
  if (!stat) throw new InputError(given, 'there is no such file or folder');
  if (exclude(given)) return { manifests: [], tools: [], errors: [] };
  if (stat.isDirectory()) return filesOfFolder(given, exclude, readText, parts);
  // What a shell passes as `<(helm template ...)` is a pipe too; any other one may have no writer and be waited for without end.
  const passedByShell = /^\/(dev\/fd\/|dev\/stdin$|proc\/self\/fd\/)/.test(given);
  if (!stat.isFile() && !passedByShell)
    throw new InputError(given, 'is neither a file nor a folder; a pipe is read as standard input, -');
  return alone;
}

/** @returns `undefined` where nothing of this name is there */
function statOf(file: string): fs.Stats | undefined {
  try {
    return fs.statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    throw unreadable(error, file);
  }
}

function readFile(file: string): Buffer {
  let descriptor: number | undefined;
  try {
    descriptor = fs.openSync(file, 'r');
    return readAll(descriptor, file);
  } catch (error) {
    throw unreadable(error, file);
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor);
  }
}

function readStdin(): Buffer {
  try {
    return readAll(0, '-');
  } catch (error) {
    throw unreadable(error, '-');
  }
}

/** Stops at the limit, so that a stream without end is no trouble. */
function readAll(descriptor: number, file: string): Buffer {
  const { size } = fs.fstatSync(descriptor);
  const limit = `allowed are ${MAX_BYTES / 1024 / 1024} MiB a file`;
  if (size > MAX_BYTES) throw new InputError(file, `has ${Math.round(size / 1024 / 1024)} MiB, ${limit}`);
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(Math.max(size - total + 1, 65536));
    const count = readSome(descriptor, chunk);
    if (count === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, count));
    total += count;
    if (total > MAX_BYTES) throw new InputError(file, `has more than ${MAX_BYTES / 1024 / 1024} MiB, ${limit}`);
  }
}

function readSome(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return fs.readSync(descriptor, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      // A pipe that the writer made non-blocking has nothing yet.
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

function decode(bytes: Buffer, file: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) throw new InputError(file, 'is UTF-16, write it as UTF-8');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) throw new InputError(file, 'is UTF-16, write it as UTF-8');
  if (bytes.includes(0)) throw new InputError(file, 'is binary, not YAML or JSON');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(file, 'is not UTF-8 text');
  }
}
