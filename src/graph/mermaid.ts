import { nodeNames } from './dot';
import type { Graph, GraphNode, NodeKind } from './graph-model';
import { short } from './label';
import { visible } from '../facts/printable';

const SHAPES: Readonly<Record<NodeKind, readonly [open: string, close: string]>> = {
  pool: ['[[', ']]'],
  nodes: ['[[', ']]'],
  plugin: ['[/', '/]'],
  workload: ['[', ']'],
  host: ['([', '])'],
  path: ['[', ']'],
  service: ['>', ']'],
  account: ['([', '])'],
  subject: ['([', '])'],
  role: ['{{', '}}'],
  permission: ['[', ']'],
  problem: ['[', ']'],
};

/** A graph in the language of Mermaid, which GitHub and GitLab draw in Markdown. Its colours are those of the page. */
export function toMermaid(graph: Graph): string {
  const names = nodeNames(graph);
  const lines = ['flowchart LR', `  accTitle: ${graph.title}`, `  accDescr: ${graph.description}`];
  for (const [index, { id, label }] of graph.groups.entries()) {
    lines.push(`  subgraph g${index} [${quote(short(label))}]`);
    for (const node of graph.nodes) if (node.group === id) lines.push(`    ${names.get(node.id)!}${shape(node)}`);
    lines.push('  end');
  }
  for (const { from, to, kind, label } of graph.edges) {
    const arrow = kind === 'as' || kind === 'broken' ? '-.->' : '-->';
    lines.push(
      `  ${names.get(from)!} ${arrow}${label === undefined ? '' : `|${quote(short(label))}|`} ${names.get(to)!}`,
    );
  }
  const problems = graph.nodes.filter(({ kind }) => kind === 'problem').map(({ id }) => names.get(id)!);
  if (problems.length > 0) lines.push(`  style ${problems.join(',')} stroke:#d1242f,stroke-width:2px`);
  return `${lines.join('\n')}\n`;
}

function shape({ kind, lines }: GraphNode): string {
  const [open, close] = SHAPES[kind];
  return `${open}${quote(lines.map((line) => short(line, kind === 'permission' ? 50 : undefined)).join('\n'))}${close}`;
}

/** Mermaid reads markup and links in labels, and has entities of its own. */
function quote(text: string): string {
  const plain = visible(text)
    .replaceAll('#', '#35;')
    .replaceAll('&', '#amp;')
    .replaceAll('"', '#quot;')
    .replaceAll('<', '#lt;')
    .replaceAll('>', '#gt;')
    .replaceAll('`', '#96;');
  return `"${plain.replaceAll('\n', '<br/>')}"`;
}
