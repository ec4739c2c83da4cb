/**
 * When Karpenter replaces or removes nodes to save cost: only those without pods, also those that are used little, or (since 1.14)
 * in between.
 */
export type ConsolidationPolicy = 'WhenEmpty' | 'WhenEmptyOrUnderutilized' | 'Balanced';

/** Why a node would be disrupted of Karpenter's own accord. Expiry is not among them: no budget holds it. */
export type DisruptionReason = 'Underutilized' | 'Empty' | 'Drifted';

/** How many nodes of a pool may be disrupted at once. Of several budgets that are active, the most restrictive holds. */
export interface DisruptionBudget {
  /** A number of nodes or a percentage of the pool, such as `0`, `2` or `10%`. */
  readonly nodes: string;

  /**
   * The reasons it holds for. Only in `v1`.
   * @default - all
   */
  readonly reasons?: readonly DisruptionReason[];

  /**
   * When it begins to hold, as a cron line in UTC or `@daily` and the like. Goes with `duration`.
   * @default - it always holds
   */
  readonly schedule?: string;

  /**
   * How long it holds from then, in hours and minutes, such as `8h` or `1h30m`. Goes with `schedule`.
   * @default - it always holds
   */
  readonly duration?: string;
}

/**
 * When Karpenter disrupts nodes of a pool.
 *
 * @see https://karpenter.sh/docs/concepts/disruption/
 */
export interface Disruption {
  /**
   * Which nodes Karpenter may take away to save cost.
   * @default 'WhenEmpty' for a GPU pool, else Karpenter's own: 'WhenEmptyOrUnderutilized'
   */
  readonly consolidationPolicy?: ConsolidationPolicy;

  /**
   * How long after its last pod came or went a node may be consolidated, such as `10m`, or `Never`.
   * @default '5m' for a GPU pool, so that a pod that is on its way finds its node; else Karpenter's own: '0s'
   */
  readonly consolidateAfter?: string;

  /**
   * How many nodes may be disrupted at once.
   * @default - Karpenter's own: one budget of 10%
   */
  readonly budgets?: readonly DisruptionBudget[];
}
