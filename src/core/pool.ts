import type { Placement } from './placement';
import type { Taint } from './taint';

/**
 * A set of nodes of one kind, as other systems see it. `karpenter.NodePool` is one; a node pool that exists already can be described
 * by hand. Its taints and labels are said here and nowhere else.
 */
export interface IPool {
  readonly name: string;

  /** The taints of its nodes while they serve pods; startup taints, which go away, are not among them. */
  readonly taints: readonly Taint[];

  /** Whether its nodes may be spot capacity. */
  readonly spot: boolean;

  /** What a pod needs to land on its nodes. */
  placement(): Placement;
}
