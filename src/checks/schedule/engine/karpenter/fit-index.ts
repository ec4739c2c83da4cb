import type { Amounts } from '../amounts';
import type { Size } from './catalogue';
import type { Overhead } from './daemons';

/** A size that a pool may take for some pod, with the price of its cheapest offering. */
export interface Candidate {
  readonly size: Size;
  /** US dollars an hour; `undefined` where it is not known. */
  readonly price: number | undefined;
}

/**
 * Which of some sizes have room for a pod. Requests between two neighbouring amounts have the same answer, which is worked out once.
 */
export class FitIndex {
  /** Those that have room for the DaemonSets at least, the cheapest first. */
  private readonly candidates: readonly Candidate[];
  private readonly steps = new Map<string, readonly number[]>();
  private readonly answers = new Map<string, readonly Candidate[]>();

  public constructor(
    candidates: readonly Candidate[],
    private readonly overhead: (size: Size) => Overhead,
  ) {
    this.candidates = [...candidates]
      .filter(({ size }) => [...overhead(size).requests.keys(), 'pods'].every((name) => this.free(size, name) >= 0))
      .sort((a, b) => (a.price ?? Infinity) - (b.price ?? Infinity) || (a.size.name < b.size.name ? -1 : 1));
  }

  /** The sizes that have room for these requests, the cheapest first. */
  public fitting(requests: Amounts): readonly Candidate[] {
    const key = [...requests]
      .map(([name, amount]) => `${name} ${rank(this.stepsOf(name), amount)}`)
      .sort()
      .join();
    const known = this.answers.get(key);
    if (known) return known;
    const found = this.candidates.filter(({ size }) => {
      for (const [name, amount] of requests) if (amount > this.free(size, name)) return false;
      return true;
    });
    this.answers.set(key, found);
    return found;
  }

  /** What DaemonSets leave of a resource. */
  private free(size: Size, name: string): number {
    const { requests, pods } = this.overhead(size);
    return (size.allocatable.get(name) ?? 0) - (name === 'pods' ? pods : (requests.get(name) ?? 0));
  }

  private stepsOf(name: string): readonly number[] {
    const known = this.steps.get(name);
    if (known) return known;
    const steps = [...new Set(this.candidates.map(({ size }) => this.free(size, name)))].sort((a, b) => a - b);
    this.steps.set(name, steps);
    return steps;
  }
}

/** How many of the sorted amounts are less. */
function rank(steps: readonly number[], amount: number): number {
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! < amount) low = middle + 1;
    else high = middle;
  }
  return low;
}
