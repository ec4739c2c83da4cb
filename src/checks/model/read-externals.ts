import * as yaml from 'js-yaml';
import type { External } from '../declarations';
import { GO_YAML } from './go-yaml';
import { InputError } from './input-error';
import { externalsFilesIn, readText } from './read-paths';

const REQUIRED = ['kind', 'name', 'reason'];
const FIELDS = [...REQUIRED, 'apiVersion', 'group', 'namespace', 'keys'];

/**
 * Reads a file that lists the objects that exist outside of the manifests.
 *
 * @throws `InputError` where it is no such list
 */
export function readExternals(file: string): External[] {
  let value: unknown;
  try {
    value = yaml.load(readText(file), { schema: GO_YAML });
  } catch (error) {
    if (!(error instanceof yaml.YAMLException)) throw error;
    throw new InputError(
      `${file}:${((error.mark as { line: number } | undefined)?.line ?? 0) + 1}`,
      `is not YAML: ${error.reason}`,
    );
  }
  return externalsOf(value, file);
}

/**
 * What exists outside of the manifests by a file that is named, and by those that this library has written beside the manifests of folders.
 *
 * @param file of `--external`
 * @throws `InputError` where one of them is no such list
 */
export function externalsFor(paths: readonly string[], file?: string, exclude?: readonly string[]): External[] {
  return [...(file === undefined ? [] : [file]), ...externalsFilesIn(paths, exclude)].flatMap(readExternals);
}

/**
 * A value as the list of the objects that exist outside of the manifests.
 *
 * @param where what an error names: the file, or the property that has the list
 * @throws `InputError` where it is no such list
 */
export function externalsOf(value: unknown, where: string): External[] {
  if (!Array.isArray(value)) throw new InputError(where, 'is not a list of objects with kind, name and reason');
  return value.map((item, index) => external(item, where, index));
}

function external(item: unknown, file: string, index: number): External {
  const fail = (problem: string): never => {
    throw new InputError(file, `[${index}] ${problem}`);
  };
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    return fail('is not a mapping with kind, name and reason');
  }
  for (const [field, value] of Object.entries(item) as [string, unknown][]) {
    if (!FIELDS.includes(field)) fail(`has '${field}', allowed are ${FIELDS.join(', ')}`);
    // A program leaves a field out by `undefined`.
    if (value === undefined) continue;
    if (field === 'keys') {
      if (!Array.isArray(value) || value.some((key) => typeof key !== 'string')) fail('keys is not a list of text');
    } else if (typeof value !== 'string') fail(`${field} is not text`);
  }
  for (const field of REQUIRED) {
    if (((item as Record<string, string>)[field] ?? '').trim() === '') fail(`needs ${field}`);
  }
  return item as External;
}
