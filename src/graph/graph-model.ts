/** What a node of a graph is. `problem` is what is missing, or has no place. */
export type NodeKind =
  | 'pool'
  | 'nodes'
  | 'plugin'
  | 'workload'
  | 'host'
  | 'path'
  | 'service'
  | 'account'
  | 'subject'
  | 'role'
  | 'permission'
  | 'problem';

/** What an edge says: pods run there, requests go there, pods run under an account, a subject has a role. */
export type EdgeKind = 'runs' | 'routes' | 'as' | 'may' | 'broken';

/** One thing in a graph. */
export interface GraphNode {
  /** The same for the same thing on each run. */
  readonly id: string;
  /** What it is, and how it is drawn. */
  readonly kind: NodeKind;
  /** The name first, then what is said of it; cut short only where it is drawn. */
  readonly lines: readonly string[];
  /** Everything that is known of it, for a tooltip. */
  readonly title: string;
  /** The id of the group in which it stands. */
  readonly group: string;
  /** The kind, namespace and system of the object, by which a graph is filtered. */
  readonly of?: GraphSource;
}

/** Where a node comes from. */
export interface GraphSource {
  /** The kind of the object. */
  readonly kind: string;
  /** Empty for a cluster-scoped object. */
  readonly namespace: string;
  /** The system whose file or chart the object stands in, such as `runner`; `undefined` where nothing says it. */
  readonly system?: string;
}

/** A line between two nodes. */
export interface GraphEdge {
  /** The id of the node at which it begins. */
  readonly from: string;
  /** The id of the node at which it ends. */
  readonly to: string;
  /** What it says, and how it is drawn. */
  readonly kind: EdgeKind;
  /** What is written on it. */
  readonly label?: string;
  /** Everything that is known of it, for a tooltip. */
  readonly title: string;
}

/** Nodes that are drawn in one box: a namespace, the pools, the ways in. */
export interface GraphGroup {
  /** The same for the same group on each run. */
  readonly id: string;
  /** What is written on the box. */
  readonly label: string;
}

/** A graph before it is laid out. Nothing in it depends on the order of files. */
export interface Graph {
  /** What the picture shows. */
  readonly title: string;
  /** A sentence that says what is to be seen, for those who do not see it. */
  readonly description: string;
  /** The frames around nodes. */
  readonly groups: readonly GraphGroup[];
  /** The boxes. */
  readonly nodes: readonly GraphNode[];
  /** The arrows between them. */
  readonly edges: readonly GraphEdge[];
}
