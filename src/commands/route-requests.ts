import * as fs from 'fs';
import * as path from 'path';
import { InputError } from '../checks/model/input-error';
import { jsonProblem } from '../checks/model/json-text';
import { readText } from '../checks/model/read-paths';
import { readRequest } from '../checks/route/engine/request';
import type { RouteRequest } from '../checks/route/engine/types';

/**
 * Every request of a file.
 *
 * @throws `InputError` where it is no JSON list of requests; one that is wrong is named by its place
 */
export function readRequests(file: string): RouteRequest[] {
  const text = readText(file).replace(/^\uFEFF/, '');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const { message, line } = jsonProblem(text);
    throw new InputError(`${file}:${line}`, `is not JSON: ${message}`);
  }
  if (!Array.isArray(value)) throw new InputError(file, 'is not a list of requests with method, url and headers');
  return value.map((one, index) => readRequest(one, `${file}: [${index}]`));
}

/** Paths of manifests without one file: a folder that holds it is given by what else it holds, for requests are no manifests. */
export function without(paths: readonly string[], file: string): string[] {
  const left = path.resolve(file);
  return paths.flatMap((one) => {
    const isAbove = left.startsWith(path.resolve(one) + path.sep);
    if (one === '-' || !isAbove || !fs.statSync(one, { throwIfNoEntry: false })?.isDirectory()) return [one];
    const inside = fs.readdirSync(one, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    return inside.flatMap((entry) => {
      const at = path.join(one, entry.name);
      if (path.resolve(at) === left) return [];
      if (entry.isDirectory())
        return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : without([at], file);
      return ['.yaml', '.yml', '.json'].includes(path.extname(entry.name)) ? [at] : [];
    });
  });
}
