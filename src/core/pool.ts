import type { IConstruct } from 'constructs';
import type { Placement } from './placement';
import type { Taint } from './taint';

/**
 * A set of nodes of one kind, as other systems see it. `karpenter.NodePool` is one; a node pool that exists already can be described
 * by hand. Its taints and labels are said here and nowhere else.
 */
export interface IPool {
  /** The name of the NodePool, which is also the value of the label `karpenter.sh/nodepool` of its nodes. */
  readonly name: string;

  /** The taints of its nodes while they serve pods; startup taints, which go away, are not among them. */
  readonly taints: readonly Taint[];

  /** Whether its nodes may be spot capacity. */
  readonly spot: boolean;

  /** What a pod needs to land on its nodes. */
  placement(): Placement;

  /**
   * Tells the pool what offers the GPUs of its nodes to pods; constructs that do so call it, users do not.
   *
   * @throws where something else offers them already, or the node class says otherwise of the driver
   */
  offerGpus?(offer: GpuOffer): void;
}

/** What offers the GPUs of nodes to pods, as the pool of these nodes must know it. */
export interface GpuOffer {
  /** The construct that renders it. */
  readonly by: IConstruct;
  /** What it is, in words of an error, such as `the device plugin`. */
  readonly what: string;
  /** Who installs the driver: the provider of the machines, or what offers the GPUs. */
  readonly driver: 'provider' | 'itself';
}
