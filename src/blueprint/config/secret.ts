/**
 * Where a secret value comes from; exactly one of the keys. The value itself never stands here.
 * @minProperties 1
 * @maxProperties 1
 */
export interface SecretConfig {
  /** A Secret that exists in the namespace. */
  readonly existing?: SecretKeyConfig;
  /** A value that External Secrets Operator reads from a store. */
  readonly externalSecret?: ExternalSecretConfig;
  /** A secret in Azure Key Vault, by the Secrets Store CSI driver with workload identity. */
  readonly azureKeyVault?: AzureKeyVaultConfig;
  /** A value that kubeseal encrypted for this name and namespace. */
  readonly sealed?: SealedSecretConfig;
}

/** A key of a Secret. */
export interface SecretKeyConfig {
  /** The name of the Secret. */
  readonly name: string;
  /** The key in it. */
  readonly key: string;
}

/** A value in a store of External Secrets Operator. */
export interface ExternalSecretConfig extends SecretKeyConfig {
  /** The store. */
  readonly store: {
    /** The name of the store. */
    readonly name: string;
    /**
     * Whether it is of one namespace or of the cluster.
     * @default "ClusterSecretStore"
     */
    readonly kind?: 'SecretStore' | 'ClusterSecretStore';
  };
  /** The value's name in the store. */
  readonly remoteKey: string;
  /** The field of the value, where the store keeps several under one name. */
  readonly property?: string;
}

/** A secret in Azure Key Vault. */
export interface AzureKeyVaultConfig extends SecretKeyConfig {
  /** The name of the vault, without its host. */
  readonly vaultName: string;
  /** The Entra tenant of the vault. */
  readonly tenantId: string;
  /** The client id of the managed identity. */
  readonly clientId: string;
  /** The secret's name in the vault. */
  readonly objectName: string;
}

/** A value that kubeseal encrypted. */
export interface SealedSecretConfig extends SecretKeyConfig {
  /** What kubeseal wrote. */
  readonly encryptedData: string;
}
