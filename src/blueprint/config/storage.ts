import type { AzureFilesSku } from '../../storage/azure-files';

/** Classes of volumes, by the names that claims refer to. */
export interface StorageConfig {
  /** Classes on Azure Files, which several pods can write. */
  readonly azureFiles?: Readonly<Record<string, AzureFilesConfig>>;
  /** Classes on Azure Blob Storage, for large files that are read in order. */
  readonly azureBlob?: Readonly<Record<string, AzureBlobConfig>>;
  /** A class whose volumes are directories of an NFS server. */
  readonly nfs?: NfsConfig;
}

/** A class on Azure Files. */
export interface AzureFilesConfig {
  /** smb where it is left out; nfs only for accounts of Premium. */
  readonly protocol?: 'smb' | 'nfs';
  /** The kind of account. */
  readonly sku?: AzureFilesSku;
  /**
   * The user that the files belong to; for smb.
   * @asType integer
   * @minimum 0
   */
  readonly uid?: number;
  /**
   * The group that the files belong to; for smb.
   * @asType integer
   * @minimum 0
   */
  readonly gid?: number;
  /** What becomes of a volume whose claim is deleted; Retain where it is left out. */
  readonly reclaimPolicy?: 'Retain' | 'Delete';
}

/** A class on Azure Blob Storage. */
export interface AzureBlobConfig {
  /** fuse2 where it is left out. */
  readonly protocol?: 'fuse2' | 'nfs';
  /** What becomes of a volume whose claim is deleted; Retain where it is left out. */
  readonly reclaimPolicy?: 'Retain' | 'Delete';
}

/** An NFS server, of the cluster or outside, and the class whose volumes are its directories. */
export interface NfsConfig {
  /** The name of the class; nfs where it is left out. */
  readonly storageClassName?: string;
  /** Whether claims that name no class get this one. */
  readonly defaultClass?: boolean;
  /** A server outside of the cluster. */
  readonly external?: {
    /** Its address. */
    readonly server: string;
    /** The directory that it exports. */
    readonly path: string;
  };
  /** A server in the cluster, in place of one outside. */
  readonly inCluster?: {
    /** The address of its Service, free and from the range of the cluster's Services. */
    readonly clusterIP: string;
    /** The directory of the node. */
    readonly hostPath: string;
    /**
     * The IP ranges of the nodes, which may mount.
     * @minItems 1
     */
    readonly clients: readonly string[];
  };
}
