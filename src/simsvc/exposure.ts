import type { SecretSource } from '../core/secret/secret-source';

/** The Ingress of a release. */
export interface SimsvcIngress {
  /** The name by which clients reach it, such as `intens.westeurope.cloudapp.azure.com`. */
  readonly host: string;

  /**
   * `rewrite` cuts the release off the path, for images that know nothing of it; ingress-nginx alone understands it. `root` leaves the path
   * and tells the server by `SIMSVC_ROOT`; images from July 2019 on know it.
   * @default 'root'
   */
  readonly form?: 'rewrite' | 'root';

  /**
   * The IngressClass.
   * @default 'nginx'
   */
  readonly ingressClassName?: string;

  /**
   * The ClusterIssuer of cert-manager that signs the certificate.
   * @default - none: the Secret of `tlsSecretName` is made elsewhere
   */
  readonly clusterIssuer?: string;

  /**
   * The Secret with the certificate.
   * @default - the release's own, `<release>-simsvc-tls`, so that two releases never share one
   */
  readonly tlsSecretName?: string;
}

/** The HTTPRoute of a release. */
export interface SimsvcGateway {
  /** The name by which clients reach it. */
  readonly host: string;
  /** The Gateway, whose listener ends TLS. */
  readonly gateway: { readonly name: string; readonly namespace?: string; readonly sectionName?: string };
  /**
   * As of an Ingress.
   * @default 'root'
   */
  readonly form?: 'rewrite' | 'root';
}

/** The Route of a release on OpenShift. */
export interface SimsvcRoute {
  /** The name by which clients reach it. */
  readonly host: string;
  /**
   * The IP ranges that may ask.
   * @default - all
   */
  readonly allowedClients?: readonly string[];
}

/**
 * How a release is reached from outside: by one of the three. The users and hashes of passwords are `htpasswd`, one line a user; what checks
 * them is ingress-nginx for an Ingress, and else the server itself, whose image must know `HTPASSWD_FILE`.
 */
export interface SimsvcExposure {
  /** By an Ingress. */
  readonly ingress?: SimsvcIngress;
  /** By a gateway of its own. */
  readonly gateway?: SimsvcGateway;
  /** By a route of a table that others share. */
  readonly route?: SimsvcRoute;

  /**
   * Users and hashes of their passwords, as `htpasswd -nB USER` writes them. Only bcrypt (`$2y$`) is allowed: the other hashes of that
   * program are guessed in seconds. ingress-nginx wants the key `auth`.
   */
  readonly htpasswd: SecretSource;
}
