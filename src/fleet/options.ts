import type { PlatformApp } from '../core/platform-app';
import type { ClusterReport } from './report';

/** How a fleet is written. */
export interface FleetSynthOptions {
  /**
   * The folder that gets a folder for each cluster.
   * @default 'dist/fleet'
   */
  readonly outdir?: string;
  /**
   * Names of clusters and groups; the folders of other clusters stay as they are.
   * @default - all clusters
   */
  readonly only?: readonly string[];
  /**
   * Whether the folders of clusters that are no longer in the fleet are removed. A folder that no fleet wrote never is, and what somebody
   * else has put into one stays. The folder is for one fleet alone: clusters of another one are none of this one.
   * @default true; with `only` none is removed
   */
  readonly prune?: boolean;
  /**
   * With `only`: names of clusters that have left the fleet, whose folders are removed.
   * @default - none
   */
  readonly left?: readonly string[];
  /** Is told of each cluster that is done. */
  readonly onCluster?: (done: ClusterReport, total: number) => void;
}

/** What a program adds to a fleet. */
export interface FleetOptions {
  /**
   * Adds charts of one's own to the app of each cluster, before it is checked.
   * @default - nothing; clusters of one configuration are then rendered once
   */
  readonly extend?: (app: PlatformApp, cluster: string) => void;
}
