// Finds helm and kubectl: on PATH, or where the tests keep those that they fetched.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const CACHE = path.resolve(import.meta.dirname, '../../.cache/tools');

/** @returns the file and its version, or nothing where there is none; `npm test` fetches those of the cache */
export function findProgram(name) {
  const cached = fs.existsSync(CACHE) ? fs.readdirSync(CACHE).map((layer) => path.join(CACHE, layer)) : [];
  const folders = [...cached, ...(process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '')];
  const file = folders.map((folder) => path.join(folder, name)).find((one) => fs.existsSync(one));
  if (!file) return undefined;
  const args = name === 'kubectl' ? ['version', '--client'] : ['version', '--short'];
  const { stdout } = spawnSync(file, args, { encoding: 'utf8' });
  return { file, version: /v\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? 'unknown' };
}
