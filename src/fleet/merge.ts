import { isMapping } from '../facts/is-mapping';

/** Plain data by key. */
export type Mapping = Readonly<Record<string, unknown>>;

/**
 * Lays one value over another: mappings merge key by key, a list or a single value takes the place of what was there, and `null` takes
 * a key away. Neither is changed; the result shares no mapping with them that a later merge could change.
 */
export function merge(below: unknown, above: unknown): unknown {
  if (above === undefined) return below;
  if (!isMapping(above)) return above;
  const result = new Map(Object.entries(isMapping(below) ? below : {}));
  for (const [key, value] of Object.entries(above)) {
    if (value === undefined) continue;
    if (value === null) result.delete(key);
    else result.set(key, merge(result.get(key), value));
  }
  return Object.fromEntries(result);
}
