import type { GraphEdge, GraphNode } from './graph-model';

/** Which part of a graph is wanted; of each kind of filter one value is enough. */
export interface GraphFilter {
  /**
   * Objects of these namespaces.
   * @default - all
   */
  readonly namespaces?: readonly string[];
  /**
   * Objects of these kinds, such as `Deployment`, in any case.
   * @default - all
   */
  readonly kinds?: readonly string[];
  /**
   * Objects of these systems: the number and the ending of a file's name are left out, `30-runner.k8s.yaml` is `runner`.
   * @default - all
   */
  readonly systems?: readonly string[];
}

/** The nodes that a filter takes, with all that leads to them and all that they lead to. */
export function filtered(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  filter: GraphFilter,
): ReadonlySet<string> {
  const all = nodes.map(({ id }) => id);
  if (!filter.namespaces?.length && !filter.kinds?.length && !filter.systems?.length) return new Set(all);
  const start = nodes.filter((node) => isTaken(node, filter)).map(({ id }) => id);
  const forth = reach(start, edges, ({ from, to }) => [from, to]);
  const back = reach(start, edges, ({ from, to }) => [to, from]);
  return new Set(all.filter((id) => forth.has(id) || back.has(id)));
}

function isTaken({ of }: GraphNode, { namespaces, kinds, systems }: GraphFilter): boolean {
  if (!of) return false;
  const has = (wanted: readonly string[] | undefined, value: string | undefined): boolean =>
    !wanted?.length || (value !== undefined && wanted.some((one) => one.toLowerCase() === value.toLowerCase()));
  return has(namespaces, of.namespace) && has(kinds, of.kind) && has(systems, of.system);
}

function reach(
  start: readonly string[],
  edges: readonly GraphEdge[],
  ends: (edge: GraphEdge) => readonly [string, string],
): ReadonlySet<string> {
  const next = new Map<string, string[]>();
  for (const edge of edges) {
    const [from, to] = ends(edge);
    const same = next.get(from);
    if (same) same.push(to);
    else next.set(from, [to]);
  }
  const found = new Set(start);
  for (const id of found) for (const other of next.get(id) ?? []) found.add(other);
  return found;
}
