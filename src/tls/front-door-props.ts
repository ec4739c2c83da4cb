import type { SecretSource } from '../core/secret/secret-source';
import type { AzureLoadBalancer } from './azure-load-balancer';
import type { CertificateOptions } from './certificate';

/** A certificate that is kept elsewhere: the two keys of one Secret in the namespace of the gateway's pods. */
export interface TlsSecret {
  /** The key `tls.crt` of the Secret: the certificate and those between it and the root. */
  readonly certificate: SecretSource;
  /** The key `tls.key` of the same Secret. */
  readonly privateKey: SecretSource;
}

/** Properties of a {@link FrontDoor}. */
export interface FrontDoorProps {
  /**
   * The certificate that cert-manager keeps.
   * @default - none; then `secret` is given
   */
  readonly certificate?: CertificateOptions;

  /**
   * A certificate that is kept elsewhere, instead of `certificate`. The chart's namespace is that of the gateway's pods then.
   * @default - none
   */
  readonly secret?: TlsSecret;

  /**
   * The name of the gateway.
   * @default 'kubeflow-gateway', the one that Kubeflow's own routes name
   */
  readonly name?: string;

  /**
   * The namespace of the gateway.
   * @default 'kubeflow'
   */
  readonly namespace?: string;

  /**
   * The hosts that the gateway serves: names, `*.` and a name, or `*` alone.
   * @default - the DNS names of the certificate; `*` where it has addresses, or is kept elsewhere
   */
  readonly hosts?: readonly string[];

  /**
   * The labels of the gateway's pods.
   * @default - `istio: ingressgateway`
   */
  readonly selector?: Readonly<Record<string, string>>;

  /**
   * The namespace of the gateway's pods, from which Istio reads the certificate.
   * @default 'istio-system'
   */
  readonly podNamespace?: string;

  /**
   * How the gateway gets the certificate. `credentialName`: istiod sends it, and a new one is used at once. `file`: it is a volume of
   * the pods, which only the gateway of `istioctl` has, and whose Secret has the fixed name `istio-ingressgateway-certs`.
   * @default 'credentialName'
   */
  readonly style?: 'credentialName' | 'file';

  /**
   * Whether port 80 sends clients to port 443. Without it there is no port 80.
   * @default true
   */
  readonly httpsRedirect?: boolean;

  /**
   * The oldest version of TLS that is accepted.
   * @default 'TLSV1_2'
   */
  readonly minProtocolVersion?: 'TLSV1_2' | 'TLSV1_3';

  /**
   * The version of the Gateway. `v1` needs Istio 1.22.
   * @default 'v1', but 'v1alpha3' for the documented edition
   */
  readonly version?: 'v1' | 'v1beta1' | 'v1alpha3';

  /**
   * The load balancer of AKS, as a patch of the gateway's Service among the tools.
   * @default - on AKS a public one whose probe asks the gateway whether it is ready; elsewhere none
   */
  readonly loadBalancer?: AzureLoadBalancer;

  /**
   * The revision of Istio, which is part of the name of its webhook; for the patch that AKS needs.
   * @default - none, the webhook is `istio-sidecar-injector`
   */
  readonly istioRevision?: string;

  /**
   * `platform`: safe and current. `documented`: what document 003 has, defects included; with it only `certificate` with its names,
   * which may be left out, is given.
   * @default 'platform'
   */
  readonly edition?: 'platform' | 'documented';
}
