// Reads what a contestant wrote, and fails where it is not the workload.
import fs from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { loadAll } from 'js-yaml';

const identity = ({ apiVersion, kind, metadata }) =>
  `${apiVersion} ${kind} ${metadata?.namespace ?? ''}/${metadata?.name}`;

function objectsIn(folder) {
  const files = fs.readdirSync(folder).map((name) => path.join(folder, name));
  return files.flatMap((file) => {
    const text = fs.readFileSync(file, 'utf8');
    return file.endsWith('.json') ? JSON.parse(text) : loadAll(text).filter((object) => object);
  });
}

/** @throws where an object is missing, is there that should not be, or has another value */
export function requireEqual(name, folder, wanted) {
  const found = new Map(objectsIn(folder).map((object) => [identity(object), object]));
  for (const object of wanted.flat()) {
    const other = found.get(identity(object));
    if (!other) throw new Error(`${name} did not write ${identity(object)}`);
    if (!isDeepStrictEqual(other, object)) {
      throw new Error(
        `${name} wrote ${identity(object)} otherwise:\n${JSON.stringify(other, null, 1)}\nwanted:\n${JSON.stringify(object, null, 1)}`,
      );
    }
    found.delete(identity(object));
  }
  if (found.size > 0) throw new Error(`${name} also wrote ${[...found.keys()].slice(0, 5).join(', ')}`);
}

/** @throws where two folders differ in a file or a byte */
export function requireSameBytes(name, one, other) {
  const names = fs.readdirSync(one).sort();
  if (names.join() !== fs.readdirSync(other).sort().join()) throw new Error(`${name}: other files`);
  for (const file of names) {
    if (!fs.readFileSync(path.join(one, file)).equals(fs.readFileSync(path.join(other, file)))) {
      throw new Error(`${name}: ${file} differs`);
    }
  }
}
