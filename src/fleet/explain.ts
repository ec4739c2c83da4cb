import type { ConfigPath } from '../blueprint/problem';
import { describedKey } from './described';
import { mergeLayers, originsOf } from './layers';
import type { Layer, Origin } from './layers';
import { isMapping } from '../facts/is-mapping';
import type { Mapping } from './merge';
import { nearest } from '../blueprint/schema-problems';
import { SelectionError } from './selection-error';

/** Who set a value of a cluster. */
export interface Explanation {
  /** Such as `pools.a100.limits.gpus`. */
  readonly key: string;
  /** What holds; `undefined` where a layer took the key away, or none has it. */
  readonly value: unknown;
  /** Every layer that says something of it, the one that holds first. Of an item of a list it is the layer of the list alone. */
  readonly origins: readonly Origin[];
  /** Where no layer has the key: what the schema says of it, its default among it. */
  readonly unset?: { readonly default?: unknown; readonly description?: string };
}

/**
 * Explains every single value of the layers, or those of a key. A list is a single value, for it replaces as a whole; a key may name an item.
 *
 * @throws `SelectionError` where there can be no such key, or a list has no such item
 */
export function explain(layers: readonly Layer[], cluster: string, key?: string): Explanation[] {
  const merged = mergeLayers(layers);
  const found = find(
    layers.map(({ value }) => value),
    key === undefined ? [] : key.split('.'),
  );
  const value = valueAt(merged, found.path);
  if (found.rest.length > 0 && Array.isArray(value)) return explainItem(layers, found, value);
  if (found.rest.length > 0) return [explainUnset(found, cluster, key!)];
  const all = value === undefined ? [{ path: found.path, value }] : leaves(value, found.path);
  return all.map((leaf) => ({
    key: leaf.path.join('.'),
    value: leaf.value,
    origins: originsOf(layers, leaf.path).reverse(),
  }));
}

function valueAt(value: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>((at, part) => (at as Mapping | undefined)?.[String(part)], value);
}

/** The parts of an item of a list, all of which the layer has said that said the list. */
function explainItem(layers: readonly Layer[], { path, rest }: Found, list: readonly unknown[]): Explanation[] {
  const whole = path.join('.');
  const item = valueAt(list, rest);
  if (item === undefined)
    throw new SelectionError(`${whole} has no '${rest.join('.')}', it is a list of ${list.length}, counted from 0`);
  const origin = originsOf(layers, path).at(-1)!;
  const layer = layers.find(({ name }) => name === origin.layer)!;
  return leaves(item, [...path, ...rest]).map((leaf) => ({
    key: leaf.path.join('.'),
    value: leaf.value,
    origins: [{ ...origin, place: layer.file?.place(layer.at(leaf.path)), value: leaf.value }],
  }));
}

function explainUnset(found: Found, cluster: string, key: string): Explanation {
  const described = describedKey(key);
  if (!described) throw unknownKey(found, cluster);
  const { default: value, description } = described;
  return { key, value: undefined, origins: [], unset: { default: value, description } };
}

function leaves(value: unknown, path: ConfigPath): { readonly path: ConfigPath; readonly value: unknown }[] {
  if (!isMapping(value) || Object.keys(value).length === 0) return [{ path, value }];
  return Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .flatMap(([key, one]) => leaves(one, [...path, key]));
}

function unknownKey({ path, rest, keys }: Found, cluster: string): SelectionError {
  const near = nearest(rest[0]!, keys);
  const hint = near === undefined ? '' : `; did you mean '${[...path, near].join('.')}'?`;
  const where = path.length === 0 ? `cluster ${cluster}` : `${path.join('.')} of cluster ${cluster}`;
  return new SelectionError(`${where} has no key '${rest.join('.')}', it has ${keys.join(', ') || 'none'}${hint}`);
}

interface Found {
  readonly path: ConfigPath;
  readonly rest: readonly string[];
  readonly keys: readonly string[];
}

/** Reads a key by the keys that there are, for a label such as `leafai.affinity` has dots of its own. */
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
