import type * as k8s from '../../../imports/kubernetes';

/** Where a workload finds a secret value once its source is bound to a chart. */
export interface BoundSecret {
  /** The name of the Secret, in the namespace of the chart it is bound in. */
  readonly name: string;
  /** The key in the Secret's `data`. */
  readonly key: string;
  /** A volume the pod must mount for the Secret to exist, with the place to mount it. Only the Key Vault driver needs one. */
  readonly volume?: { readonly volume: k8s.Volume; readonly mount: k8s.VolumeMount };
}

/** What {@link SecretSource.externalSecret} needs. */
export interface ExternalSecretOptions {
  /** The Secret that the operator makes. */
  readonly name: string;
  /** The key in that Secret. */
  readonly key: string;
  /** The store that the value comes from. */
  readonly store: {
    readonly name: string;
    /** @default 'ClusterSecretStore' */
    readonly kind?: 'SecretStore' | 'ClusterSecretStore';
  };
  /** The value's name in the store. */
  readonly remoteKey: string;
  /**
   * The field of the value, where the store keeps several under one name.
   * @default - the whole value
   */
  readonly property?: string;
  /**
   * How often the operator reads it again, such as `1h`.
   * @default '1h'
   */
  readonly refreshInterval?: string;
}

/** What {@link SecretSource.azureKeyVault} needs. */
export interface AzureKeyVaultOptions {
  /** The Secret that the driver makes while a pod mounts the volume. */
  readonly name: string;
  /** The key in that Secret. */
  readonly key: string;
  /** The name of the vault, without its host. */
  readonly vaultName: string;
  /** The Entra tenant of the vault. */
  readonly tenantId: string;
  /** The client id of the managed identity federated with the pod's service account. */
  readonly clientId: string;
  /** The secret's name in the vault. */
  readonly objectName: string;
}

/** What {@link SecretSource.sealed} needs. */
export interface SealedSecretOptions {
  /** The Secret that the controller makes. */
  readonly name: string;
  /** The key in that Secret. */
  readonly key: string;
  /** The value as `kubeseal` encrypted it for this name and namespace. */
  readonly encryptedData: string;
}

/** What {@link SecretSource.insecureLiteral} needs. */
export interface InsecureLiteralOptions {
  /** The name of the Secret that is rendered. */
  readonly name: string;
  /** The key of the value in it. */
  readonly key: string;
  /** The value, which anybody can read who reads the YAML. */
  readonly value: string;
}
