import type { PreparedPool } from './karpenter/prepared-pool';
import { normalizedKey } from './karpenter/requirement';
import type { PodFacts } from './pod/pod';

/** The pools by the values that they give one label. */
interface ByValue {
  /** The positions of the pools whose nodes have one of some values. */
  readonly given: ReadonlyMap<string, readonly number[]>;
  /** The positions of those that may have any value, or none. */
  readonly open: readonly number[];
}

const NONE: readonly number[] = [];

/** Pools by the labels of their nodes, so that a pod that names the label of one is not asked of a whole fleet. */
export class PoolIndex {
  private readonly byKey = new Map<string, ByValue>();

  public constructor(private readonly pools: readonly PreparedPool[]) {}

  /**
   * The pools that are worth asking, in their order. Every other one has a label whose values conflict with what the pod requires,
   * whichever of its terms and preferences is tried.
   */
  public worthAsking(pod: PodFacts): readonly PreparedPool[] {
    let fewest: readonly (readonly number[])[] | undefined;
    let least = Infinity;
    for (const [key, values] of required(pod)) {
      const { given, open } = this.of(key);
      // Only counted: the open ones may be a whole fleet.
      const found = [open, ...[...values].map((value) => given.get(value) ?? NONE)];
      const count = found.reduce((sum, positions) => sum + positions.length, 0);
      if (count >= least) continue;
      fewest = found;
      least = count;
    }
    if (fewest === undefined) return this.pools;
    return [...new Set(fewest.flat())].sort((a, b) => a - b).map((position) => this.pools[position]!);
  }

  private of(key: string): ByValue {
    const known = this.byKey.get(key);
    if (known) return known;
    const given = new Map<string, number[]>();
    const open: number[] = [];
    for (const [position, { facts }] of this.pools.entries()) {
      const requirement = facts.requirements.get(key);
      if (requirement.operator() !== 'In') open.push(position);
      else for (const value of requirement.values) push(given, value, position);
    }
    const found = { given, open };
    this.byKey.set(key, found);
    return found;
  }
}

/** Labels of which each try of a pod requires one of some values: those that it selects, and those that each of its terms has. */
function* required({ nodeSelector, nodeTerms }: PodFacts): Iterable<[key: string, values: ReadonlySet<string>]> {
  for (const [key, value] of nodeSelector) yield [normalizedKey(key), new Set([value])];
  const [first, ...rest] = (nodeTerms ?? []).map(({ expressions }) => {
    const some = expressions.filter(({ operator }) => operator === 'In');
    return new Map(some.map(({ key, values }) => [normalizedKey(key), values]));
  });
  for (const [key, values] of first ?? []) {
    if (rest.every((one) => one.has(key))) yield [key, new Set([...values, ...rest.flatMap((one) => one.get(key)!)])];
  }
}

function push(positions: Map<string, number[]>, value: string, position: number): void {
  const found = positions.get(value);
  if (found) found.push(position);
  else positions.set(value, [position]);
}
