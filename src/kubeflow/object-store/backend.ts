import type { SecretSource } from '../../core/secret/secret-source';

/** What a store on Azure Blob Storage needs to know of the account. */
export interface AzureBlobOptions {
  /** The storage account; its containers are the buckets. */
  readonly account: string;

  /**
   * A key of the account, in a Secret of its own. It opens the whole account, so `clientId` is better.
   * @default - none; exactly one of the ways to sign in is given
   */
  readonly accountKey?: SecretSource;

  /**
   * The client id of a managed identity with the role Storage Blob Data Contributor on the account and a federated credential for
   * {@link ObjectStore.federatedSubject}: AKS workload identity, without a key anywhere.
   * @default - none; exactly one of the ways to sign in is given
   */
  readonly clientId?: string;

  /**
   * The address of the account, for other clouds of Azure and for private names.
   * @default - `https://<account>.blob.core.windows.net/`
   */
  readonly endpoint?: string;

  /**
   * How many pods; they keep nothing.
   * @default 2
   */
  readonly replicas?: number;

  /**
   * The image of the gateway to Blob storage.
   * @default - the release that this library was written against
   */
  readonly image?: string;
}

/** VersityGW before Azure Blob Storage: what `minio gateway azure` was, maintained. */
export interface VersityGwBackend extends AzureBlobOptions {
  /**
   * This backend; it is the one where none is named.
   * @default 'versitygw'
   */
  readonly kind?: 'versitygw';

  /**
   * A token of a shared access signature for containers and blobs, without the leading question mark; it ends on its day.
   * @default - none; exactly one of the ways to sign in is given
   */
  readonly sasToken?: SecretSource;
}

/**
 * s3proxy before Azure Blob Storage, a Java program. It has no bucket policies, lifecycle rules or CORS by bucket.
 *
 * @experimental
 */
export interface S3ProxyBackend extends AzureBlobOptions {
  /** This backend. */
  readonly kind: 's3proxy';
}

/** The gateway of MinIO, which ended in 2022: for a migration, or as document 003 has it. */
export interface MinioGatewayBackend {
  /** This backend. */
  readonly kind: 'minio-azure-gateway';

  /**
   * The storage account.
   * @default - none, and an error; with edition `documented` it is the value of `accesskey`
   */
  readonly account?: string;

  /**
   * A key of the account, in a Secret of its own.
   * @default - none, and an error; with edition `documented` it is the value of `secretkey`
   */
  readonly accountKey?: SecretSource;

  /**
   * MinIO of a release from 2021-01-08 to 2022-04-29, or with edition `documented` of any up to then, in a registry of one's own.
   * @default - none, and an error, for nobody can pull it from its makers; that of Kubeflow 1.8 with edition `documented`
   */
  readonly image?: string;
}

/** The volume of a store. */
export interface VolumeOptions {
  /**
   * How much the volume holds.
   * @default '20Gi'
   */
  readonly size?: string;

  /**
   * The storage class, such as `managed-csi`, or that of the Azure Blob CSI driver, `azureblob-fuse-premium`, as document 003 has it at
   * its end: that one suits MinIO, which keeps plain files, and not the database of SeaweedFS.
   * @default - the default class of the cluster
   */
  readonly storageClassName?: string;
}

/** MinIO on a volume. Its community edition has ended. */
export interface MinioBackend extends VolumeOptions {
  /** This backend. */
  readonly kind: 'minio';

  /**
   * MinIO in a registry of one's own.
   * @default - none, and an error, for nobody can pull it from its makers; that of Kubeflow 1.8 with edition `documented`
   */
  readonly image?: string;
}

/**
 * SeaweedFS on a volume, the default of Kubeflow since 1.11: one server, with users by profile.
 *
 * @experimental
 */
export interface SeaweedFsBackend extends VolumeOptions {
  /** This backend. */
  readonly kind: 'seaweedfs';

  /**
   * The image of SeaweedFS.
   * @default - the release that this library was written against
   */
  readonly image?: string;
}

/** Where the objects are, and which program speaks S3 before them. */
export type ObjectStoreBackend =
  VersityGwBackend | S3ProxyBackend | MinioGatewayBackend | MinioBackend | SeaweedFsBackend;

const AZURE = ['kind', 'account', 'accountKey', 'clientId', 'endpoint', 'replicas', 'image'];

/** The fields of each kind; a volume is no field of those that keep nothing (KKA-14). */
export const BACKEND_FIELDS = {
  versitygw: [...AZURE, 'sasToken'],
  s3proxy: AZURE,
  'minio-azure-gateway': ['kind', 'account', 'accountKey', 'image'],
  minio: ['kind', 'size', 'storageClassName', 'image'],
  seaweedfs: ['kind', 'size', 'storageClassName', 'image'],
} as const;
