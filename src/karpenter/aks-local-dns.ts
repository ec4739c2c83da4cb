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
  /** The order in which upstream servers are asked. */
  readonly forwardPolicy: 'Sequential' | 'RoundRobin' | 'Random';
  /** Queries at a time. */
  readonly maxConcurrent: number;
  /** How upstream servers are asked. */
  readonly protocol: 'PreferUDP' | 'ForceTCP';
  /** Which queries are logged. */
  readonly queryLogging: 'Error' | 'Log';
  /** `Verify` does not go with `ForceTCP`. */
  readonly serveStale: 'Verify' | 'Immediate' | 'Disable';
  /** How long an answer is given after it expired, such as `1h`. */
  readonly serveStaleDuration: string;
}

/** What the API server's rules between fields refuse, or `undefined`. */
export function localDnsProblem(localDNS: AksLocalDns): string | undefined {
  for (const list of ['kubeDNSOverrides', 'vnetDNSOverrides'] as const) {
    const zones = localDNS[list].map(({ zone }) => zone);
    const missing = ['.', 'cluster.local'].find((zone) => !zones.includes(zone));
    if (missing !== undefined)
      return `localDNS.${list} lacks the zone '${missing}', both '.' and 'cluster.local' are needed`;
    const twice = zones.find((zone, index) => zones.indexOf(zone) !== index);
    if (twice !== undefined) return `localDNS.${list} has the zone '${twice}' twice`;
    for (const override of localDNS[list]) {
      const problem = overrideProblem(override, list === 'vnetDNSOverrides');
      if (problem !== undefined) return `localDNS.${list} of zone '${override.zone}' ${problem}`;
    }
  }
  return undefined;
}

function overrideProblem(
  { zone, forwardDestination, serveStale, protocol }: AksDnsOverride,
  vnet: boolean,
): string | undefined {
  const ofCluster = zone.endsWith('cluster.local');
  if (ofCluster && forwardDestination === 'VnetDNS') return 'is forwarded to VnetDNS, which does not know the cluster';
  if (vnet && !ofCluster && forwardDestination === 'ClusterCoreDNS')
    return 'is forwarded to ClusterCoreDNS, allowed is VnetDNS';
  return serveStale === 'Verify' && protocol === 'ForceTCP'
    ? 'has serveStale Verify, which does not go with ForceTCP'
    : undefined;
}
