/**
 * Kubelet settings of an AKSNodeClass.
 *
 * @see https://learn.microsoft.com/azure/aks/custom-node-configuration
 */
export interface AksKubelet {
  /** Sysctls that pods may set although they are not isolated, such as `net.*`. */
  readonly allowedUnsafeSysctls?: readonly string[];
  /** At least 2. @default 5 */
  readonly containerLogMaxFiles?: number;
  /** Before a log is rotated, such as `50Mi`. @default '50Mi' */
  readonly containerLogMaxSize?: string;
  /** Whether CPU limits are enforced. @default true */
  readonly cpuCFSQuota?: boolean;
  /** The period of CPU limits. @default '100ms' */
  readonly cpuCFSQuotaPeriod?: string;
  /** `static` gives pods of whole CPUs their own cores. @default 'none' */
  readonly cpuManagerPolicy?: 'none' | 'static';
  /** Whether the kubelet refuses to start on a machine with swap. @default true */
  readonly failSwapOn?: boolean;
  /** Disk use above which images are removed, from 0 to 100 percent. @default 85 */
  readonly imageGCHighThresholdPercent?: number;
  /** Disk use at which removing images ends, from 0 to 100 percent and below the high one. @default 80 */
  readonly imageGCLowThresholdPercent?: number;
  /** Processes a pod may have. @default - no limit of its own */
  readonly podPidsLimit?: number;
  /** How CPU, memory and devices are aligned to NUMA nodes. @default 'none' */
  readonly topologyManagerPolicy?: 'none' | 'best-effort' | 'restricted' | 'single-numa-node';
}
