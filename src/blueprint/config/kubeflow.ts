import type { SecretConfig } from './secret';

/** What Kubeflow needs beside its own manifests, which are installed by kustomize. */
export interface KubeflowConfig {
  /** Where Kubeflow Pipelines keeps its artifacts. */
  readonly objectStore?: ObjectStoreConfig;
  /** Users or teams, by the name of the profile, which is also that of its namespace. */
  readonly profiles?: Readonly<Record<string, ProfileConfig>>;
  /** Images that the notebook form offers. */
  readonly notebookImages?: readonly string[];
  /** Whether a user without a profile is asked to make one. */
  readonly registrationFlow?: boolean;
}

/** An object store with the interface of S3; exactly one of azureBlob, seaweedFs and minio. */
export interface ObjectStoreConfig {
  /** A facade over a container of Azure Blob Storage. */
  readonly azureBlob?: {
    /** The name of the storage account. */
    readonly account: string;
    /** The client id of a managed identity that may write there; or */
    readonly clientId?: string;
    /** the key of the account, which stays with the facade. */
    readonly accountKey?: SecretConfig;
  };
  /** SeaweedFS on a volume. */
  readonly seaweedFs?: VolumeConfig;
  /** MinIO on a volume; its makers' images can no longer be pulled, so it needs the image of a registry of one's own. */
  readonly minio?: VolumeConfig;
  /** The key that pipelines show; in the Secret mlpipeline-minio-artifact, key accesskey. */
  readonly accessKey: SecretConfig;
  /** Its secret; in the same Secret, key secretkey. */
  readonly secretKey: SecretConfig;
}

/** A volume. */
export interface VolumeConfig {
  /** Its size; 20Gi where it is left out. */
  readonly size?: string;
  /** Its class; the cluster's default one where it is left out. */
  readonly storageClassName?: string;
  /** The image of the store, with its tag; SeaweedFS at a tested release where it is left out, MinIO needs one. */
  readonly image?: string;
}

/** A profile. */
export interface ProfileConfig {
  /** Who owns it: what the sign-in calls the user, such as admin@example.com. */
  readonly owner: string;
  /** How much its pods may ask for together. */
  readonly quota?: QuotaConfig;
  /** Whether its notebooks may use Kubeflow Pipelines; true where it is left out. */
  readonly pipelines?: boolean;
  /** The pools with taints that its notebooks may ask for; all GPU pools where it is left out. */
  readonly gpuPools?: readonly string[];
}

/** How much the pods of a profile may ask for together. */
export interface QuotaConfig {
  /** Virtual CPUs. */
  readonly cpu?: number | string;
  /** Memory, such as 256Gi. */
  readonly memory?: string;
  /**
   * GPUs.
   * @asType integer
   * @minimum 0
   */
  readonly gpus?: number;
  /** Storage of all claims, such as 250Gi. */
  readonly storage?: string;
}
