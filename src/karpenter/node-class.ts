import type { GpuOffer } from '../core/pool';

/** What a NodePool refers to for all that is particular to a cloud: an {@link AksNodeClass}, or one that exists already. */
export interface INodeClass {
  /** The API group, such as `karpenter.azure.com`. */
  readonly group: string;
  /** The version of the API group, where it is known; used to refuse combinations that no release serves. */
  readonly version?: string;
  /** The kind, such as `AKSNodeClass`. */
  readonly kind: string;
  /** The name of the object. */
  readonly name: string;

  /**
   * Tells the class what offers the GPUs of its nodes; pools call it, users do not.
   *
   * @throws where the class says otherwise of the driver
   */
  offerGpus?(offer: GpuOffer): void;
}
