/** A port of a node of kind, as the machine has it. */
export interface KindPortMapping {
  /** The port of the node: a host port of a pod, or a node port of a Service. 1 to 65535. */
  readonly containerPort: number;

  /**
   * The port of the machine, 1 to 65535.
   * @default - that of the node
   */
  readonly hostPort?: number;

  /**
   * The protocol of the port.
   * @default 'TCP'
   */
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';

  /**
   * The address of the machine that listens: `0.0.0.0` is every one of them, so that other machines reach the port too.
   * @default - `listenAddress` of the cluster
   */
  readonly listenAddress?: string;
}

/** A directory of the machine in a node of kind. */
export interface KindMount {
  /** The directory of the machine; it is made where it is missing. */
  readonly hostPath: string;

  /** Where the node has it, and what a `hostPath` volume of a pod names. */
  readonly containerPath: string;

  /**
   * Whether the node may only read it.
   * @default false
   */
  readonly readOnly?: boolean;

  /**
   * Whether mounts that are made later on one side appear on the other.
   * @default 'None'
   */
  readonly propagation?: 'None' | 'HostToContainer' | 'Bidirectional';
}

/** Properties of a {@link KindCluster}. */
export interface KindClusterProps {
  /**
   * The name of the cluster; the first node is NAME-control-plane.
   * @default 'kind'
   */
  readonly name?: string;

  /**
   * The node image. It is of the target's minor version; the digest from the notes of the installed release of kind may follow the tag.
   * @default - `kindest/node` of the target's Kubernetes, by tag
   */
  readonly image?: string;

  /**
   * How many control planes there are, 1 to 9.
   * @default 1
   */
  readonly controlPlanes?: number;

  /**
   * How many further nodes there are, 0 to 100. Without any, pods run on the control plane.
   * @default 0
   */
  readonly workers?: number;

  /**
   * Ports of the first control plane; a number is the same port on both sides.
   * @default [80, 443]
   */
  readonly ports?: readonly (number | KindPortMapping)[];

  /**
   * Who reaches the ports: `127.0.0.1` is this machine alone, `0.0.0.0` is everyone who reaches it.
   * @default '127.0.0.1'
   */
  readonly listenAddress?: string;

  /**
   * The directory of the machine that etcd writes to. It must be empty when the cluster is made: a new cluster does not take over the data
   * of an old one, for which there is a snapshot.
   * @default - the node's own, which ends with it
   */
  readonly etcdData?: string;

  /**
   * Directories of the machine, in every node. `mount()` adds one and tells where it is.
   * @default - none
   */
  readonly mounts?: readonly KindMount[];

  /**
   * Labels of the first control plane beside `ingress-ready: "true"`, by which a gateway finds the node with the ports.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;

  /**
   * Labels of each worker.
   * @default - none
   */
  readonly workerLabels?: Readonly<Record<string, string>>;

  /**
   * The range of the pods' addresses.
   * @default '10.244.0.0/16', kind's own
   */
  readonly podSubnet?: string;

  /**
   * The range of the Services' addresses.
   * @default '10.96.0.0/16', kind's own
   */
  readonly serviceSubnet?: string;

  /**
   * Whether kind leaves out its network plugin, for another one that is installed later. That one must serve host ports.
   * @default false
   */
  readonly disableDefaultCNI?: boolean;

  /**
   * Feature gates of all components, by name.
   * @default - those of the Kubernetes version
   */
  readonly featureGates?: Readonly<Record<string, boolean>>;

  /**
   * The name of the file among the tools.
   * @default 'kind.yaml'
   */
  readonly fileName?: string;

  /**
   * `documented` is the file of document 004, with the mount at which etcd keeps nothing (ANS-01) and ports open to everyone; no other
   * option but `fileName` goes with it.
   * @default 'platform'
   */
  readonly edition?: 'platform' | 'documented';
}
