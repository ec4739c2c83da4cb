/**
 * The DNS proxy on each node of an AKSNodeClass.
 *
 * @see https://learn.microsoft.com/azure/aks/localdns-custom
 */
export interface AksLocalDns {
  /** `Preferred` uses it where the Kubernetes version supports it, `Required` fails where it does not. */
  readonly mode: 'Preferred' | 'Required' | 'Disabled';
  /** By zone, for pods that use the cluster's DNS. The zones `.` and `cluster.local` are needed. */
  readonly kubeDNSOverrides: readonly AksDnsOverride[];
  /** By zone, for pods that use the node's DNS. The zones `.` and `cluster.local` are needed. */
  readonly vnetDNSOverrides: readonly AksDnsOverride[];
}

/** How the proxy answers for one zone. */
export interface AksDnsOverride {
  /** Such as `.` or `cluster.local`. */
  readonly zone: string;
  /** How long an answer is kept, such as `1h`. */
  readonly cacheDuration: string;
  /** `cluster.local` is never forwarded to VnetDNS. */
  readonly forwardDestination: 'ClusterCoreDNS' | 'VnetDNS';
  readonly forwardPolicy: 'Sequential' | 'RoundRobin' | 'Random';
  /** Queries at a time. */
  readonly maxConcurrent: number;
  readonly protocol: 'PreferUDP' | 'ForceTCP';
  readonly queryLogging: 'Error' | 'Log';
  /** `Verify` does not go with `ForceTCP`. */
  readonly serveStale: 'Verify' | 'Immediate' | 'Disable';
  /** How long an answer is given after it expired, such as `1h`. */
  readonly serveStaleDuration: string;
}
