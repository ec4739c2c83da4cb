import type { SecretConfig } from './secret';

/** A release of Simsvc. */
export interface SimsvcConfig {
  /** The image of a model, with its tag. */
  readonly image: string;
  /** The namespace; it is made too. simsvc where it is left out. */
  readonly namespace?: string;
  /** Names of registry secrets in the namespace. */
  readonly imagePullSecrets?: readonly string[];
  /**
   * How many workers; 4 where it is left out.
   * @asType integer
   * @minimum 0
   */
  readonly workers?: number;
  /** The class of the files that workers and server share. */
  readonly workStorageClassName?: string;
  /** The class of the store of jobs. */
  readonly jobsStorageClassName?: string;
  /**
   * The namespaces whose pods reach the web server, such as that of the ingress controller; everyone where it is left out.
   * @minItems 1
   */
  readonly allowFrom?: readonly string[];
  /** How it is reached from outside. */
  readonly ingress?: {
    /** The name by which clients reach it. */
    readonly host: string;
    /** The class of the Ingress; nginx where it is left out. */
    readonly ingressClassName?: string;
    /** The ClusterIssuer of its certificate. */
    readonly clusterIssuer?: string;
    /** rewrite for images that do not know SIMSVC_ROOT; root where it is left out. */
    readonly form?: 'rewrite' | 'root';
    /** Users and bcrypt hashes, as htpasswd -nB writes them; the key is auth. */
    readonly htpasswd: SecretConfig;
  };
  /** Whether scheduler and workers run on virtual nodes of AKS. */
  readonly virtualNode?: boolean;
}
