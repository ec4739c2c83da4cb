import { toManifests } from '../checks/manifest';
import type { KubernetesObject, Manifest } from '../checks/manifest';
import { Model } from '../checks/model/model';
import { byText } from '../facts/by-text';
import { count } from '../facts/count';
import { requireFields } from '../facts/given';
import { requireTarget } from '../facts/target';
import type { Target } from '../facts/target';
import { addAccess } from './access';
import { CAPACITY, CLUSTER, GraphBuilder, WAYS_IN } from './builder';
import { addCapacity } from './capacity';
import { collapsed } from './collapse';
import { filtered } from './filter';
import type { GraphFilter } from './filter';
import type { Graph, GraphGroup, GraphNode } from './graph-model';
import { addRoutes } from './routes';

/**
 * What a graph shows. `capacity`: pools, device plugins and the pods that they take. `routes`: hosts, paths, Services and pods.
 * `access`: accounts, roles and permissions. `all`: the three together.
 */
export type GraphView = 'capacity' | 'routes' | 'access' | 'all';

/** Every view, in the order of the help. */
export const GRAPH_VIEWS: readonly GraphView[] = ['capacity', 'routes', 'access', 'all'];

/** What {@link graph} shows and what it leaves out. */
export interface GraphOptions extends GraphFilter {
  /**
   * Which part of the manifests is drawn.
   * @default 'all'
   */
  readonly view?: GraphView;
  /**
   * Whether more than three equal things become one.
   * @default true
   */
  readonly collapse?: boolean;
}

const TITLES: Readonly<Record<GraphView, string>> = {
  capacity: 'Which pool takes which pods',
  routes: 'Which requests reach which pods',
  access: 'Who may do what',
  all: 'Where pods run, what reaches them, and what they may do',
};

/**
 * A graph of manifests: which pool takes which pods by which device plugin, which hosts and paths lead to which pods, which account has
 * which role and may do what. It is data; {@link toDot}, {@link toMermaid} and {@link toSvg} draw it. The same manifests give the same
 * graph, whatever the order of files. It shows manifests, and nothing of what runs.
 *
 * @example
 * graph(manifests, Target.aks('1.34'), { view: 'capacity' }).edges; // [{ from: 'karpenter.sh/NodePool//a100', to: ... }]
 */
export function graph(
  manifests: readonly (KubernetesObject | Manifest)[],
  target: Target,
  options: GraphOptions = {},
): Graph {
  requireTarget('target', target);
  return graphOf(new Model(toManifests(manifests)), target, options);
}

/** The graph of manifests of which a model is made already. @see graph */
export function graphOf(model: Model, target: Target, options: GraphOptions = {}): Graph {
  requireFields('the options of graph', options, ['view', 'collapse', 'namespaces', 'kinds', 'systems']);
  const { view = 'all', collapse = true } = options;
  if (!GRAPH_VIEWS.includes(view))
    throw new Error(`view is '${view as string}', allowed are ${GRAPH_VIEWS.join(', ')}`);
  const builder = new GraphBuilder();
  if (view === 'capacity' || view === 'all') addCapacity(builder, model, target);
  if (view === 'routes' || view === 'all') addRoutes(builder, model);
  if (view === 'access' || view === 'all') addAccess(builder, model, target);
  const every = [...builder.nodes.values()].sort(byId);
  const taken = filtered(every, [...builder.edges.values()], options);
  const nodes = every.filter(({ id }) => taken.has(id));
  const edges = [...builder.edges.values()]
    .filter(({ from, to }) => taken.has(from) && taken.has(to))
    .sort((a, b) => byText(`${a.from}\n${a.to}\n${a.label ?? ''}`, `${b.from}\n${b.to}\n${b.label ?? ''}`));
  const parts = { groups: groupsOf(nodes), nodes, edges };
  const shown = collapse ? collapsed(parts) : parts;
  const used = new Set(shown.nodes.map(({ group }) => group));
  return {
    title: TITLES[view],
    description: describeNodes(nodes),
    ...shown,
    nodes: [...shown.nodes].sort(byId),
    groups: shown.groups.filter(({ id }) => used.has(id)),
  };
}

/** The ways in and the nodes first, the namespaces by name, each with the systems in it. */
function groupsOf(nodes: readonly GraphNode[]): readonly GraphGroup[] {
  const fixed = [WAYS_IN, CAPACITY];
  const found = [...new Set(nodes.map(({ group }) => group))].filter((id) => id.startsWith('namespace/')).sort();
  const namespaces = found.map((id) => {
    const systems = new Set(
      nodes.flatMap(({ group, of }) => (group === id && of?.system !== undefined ? [of.system] : [])),
    );
    const name = id.slice('namespace/'.length);
    const shown = [...systems].filter((system) => system !== name).sort();
    return { id, label: shown.length === 0 ? name : `${name} (${shown.join(', ')})` };
  });
  return [...fixed, ...namespaces, CLUSTER];
}

const NAMES: readonly (readonly [kind: GraphNode['kind'], one: string, many: string])[] = [
  ['pool', 'pool', 'pools'],
  ['workload', 'workload', 'workloads'],
  ['host', 'host', 'hosts'],
  ['path', 'path', 'paths'],
  ['service', 'Service', 'Services'],
  ['account', 'service account', 'service accounts'],
  ['role', 'role', 'roles'],
  ['problem', 'thing that is missing or has no place', 'things that are missing or have no place'],
];

function describeNodes(nodes: readonly GraphNode[]): string {
  const counted = NAMES.flatMap(([kind, one, many]) => {
    const number = nodes.filter((node) => node.kind === kind).length;
    return number === 0 ? [] : [count(number, one, many)];
  });
  return counted.length === 0 ? 'Nothing to show.' : `${counted.join(', ')}.`;
}

function byId(a: GraphNode, b: GraphNode): number {
  return byText(a.id, b.id);
}
