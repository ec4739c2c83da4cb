import type { PlatformConfig } from '../blueprint/config';

/**
 * A part of a configuration that is laid over another: mappings merge key by key, a list or a single value takes the place of what was
 * there, and `null` takes a key away.
 */
export type Overrides<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Overrides<T[K]> | null }
    : T;

/** A platform's configuration in part, laid over another. */
export type PlatformOverrides = Overrides<PlatformConfig>;

/** A delivery's settings in part, laid over others. */
export type DeliveryOverrides = Overrides<DeliveryConfig>;

/** Many clusters: what they share, groups of them, and what each has of its own. */
export interface FleetConfig {
  /** What every cluster begins with: a platform, or the path of a platform.yaml, from the folder of this file. */
  readonly base: string | PlatformOverrides;

  /** How the output gets to every cluster. Without it nothing is written for an engine. */
  readonly delivery?: DeliveryOverrides;

  /** The prerequisites that every cluster has, such as cert-manager or cert-manager@1.21.1; unknown where it is left out. */
  readonly installed?: readonly string[];

  /** Groups by name. A cluster may be in several. */
  readonly groups?: Readonly<Record<string, GroupConfig>>;

  /**
   * The clusters by name, which is also that of the folder of each.
   * @minProperties 1
   */
  readonly clusters: Readonly<Record<string, ClusterConfig>>;
}

/** What is laid over the base for the clusters of a group. */
export interface GroupConfig {
  /** The clusters in it, beside those that name it among their groups. */
  readonly clusters?: readonly string[];
  /** What differs from the base. */
  readonly overrides?: PlatformOverrides;
  /** How the output gets to these clusters. */
  readonly delivery?: DeliveryOverrides;
  /** The prerequisites that these clusters have, in place of those of the fleet. */
  readonly installed?: readonly string[];
}

/** What is laid over base and groups for one cluster. */
export interface ClusterConfig {
  /** Its groups; a later one is laid over an earlier one. */
  readonly groups?: readonly string[];
  /** What differs from base and groups. */
  readonly overrides?: PlatformOverrides;
  /** How the output gets to this cluster. */
  readonly delivery?: DeliveryOverrides;
  /** The prerequisites that it has, in place of those of its groups. */
  readonly installed?: readonly string[];
}

/** How the output gets to a cluster: by an engine that runs already. */
export interface DeliveryConfig {
  /** What applies the manifests: Argo CD, Flux, or somebody with kubectl and its ApplySets. */
  readonly engine: 'argocd' | 'flux' | 'kubectl';

  /** Where the output is stored, for Argo CD and Flux: the URL of a Git repository, or of an OCI artifact as oci://... */
  readonly repository?: string;

  /** A branch, a commit or a whole ref of the repository, or the tag or digest of the artifact. main where it is left out; latest of an artifact. */
  readonly revision?: string;

  /** The folder of the output in the repository or artifact; its root where it is left out. */
  readonly path?: string;

  /** Who installs the prerequisites that the cluster lacks; nobody where it is left out, they are only listed. */
  readonly prerequisites?: 'flux' | 'argocd' | 'none';

  /** What only Argo CD asks. */
  readonly argocd?: ArgoCdConfig;

  /** What only Flux asks. */
  readonly flux?: FluxConfig;
}

/** What only Argo CD asks. */
export interface ArgoCdConfig {
  /** The namespace of Argo CD; argocd where it is left out. */
  readonly namespace?: string;
  /** The URL of the cluster's API server, as Argo CD has it; it goes by the cluster's name where it is left out. */
  readonly server?: string;
  /** Whether one ApplicationSet makes the Applications of all clusters that say so, in place of a file each. */
  readonly applicationSet?: boolean;
}

/** What only Flux asks. */
export interface FluxConfig {
  /** The namespace of Flux; flux-system where it is left out. */
  readonly namespace?: string;
  /** How often it looks for changes, such as 10m, which holds where it is left out. */
  readonly interval?: string;
}
