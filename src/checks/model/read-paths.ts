import * as fs from 'fs';
import * as path from 'path';
import type { Manifest } from '../manifest';
import { InputError } from './input-error';
import { parseManifests } from './parse';

const MAX_BYTES = 64 * 1024 * 1024;
const EXTENSIONS = ['.yaml', '.yml', '.json'];

/**
 * Reads the manifests of files and folders. Of a folder it takes every `.yaml`, `.yml` and `.json` file at any depth, in the order of
 * their names, as `kubectl apply -R -f` does; hidden folders and `node_modules` are left out. `-` is standard input.
 *
 * @throws `InputError` where a path does not exist, or a file cannot be read as manifests
 */
export function readPaths(paths: readonly string[], onFile: (file: string) => void = () => undefined): Manifest[] {
  return paths.flatMap(filesOf).flatMap((file) => {
    onFile(file);
    return parseManifests(decode(file === '-' ? readStdin() : readFile(file), file), file);
  });
}

function filesOf(given: string): string[] {
  if (given === '-') return [given];
  const stat = fs.statSync(given, { throwIfNoEntry: false });
  if (!stat) throw new InputError(given, 'there is no such file or folder');
  return stat.isDirectory() ? filesIn(given) : [given];
}

function filesIn(folder: string): string[] {
  const entries = fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const file = path.join(folder, entry.name);
    const directory = entry.isSymbolicLink() ? false : entry.isDirectory();
    if (directory) return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : filesIn(file);
    return EXTENSIONS.includes(path.extname(entry.name)) ? [file] : [];
  });
}

function readFile(file: string): Buffer {
  const { size } = fs.statSync(file);
  if (size > MAX_BYTES)
    throw new InputError(
      file,
      `has ${Math.round(size / 1024 / 1024)} MiB, allowed are ${MAX_BYTES / 1024 / 1024} MiB a file`,
    );
  try {
    return fs.readFileSync(file);
  } catch (error) {
    throw new InputError(file, `cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}

function readStdin(): Buffer {
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(0);
  } catch (error) {
    throw new InputError(
      '-',
      `standard input cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
    );
  }
  if (bytes.length > MAX_BYTES)
    throw new InputError('-', `standard input has more than ${MAX_BYTES / 1024 / 1024} MiB`);
  return bytes;
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
