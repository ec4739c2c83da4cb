import type { ConfigPath } from '../blueprint/problem';
import { isMapping } from '../facts/is-mapping';
import { merge } from './merge';
import type { Mapping } from './merge';
import type { Place, YamlFile } from '../blueprint/yaml-file';

/** One of the parts that a cluster's configuration is laid together from. */
export interface Layer {
  /** What the user calls it: `base`, `groups.gpu`, `clusters.west-1`. */
  readonly name: string;
  /** Its file; none where a program gave it. */
  readonly file?: YamlFile;
  /** What it says, `delivery` and `installed` beside the keys of the platform. */
  readonly value: Mapping;
  /** Where a key of `value` stands in its file. */
  readonly at: (path: ConfigPath) => ConfigPath;
}

/** Who set a value, and where. */
export interface Origin {
  /** The layer, as a user calls it: `base`, `groups.gpu`, `clusters.west-1`. */
  readonly layer: string;
  /** The file that the value stands in. */
  readonly file?: string;
  /** Line and column in the file. */
  readonly place?: Place;
  /** What that layer says; `null` where it takes the key away. */
  readonly value: unknown;
}

/** What layers make together, the first at the bottom. */
export function mergeLayers(layers: readonly Layer[]): Mapping {
  return layers.reduce<Mapping>((below, { value }) => merge(below, value) as Mapping, {});
}

/**
 * Every layer that says something of a key, the one that holds last: it has the key itself, or takes away one that the key is in, or
 * has a single value or a list in place of that one.
 */
export function originsOf(layers: readonly Layer[], path: ConfigPath): Origin[] {
  return layers.flatMap((layer) => {
    const said = saidOf(layer.value, path);
    if (!said) return [];
    const { file } = layer;
    return [{ layer: layer.name, file: file?.name, place: file?.place(layer.at(said.path)), value: said.value }];
  });
}

/** The origin of a key that holds, or of the innermost of its parents that has one. */
export function originOf(layers: readonly Layer[], path: ConfigPath): Origin | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const origin = originsOf(layers, path.slice(0, length)).at(-1);
    if (origin) return origin;
  }
  return undefined;
}

function saidOf(value: unknown, path: ConfigPath): { readonly path: ConfigPath; readonly value: unknown } | undefined {
  let found = value;
  for (const [index, key] of path.entries()) {
    if (found === null || (!isMapping(found) && !Array.isArray(found)))
      return { path: path.slice(0, index), value: found };
    found = (found as Mapping)[String(key)];
    if (found === undefined) return undefined;
  }
  return { path, value: found };
}
