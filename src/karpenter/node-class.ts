/** What a NodePool refers to for all that is particular to a cloud: an {@link AksNodeClass}, or one that exists already. */
export interface INodeClass {
  /** The API group, such as `karpenter.azure.com`. */
  readonly group: string;
  /** The version of the API group, where it is known; used to refuse combinations that no release serves. */
  readonly version?: string;
  /** The kind, such as `AKSNodeClass`. */
  readonly kind: string;
  readonly name: string;
}
