/**
 * Settings of the Linux kernel of an AKSNodeClass.
 *
 * @see https://learn.microsoft.com/azure/aks/custom-node-configuration
 */
export interface AksLinuxOsConfig {
  /** Size of the swap file, such as `1500Mi`. Needs `kubelet.failSwapOn: false`. @default - no swap */
  readonly swapFileSize?: string;
  /** Parameters of the kernel. */
  readonly sysctls?: AksSysctls;
  /**
   * When the kernel moves memory together to make huge pages.
   * @default - the image's own: 'madvise'
   */
  readonly transparentHugePageDefrag?: 'always' | 'defer' | 'defer+madvise' | 'madvise' | 'never';
  /**
   * Which memory gets huge pages.
   * @default - the image's own: 'always'
   */
  readonly transparentHugePageEnabled?: 'always' | 'madvise' | 'never';
}

/** Kernel settings, each named after its sysctl. Whole numbers within the bounds told. @default - the image's own values */
export interface AksSysctls {
  /** From 65536 to 6553500. */
  readonly fsAioMaxNr?: number;
  /** From 8192 to 12000500. */
  readonly fsFileMax?: number;
  /** From 781250 to 2097152. */
  readonly fsInotifyMaxUserWatches?: number;
  /** From 8192 to 20000500. */
  readonly fsNrOpen?: number;
  /** From 20 to 513785. */
  readonly kernelThreadsMax?: number;
  /** From 1000 to 3240000. */
  readonly netCoreNetdevMaxBacklog?: number;
  /** In bytes, from 20480 to 4194304. */
  readonly netCoreOptmemMax?: number;
  /** In bytes, from 212992 to 134217728, and at most `netCoreRmemMax`. */
  readonly netCoreRmemDefault?: number;
  /** In bytes, from 212992 to 134217728. */
  readonly netCoreRmemMax?: number;
  /** From 4096 to 3240000. */
  readonly netCoreSomaxconn?: number;
  /** In bytes, from 212992 to 134217728, and at most `netCoreWmemMax`. */
  readonly netCoreWmemDefault?: number;
  /** In bytes, from 212992 to 134217728. */
  readonly netCoreWmemMax?: number;
  /** First and last port, such as `32768 60999`; the first from 1024 to 60999, the last, not less, from 32768 to 65535. */
  readonly netIPv4IPLocalPortRange?: string;
  /** From 128 to 80000, and at most the second threshold. */
  readonly netIPv4NeighDefaultGcThresh1?: number;
  /** From 512 to 90000, and at most the third threshold. */
  readonly netIPv4NeighDefaultGcThresh2?: number;
  /** From 1024 to 100000. */
  readonly netIPv4NeighDefaultGcThresh3?: number;
  /** In seconds, from 5 to 120. */
  readonly netIPv4TCPFinTimeout?: number;
  /** In seconds, from 10 to 90. */
  readonly netIPv4TCPKeepaliveIntvl?: number;
  /** From 1 to 15. */
  readonly netIPv4TCPKeepaliveProbes?: number;
  /** In seconds, from 30 to 432000. */
  readonly netIPv4TCPKeepaliveTime?: number;
  /** From 128 to 3240000. */
  readonly netIPv4TCPMaxSynBacklog?: number;
  /** From 8000 to 1440000. */
  readonly netIPv4TCPMaxTwBuckets?: number;
  /** Whether a socket in TIME_WAIT is used again for a new connection. */
  readonly netIPv4TCPTwReuse?: boolean;
  /** From 65536 to 524288. */
  readonly netNetfilterNfConntrackBuckets?: number;
  /** From 131072 to 2097152. */
  readonly netNetfilterNfConntrackMax?: number;
  /** From 65530 to 262144. */
  readonly vmMaxMapCount?: number;
  /** From 0 to 100. */
  readonly vmSwappiness?: number;
  /** From 0 to 100. */
  readonly vmVfsCachePressure?: number;
}

const ORDERED = [
  ['netCoreRmemDefault', 'netCoreRmemMax'],
  ['netCoreWmemDefault', 'netCoreWmemMax'],
  ['netIPv4NeighDefaultGcThresh1', 'netIPv4NeighDefaultGcThresh2'],
  ['netIPv4NeighDefaultGcThresh2', 'netIPv4NeighDefaultGcThresh3'],
] as const;

/** What the API server's rules between kernel settings refuse, or `undefined`. */
export function sysctlProblem(sysctls: AksSysctls): string | undefined {
  for (const [low, high] of ORDERED) {
    const [a, b] = [sysctls[low], sysctls[high]];
    if (a !== undefined && b !== undefined && a > b)
      return `linuxOSConfig.sysctls.${low} ${a} is more than ${high} ${b}`;
  }
  const range = sysctls.netIPv4IPLocalPortRange;
  const [first = 0, last = 0] = (range ?? '').split(' ').map(Number);
  if (range === undefined || (first >= 1024 && first <= 60999 && last >= 32768 && last <= 65535 && first <= last))
    return undefined;
  return `linuxOSConfig.sysctls.netIPv4IPLocalPortRange is '${range}', allowed is a first port from 1024 to 60999 and a last one, not less, from 32768 to 65535`;
}
