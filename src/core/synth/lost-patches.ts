import type { ApiObject } from 'cdk8s';
import type { KubernetesObject, LostPatch } from '../../checks/manifest';

/** An operation of RFC 6902 as cdk8s keeps it. */
interface Operation {
  readonly op: 'add' | 'remove' | 'replace' | 'copy' | 'move' | 'test';
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

/**
 * Finds the JSON patches of an object that its manifest does not show.
 *
 * cdk8s applies patches before the generated class filters the fields it knows, so the object is rendered with one patch more
 * at a time and the last one's effect is looked for in what comes out. A value that was there already counts as there.
 *
 * @see https://github.com/cdk8s-team/cdk8s/issues/2172
 */
export function lostPatches(object: ApiObject): LostPatch[] {
  const patches = (object as unknown as { readonly patches?: unknown[] }).patches;
  if (!patches || patches.length === 0) return [];
  const all = [...patches];
  const lost: LostPatch[] = [];
  try {
    patches.length = 0;
    let before = object.toJson() as KubernetesObject;
    for (const patch of all) {
      patches.push(patch);
      const after = object.toJson() as KubernetesObject;
      const operation = (patch as { _toJson(): Operation })._toJson();
      for (const path of lostFields(operation, before, after)) {
        lost.push({ operation: `${operation.op} ${operation.path}`, path });
      }
      before = after;
    }
  } finally {
    patches.splice(0, patches.length, ...all);
  }
  return lost;
}

function lostFields(operation: Operation, before: unknown, after: unknown): string[] {
  switch (operation.op) {
    case 'test':
      return [];
    case 'remove':
      return same(before, after) ? [operation.path] : [];
    case 'add':
    case 'replace': {
      const { value } = operation;
      // cdk8s copies the value as JSON, which makes plain objects of what `fromNumber()` and the like return.
      const wanted: unknown = value === undefined ? undefined : JSON.parse(JSON.stringify(value));
      return missing(wanted, get(after, operation.path, before), operation.path);
    }
    case 'copy':
    case 'move': {
      const wanted = get(before, operation.from ?? '');
      const found = get(after, operation.path, before);
      if (wanted === undefined) return found === undefined || found === null ? [operation.path] : [];
      return missing(wanted, found, operation.path);
    }
  }
}

/** The fields of a wanted value that the value found does not have. */
function missing(wanted: unknown, found: unknown, path: string): string[] {
  if (wanted === undefined || wanted === null) return [];
  if (found === undefined || found === null) return [path];
  if (typeof wanted !== 'object') return wanted === found ? [] : [path];
  const entries = Object.entries(wanted);
  // `{ value: 1 }` is how generated classes hold a number-or-text; it comes out as the number.
  if (typeof found !== 'object')
    return entries.length === 1 && 'value' in wanted && wanted.value === found ? [] : [path];
  return entries.flatMap(([key, value]) => missing(value, field(found, key), `${path}/${escape(key)}`));
}

/** Generated classes know `hostPID` as `hostPid`, so a field that is not found is looked for by its letters alone. */
function field(object: object, key: string): unknown {
  if (key in object || Array.isArray(object)) return (object as Record<string, unknown>)[key];
  const letters = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
  const wanted = letters(key);
  return Object.entries(object).find(([other]) => letters(other) === wanted)?.[1];
}

/** The value at a JSON pointer; `-` is the element that `add` put at the end of the array `before` had. */
function get(document: unknown, pointer: string, before?: unknown): unknown {
  if (pointer === '') return document;
  let value = document;
  for (const token of pointer.slice(1).split('/')) {
    if (typeof value !== 'object' || value === null) return undefined;
    const key = token.replace(/~1/g, '/').replace(/~0/g, '~');
    if (Array.isArray(value) && key === '-') {
      const old: unknown = get(before, pointer.slice(0, pointer.lastIndexOf('/')));
      value = Array.isArray(old) && old.length >= value.length ? undefined : (value[value.length - 1] as unknown);
    } else {
      value = field(value, key);
    }
  }
  return value;
}

function escape(key: string): string {
  return key.replace(/~/g, '~0').replace(/\//g, '~1');
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
