import { isPercent, portionOf } from './portion';
import { record } from '../../../accept/read';
import type { Workload } from '../workloads';

/** What an update of a workload may do at one time. */
export interface Rollout {
  /** How many pods may run beside those that are wanted. */
  readonly surge: number;
  /** How many of those that are wanted may be missing. */
  readonly unavailable: number;
}

/**
 * How the Deployment controller updates some pods.
 *
 * @returns `undefined` for a strategy that ends the old pods first, and for one that is no strategy
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/deployment/util/deployment_util.go
 */
export function rolloutOf({ manifest }: Workload, pods: number): Rollout | undefined {
  const { type, rollingUpdate } = record(record(manifest.object.spec).strategy);
  if (type !== undefined && type !== null && type !== 'RollingUpdate') return undefined;
  const { maxSurge, maxUnavailable } = record(rollingUpdate);
  const surge = portionOf(maxSurge ?? '25%', pods, Math.ceil);
  const unavailable = portionOf(maxUnavailable ?? '25%', pods, Math.floor);
  if (surge === undefined || unavailable === undefined) return undefined;
  // What is rounded down to nothing on both sides would never end.
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

/** Whether the pods of a DaemonSet come before those that they replace go. */
export function surges({ manifest }: Workload): boolean {
  const { type, rollingUpdate } = record(record(manifest.object.spec).updateStrategy);
  if (type === 'OnDelete') return false;
  const { maxSurge } = record(rollingUpdate);
  return isPercent(maxSurge) ? Number.parseInt(maxSurge, 10) > 0 : typeof maxSurge === 'number' && maxSurge > 0;
}
