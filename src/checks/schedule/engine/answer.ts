import type { Candidate } from './karpenter/fit-index';
import type { PreparedPool } from './karpenter/prepared-pool';
import type { NodeAnswer, NodeRejection } from './kube/filter';

/** A pool that takes a pod, with the sizes that it may choose, the cheapest first. */
export interface TakingPool {
  readonly pool: PreparedPool;
  readonly sizes: readonly Candidate[];
}

/** A pool that does not take a pod. */
export interface PoolRejection {
  readonly pool: string;
  readonly reason: string;
}

/** What one pool says of a pod. */
export type Verdict = { readonly sizes: readonly Candidate[] } | { readonly reason: string };

/**
 * Where pods of one kind can go. Workloads whose pods are alike share one. Why pools refuse is worked out when it is read, for a
 * fleet has many pools that no one asks of a pod.
 */
export class Answer {
  public readonly nodes: readonly string[];
  /** Those that take the pod, in the order in which Karpenter tries them. */
  public readonly pools: readonly TakingPool[];
  private readonly taking: ReadonlySet<PreparedPool>;
  private all: readonly (PoolRejection | NodeRejection)[] | undefined;

  /**
   * @param onNodes what the scheduler says of the nodes
   * @param asked every pool that there is for such a pod
   * @param worthAsking those of them that may take it
   * @param judge what a pool says; of a pool that is not worth asking, why it refuses
   */
  public constructor(
    private readonly onNodes: NodeAnswer,
    private readonly asked: readonly PreparedPool[],
    worthAsking: readonly PreparedPool[],
    private readonly judge: (pool: PreparedPool) => Verdict,
  ) {
    this.nodes = onNodes.nodes;
    this.pools = worthAsking.flatMap((pool) => {
      const verdict = judge(pool);
      return 'sizes' in verdict ? [{ pool, sizes: verdict.sizes }] : [];
    });
    this.taking = new Set(this.pools.map(({ pool }) => pool));
  }

  /** Every other pool and node, with the reason. */
  public get rejected(): readonly (PoolRejection | NodeRejection)[] {
    this.all ??= [...this.rejections()];
    return this.all;
  }

  /** How many pools and nodes refuse. */
  public get refusing(): { readonly pools: number; readonly nodes: number } {
    return { pools: this.asked.length - this.pools.length, nodes: this.onNodes.rejected.length };
  }

  /** The first of those that {@link rejected} has, at most so many. */
  public firstRejected(most: number): readonly (PoolRejection | NodeRejection)[] {
    const found: (PoolRejection | NodeRejection)[] = [];
    for (const one of this.rejections()) {
      if (found.length >= most) break;
      found.push(one);
    }
    return found;
  }

  private *rejections(): Iterable<PoolRejection | NodeRejection> {
    for (const pool of this.asked) {
      if (this.taking.has(pool)) continue;
      const verdict = this.judge(pool);
      if ('reason' in verdict) yield { pool: pool.facts.name, reason: verdict.reason };
    }
    yield* this.onNodes.rejected;
  }
}
