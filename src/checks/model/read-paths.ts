import * as fs from 'fs';
import * as path from 'path';
import { fileProblem } from '../../facts/file-problem';
import type { Manifest } from '../manifest';
import { isExternalsFile, toolFilesIn } from './generated';
import { InputError } from './input-error';
import { parseManifests } from './parse';

const MAX_BYTES = 64 * 1024 * 1024;
const EXTENSIONS = ['.yaml', '.yml', '.json'];

/**
 * Reads the manifests of files and folders. Of a folder it takes every `.yaml`, `.yml` and `.json` file at any depth, in the order of
 * their names, as `kubectl apply -R -f` does; hidden folders, `node_modules` and what this library has written beside manifests and lists
 * as no manifest are left out. `-` is standard input.
 *
 * @param onFile is told of each file how many there are
 * @throws `InputError` where a path does not exist, or a file cannot be read as manifests
 */
export function readPaths(paths: readonly string[], onFile: (files: number) => void = () => undefined): Manifest[] {
  const files = paths.flatMap((given) => filesOf(given).manifests);
  const errors: InputError[] = [];
  const manifests = files.flatMap((file) => {
    onFile(files.length);
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

/**
 * The lists of what exists outside of the manifests that this library has written into folders, beside the manifests that need it.
 *
 * @throws `InputError` where a path does not exist, or a folder cannot be read
 */
export function externalsFilesIn(paths: readonly string[]): string[] {
  return paths.flatMap((given) => filesOf(given).tools.filter(isExternalsFile));
}

/**
 * The text of one file, or of standard input for `-`.
 *
 * @throws `InputError` where it cannot be read as text
 */
export function readText(file: string): string {
  return decode(file === '-' ? readStdin() : readFile(file), file);
}

/** The files of a path that are read, and those that are known to be no manifests. */
interface Found {
  readonly manifests: readonly string[];
  readonly tools: readonly string[];
}

function filesOf(given: string): Found {
  if (given === '-') return { manifests: [given], tools: [] };
  const stat = statOf(given);
  if (!stat) throw new InputError(given, 'there is no such file or folder');
  if (stat.isDirectory()) return divided(given);
  // What a shell passes as `<(helm template ...)` is a pipe too; any other one may have no writer and be waited for without end.
  const passedByShell = /^\/(dev\/fd\/|dev\/stdin$|proc\/self\/fd\/)/.test(given);
  if (!stat.isFile() && !passedByShell)
    throw new InputError(given, 'is neither a file nor a folder; a pipe is read as standard input, -');
  return { manifests: [given], tools: [] };
}

function divided(folder: string): Found {
  const listed = new Set<string>();
  const files = filesIn(folder, listed);
  return { manifests: files.filter((file) => !listed.has(file)), tools: files.filter((file) => listed.has(file)) };
}

/** @returns `undefined` where nothing of this name is there */
function statOf(file: string): fs.Stats | undefined {
  try {
    return fs.statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    throw unreadable(error, file);
  }
}

/** @param listed gets what lists in the folders call no manifest */
function filesIn(folder: string, listed: Set<string>): string[] {
  let entries: fs.Dirent[];
  try {
    entries = fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw unreadable(error, folder);
  }
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  for (const file of toolFilesIn(folder, names, readText)) listed.add(file);
  return entries.flatMap((entry) => {
    const file = path.join(folder, entry.name);
    const directory = entry.isSymbolicLink() ? false : entry.isDirectory();
    if (directory) return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : filesIn(file, listed);
    return EXTENSIONS.includes(path.extname(entry.name)) && isFile(file) ? [file] : [];
  });
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

/** Whether a name in a folder is a file, or a link to one; a pipe is passed over. */
function isFile(file: string): boolean {
  const stat = statOf(file);
  if (!stat) throw new InputError(file, 'is a link that leads nowhere');
  return stat.isFile();
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

function unreadable(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof InputError || code === undefined) return error;
  return new InputError(file, `cannot be read: ${fileProblem(error, 'read')}`);
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
