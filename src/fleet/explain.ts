import type { ConfigPath } from '../blueprint/problem';
import { mergeLayers, originsOf } from './layers';
import type { Layer, Origin } from './layers';
import { isMapping } from './merge';
import type { Mapping } from './merge';
import { nearest } from './schema-problems';
import { SelectionError } from './selection-error';

/** Who set a value of a cluster. */
export interface Explanation {
  /** Such as `pools.a100.limits.gpus`. */
  readonly key: string;
  /** What holds; `undefined` where a layer took the key away. */
  readonly value: unknown;
  /** Every layer that says something of it, the one that holds first. */
  readonly origins: readonly Origin[];
}

/**
 * Explains every single value of the layers, or those of a key.
 *
 * @throws `SelectionError` where no layer has the key
 */
export function explain(layers: readonly Layer[], cluster: string, key?: string): Explanation[] {
  const merged = mergeLayers(layers);
  const path = key === undefined ? [] : pathOf(layers, cluster, key);
  const value = path.reduce<unknown>((at, part) => (at as Mapping | undefined)?.[String(part)], merged);
  const found = value === undefined ? [{ path, value }] : leaves(value, path);
  return found.map((leaf) => ({
    key: leaf.path.join('.'),
    value: leaf.value,
    origins: originsOf(layers, leaf.path).reverse(),
  }));
}

function leaves(value: unknown, path: ConfigPath): { readonly path: ConfigPath; readonly value: unknown }[] {
  if (!isMapping(value) || Object.keys(value).length === 0) return [{ path, value }];
  return Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .flatMap(([key, one]) => leaves(one, [...path, key]));
}

/** Reads a key by the keys that there are, for a label such as `leafai.affinity` has dots of its own. */
function pathOf(layers: readonly Layer[], cluster: string, key: string): ConfigPath {
  const parts = key.split('.');
  const values: readonly unknown[] = layers.map(({ value }) => value);
  const found = find(values, parts);
  if (found.rest.length === 0) return found.path;
  const near = nearest(found.rest[0]!, found.keys);
  const hint = near === undefined ? '' : `; did you mean '${[...found.path, near].join('.')}'?`;
  const where = found.path.length === 0 ? `cluster ${cluster}` : `${found.path.join('.')} of cluster ${cluster}`;
  throw new SelectionError(
    `${where} has no key '${found.rest.join('.')}', it has ${found.keys.join(', ') || 'none'}${hint}`,
  );
}

interface Found {
  readonly path: ConfigPath;
  readonly rest: readonly string[];
  readonly keys: readonly string[];
}

function find(values: readonly unknown[], parts: readonly string[]): Found {
  const mappings = values.filter(isMapping);
  const keys = [...new Set(mappings.flatMap((one) => Object.keys(one).filter((key) => one[key] !== undefined)))];
  if (parts.length === 0) return { path: [], rest: [], keys };
  let best: Found = { path: [], rest: parts, keys };
  for (let length = 1; length <= parts.length; length += 1) {
    const key = parts.slice(0, length).join('.');
    if (!keys.includes(key)) continue;
    const below = find(
      mappings.map((one) => one[key]),
      parts.slice(length),
    );
    if (below.rest.length < best.rest.length) best = { ...below, path: [key, ...below.path] };
  }
  return best;
}
