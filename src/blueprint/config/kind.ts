/** A cluster of kind on one machine. */
export interface KindConfig {
  /** The name of the cluster; ml where it is left out. */
  readonly name?: string;
  /**
   * How many nodes there are beside the control plane.
   * @asType integer
   * @minimum 0
   * @maximum 100
   */
  readonly workers?: number;
  /** Who reaches the ports: 127.0.0.1 is the machine alone, 0.0.0.0 everyone who reaches it. 127.0.0.1 where it is left out. */
  readonly listenAddress?: string;
  /**
   * Ports of the machine; 80 and 443 where it is left out.
   * @minItems 1
   */
  readonly ports?: readonly KindPortConfig[];
  /** Where etcd keeps its data on the machine; nowhere where it is left out. */
  readonly etcdData?: string;
  /** A backup of etcd. */
  readonly etcdBackup?: {
    /** The directory of the machine that gets the snapshots. */
    readonly hostPath: string;
    /** When, as a cron line; every six hours where it is left out. */
    readonly schedule?: string;
  };
}

/** A port of the machine. */
export interface KindPortConfig {
  /**
   * The port of the machine.
   * @asType integer
   * @minimum 1
   * @maximum 65535
   */
  readonly hostPort: number;
  /**
   * The port of the node; the same where it is left out.
   * @asType integer
   * @minimum 1
   * @maximum 65535
   */
  readonly containerPort?: number;
}
