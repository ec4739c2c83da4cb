import { InputError } from './input-error';

const MAX_NODES = 1_000_000;
/** How many levels a document may have. */
export const MAX_DEPTH = 1000;
/** What is said of a document that has more. */
export const TOO_DEEP = `is nested too deeply, allowed are ${MAX_DEPTH} levels`;

/**
 * Fails where a document would be more than a cluster takes once its aliases are written out: an alias bomb, an alias of what holds it,
 * or a nesting without end; and where it holds what JSON cannot. Shared nodes are counted once and multiplied, so that the bomb does not go off here.
 *
 * @throws `InputError`
 */
export function requireSound(value: object, place: string): void {
  const sizes = new Map<object, number>();
  const open = new Set<object>();
  const size = (node: unknown, depth: number): number => {
    if (typeof node === 'number' && !Number.isFinite(node))
      throw new InputError(place, 'holds .inf or .nan, which JSON cannot hold');
    if (typeof node !== 'object' || node === null) return 1;
    const known = sizes.get(node);
    if (known !== undefined) return known;
    if (open.has(node)) throw new InputError(place, 'an alias stands inside of what it names');
    if (depth > MAX_DEPTH) throw new InputError(place, TOO_DEEP);
    open.add(node);
    let total = 1;
    for (const child of Object.values(node) as unknown[]) total += size(child, depth + 1);
    open.delete(node);
    if (total > MAX_NODES)
      throw new InputError(place, `has more than ${MAX_NODES} values with its aliases written out`);
    sizes.set(node, total);
    return total;
  };
  size(value, 0);
}
