import { kindOf } from '../facts/given';
import { isMapping } from '../facts/is-mapping';
import type { Graph, GraphNode, NodeKind } from './graph-model';
import { short } from './label';
import { visible } from '../facts/printable';

const SHAPES: Readonly<Record<NodeKind, string>> = {
  pool: 'box3d',
  nodes: 'box3d',
  plugin: 'component',
  workload: 'box',
  host: 'oval',
  path: 'box',
  service: 'cds',
  account: 'oval',
  subject: 'oval',
  role: 'folder',
  permission: 'note',
  problem: 'octagon',
};

const FONT = 'fontname="Helvetica,Arial,sans-serif"';
/** Graphviz measures larger text than what is drawn, for the font of a page may be wider than the one that it knows. */
const MEASURED = 14;
/** What everything else hangs on stands first. */
const FIRST = new Set<NodeKind>(['pool', 'nodes', 'host']);

/** A graph in the language of Graphviz. The name of a node is its place in the list, its `class` what it is. */
export function toDot(graph: Graph): string {
  const names = nodeNames(graph);
  const lines = [
    'digraph platform {',
    `  graph [rankdir=LR, ${FONT}, fontsize=16, nodesep=0.18, ranksep=0.6, pad=0.2, newrank=true]`,
    `  node [${FONT}, fontsize=${MEASURED}, margin="0.12,0.06", height=0.3]`,
    `  edge [${FONT}, fontsize=12, arrowsize=0.7]`,
  ];
  for (const [index, { id, label }] of graph.groups.entries()) {
    lines.push(
      `  subgraph cluster_${index} {`,
      `    label=${quote(short(label))}; class="group"; style=rounded; margin=12; labeljust=l`,
    );
    for (const node of graph.nodes)
      if (node.group === id) lines.push(`    ${names.get(node.id)!} [${attributes(node)}]`);
    lines.push('  }');
  }
  const first = graph.nodes.filter(({ kind }) => FIRST.has(kind)).map(({ id }) => names.get(id)!);
  if (first.length > 0) lines.push(`  { rank=min; ${first.join('; ')} }`);
  for (const { from, to, kind, label } of graph.edges) {
    const shown = label === undefined ? '' : `, label=${quote(` ${short(label)} `)}`;
    lines.push(
      `  ${names.get(from)!} -> ${names.get(to)!} [class=${quote(kind)}${kind === 'as' || kind === 'broken' ? ', style=dashed' : ''}${shown}]`,
    );
  }
  return `${[...lines, '}'].join('\n')}\n`;
}

/** The names of nodes in DOT and Mermaid: `n0`, `n1`, ... */
export function nodeNames(graph: Graph): ReadonlyMap<string, string> {
  const { nodes }: { readonly nodes?: Graph['nodes'] } = isMapping(graph) ? graph : {};
  if (!Array.isArray(nodes))
    throw new Error(`graph is ${kindOf(graph)}, allowed is what graph(manifests, target) gives`);
  return new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
}

function attributes({ kind, lines }: GraphNode): string {
  const label = lines.map((line) => short(line, kind === 'permission' ? 50 : undefined)).join('\n');
  // The arrow of a Service has less room for text than its box.
  const more = kind === 'service' ? ', height=0.55, margin="0.2,0.06"' : '';
  return `label=${quote(label)}, shape=${SHAPES[kind]}, class=${quote(kind)}${more}`;
}

/** Graphviz reads backslashes, and entities of HTML. */
function quote(text: string): string {
  const plain = visible(text.replace(/\r\n?/g, '\n'))
    .replaceAll('&', '&amp;')
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"');
  return `"${plain.replace(/\n+/g, '\\n')}"`;
}
