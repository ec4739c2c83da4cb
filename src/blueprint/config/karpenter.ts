import type { SecretConfig } from './secret';

/** Karpenter's controller with Microsoft's provider. */
export interface KarpenterConfig {
  /** manifests renders the controller; helm-values writes the values of its chart to dist/tools. manifests where it is left out. */
  readonly install?: 'manifests' | 'helm-values';
  /** The name of the AKS cluster. */
  readonly clusterName: string;
  /** The URL of the API server. */
  readonly clusterEndpoint: string;
  /** The client id of the managed identity that the controller acts as. */
  readonly clientId: string;
  /** The token with which new nodes join. */
  readonly bootstrapToken: SecretConfig;
  /** The public key of the administrator of the machines. */
  readonly sshPublicKey: string;
  /** The Azure subscription of the cluster. */
  readonly subscriptionId: string;
  /** The Azure region, such as westeurope. */
  readonly location: string;
  /** The resource group that AKS made for the nodes. */
  readonly nodeResourceGroup: string;
  /** The subnet of new nodes, by its Azure resource id. */
  readonly vnetSubnetID: string;
}
