import { record, text } from '../checks/accept/read';
import { shownName } from '../checks/manifest';
import type { Manifest } from '../checks/manifest';
import { namespaceOf } from '../checks/route/engine/objects';
import { groupOf, isClusterScoped } from '../facts/kinds';
import type { GraphEdge, GraphGroup, GraphNode, GraphSource } from './graph-model';

/** The group of pools and nodes. */
export const CAPACITY: GraphGroup = { id: 'capacity', label: 'Nodes' };
/** The group of hosts and paths. */
export const WAYS_IN: GraphGroup = { id: 'ways-in', label: 'Ways in' };
/** The group of users, groups and roles of the whole cluster. */
export const CLUSTER: GraphGroup = { id: 'cluster', label: 'Whole cluster' };

/** Collects nodes and edges; what is added twice is there once. */
export class GraphBuilder {
  public readonly nodes = new Map<string, GraphNode>();
  public readonly edges = new Map<string, GraphEdge>();

  public node(node: GraphNode): string {
    // YAML of any origin may have a number for a name; that is for a check to report.
    if (!this.nodes.has(node.id))
      this.nodes.set(node.id, { ...node, lines: node.lines.map((line: unknown) => shownName(line) ?? '') });
    return node.id;
  }

  public edge(edge: GraphEdge): void {
    const key = [edge.from, edge.to, edge.kind, edge.label ?? ''].join('\n');
    if (!this.edges.has(key)) this.edges.set(key, edge);
  }
}

/** The id of an object of the cluster. */
export function idOf({ object }: Manifest): string {
  const { apiVersion, kind, metadata } = object;
  const { namespace, name, generateName } = record(metadata);
  const named = text(name) ?? text(generateName) ?? '';
  return [groupOf(apiVersion), text(kind) ?? '', text(namespace) ?? '', named].join('/');
}

/** What a graph can be filtered by. */
export function sourceOf(manifest: Manifest): GraphSource {
  const { apiVersion, kind } = manifest.object;
  const cluster = isClusterScoped(text(apiVersion) ?? '', text(kind) ?? '');
  return { kind: text(kind) ?? '', namespace: cluster ? '' : namespaceOf(manifest), system: systemOf(manifest) };
}

/** The system of a manifest: the chart of its construct, or what its file is called, as in `30-runner.k8s.yaml`. */
function systemOf({ origin: { constructPath, file } }: Manifest): string | undefined {
  if (constructPath !== undefined) return constructPath.split('/')[0];
  return /(?:^|[\\/])\d+-([^\\/]+?)(?:\.k8s)?\.(?:ya?ml|json)$/.exec(file ?? '')?.[1];
}

/** The id of the group of a namespace. */
export function namespaceGroup(namespace: string): string {
  return namespace === '' ? CLUSTER.id : `namespace/${namespace}`;
}
