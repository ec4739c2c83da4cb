import type { Size } from './catalogue';
import type { Candidate } from './fit-index';
import type { Requirements } from './requirements';

/** What requirements leave of the sizes of a catalogue, in its order. */
export interface Narrowed {
  readonly candidates: readonly Candidate[];
  /** The sizes of the candidates. */
  readonly sizes: readonly Size[];
}

/**
 * The sizes of a catalogue by requirements. Pools and nodes that differ by nothing that sizes are labelled with, such as their names,
 * have the same, which are looked for once.
 */
export class Narrowing {
  private readonly keys: ReadonlySet<string>;
  private readonly known = new Map<string, Narrowed>();

  public constructor(private readonly sizes: readonly Size[]) {
    const keys = new Set<string>();
    // Offerings of many sizes share their labels.
    const offered = new Set<Requirements>();
    for (const { labels, offerings } of sizes) {
      for (const { key } of labels) keys.add(key);
      for (const offering of offerings) offered.add(offering.labels);
    }
    for (const labels of offered) for (const { key } of labels) keys.add(key);
    this.keys = keys;
  }

  /** The sizes that have an offering for these requirements, each with the price of the cheapest. */
  public to(requirements: Requirements): Narrowed {
    const text = textOf(requirements, this.keys);
    const known = this.known.get(text);
    if (known) return known;
    const candidates = this.sizes
      .filter(({ labels }) => labels.intersects(requirements))
      .flatMap((size) => {
        const offered = size.offerings.filter(({ labels }) => requirements.intersects(labels));
        if (offered.length === 0) return [];
        const prices = offered.flatMap(({ price }) => (price === undefined ? [] : [price]));
        return [{ size, price: prices.length === 0 ? undefined : Math.min(...prices) }];
      });
    const found = { candidates, sizes: candidates.map(({ size }) => size) };
    this.known.set(text, found);
    return found;
  }
}

/**
 * What requirements allow, as text: the same for those that allow the same.
 *
 * @param keys the labels that matter
 */
export function textOf(requirements: Requirements, keys?: ReadonlySet<string>): string {
  const texts: string[] = [];
  for (const one of requirements) if (keys?.has(one.key) ?? true) texts.push(one.text);
  return texts.sort().join('\n');
}
