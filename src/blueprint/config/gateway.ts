/** The gateway of Istio through which users come. */
export interface GatewayConfig {
  /** The name that users type, such as kubeflow.example.com. */
  readonly host: string;
  /** Who signs its certificate; exactly one of the keys. */
  readonly issuer: IssuerConfig;
  /** The load balancer of AKS before it. */
  readonly loadBalancer?: {
    /** The first part of the name that Azure gives to the public address. */
    readonly dnsLabel?: string;
    /** Whether it has an address of the virtual network instead of a public one. */
    readonly internal?: boolean;
  };
  /** The version of Istio's objects; v1 needs Istio 1.22. v1 where it is left out. */
  readonly version?: 'v1' | 'v1beta1';
}

/**
 * Who signs a certificate; exactly one of the keys.
 * @minProperties 1
 * @maxProperties 1
 */
export interface IssuerConfig {
  /** A certificate authority of the cluster's own, which no browser knows. */
  readonly selfSignedCa?: {
    /** What people see who are asked to trust it. */
    readonly commonName?: string;
  };
  /** Let's Encrypt, with the names proved in Azure DNS. */
  readonly acmeAzureDns?: {
    /** The public zone that the host is in. */
    readonly zone: string;
    /** The subscription of the zone. */
    readonly subscriptionId: string;
    /** The resource group of the zone. */
    readonly resourceGroup: string;
    /** The client id of the managed identity that may change the zone. */
    readonly clientId: string;
    /** Where Let's Encrypt writes to. */
    readonly email?: string;
    /** production where it is left out; no browser trusts what staging signs. */
    readonly server?: 'production' | 'staging';
  };
  /** An issuer of cert-manager that exists. */
  readonly existing?: {
    /** Its name. */
    readonly name: string;
    /** ClusterIssuer where it is left out. */
    readonly kind?: 'ClusterIssuer' | 'Issuer';
  };
}
