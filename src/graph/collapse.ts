import type { GraphEdge, GraphGroup, GraphNode } from './graph-model';

/** So many equal things are drawn one by one; more become one node. */
const MOST = 3;

interface Parts {
  readonly groups: readonly GraphGroup[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Makes one node of many that stand in one group and hang on the same others, and one namespace of many that are alike. */
export function collapsed(parts: Parts): Parts {
  return alikeNodes(alikeGroups(parts));
}

/** Namespaces that differ in nothing but their name, such as those of many profiles: the first stands for all. */
function alikeGroups({ groups, nodes, edges }: Parts): Parts {
  const bySignature = new Map<string, GraphGroup[]>();
  const nodesOf = grouped(nodes, ({ group }) => [group]);
  const groupOf = new Map(nodes.map(({ id, group }) => [id, group]));
  const edgesOf = grouped(edges, ({ from, to }) => [...new Set([groupOf.get(from), groupOf.get(to)])]);
  for (const group of groups) {
    if (!group.id.startsWith('namespace/')) continue;
    const signature = signatureOf(group, nodesOf.get(group.id) ?? [], edgesOf.get(group.id) ?? []);
    add(bySignature, signature, group);
  }
  const gone = new Set<string>();
  const renamed = new Map<string, string>();
  for (const [first, ...same] of bySignature.values()) {
    if (!first || same.length + 1 <= MOST) continue;
    for (const { id } of same) gone.add(id);
    renamed.set(first.id, `${first.label} and ${same.length} namespaces alike`);
  }
  if (gone.size === 0) return { groups, nodes, edges };
  const kept = nodes.filter(({ group }) => !gone.has(group));
  const ids = new Set(kept.map(({ id }) => id));
  return {
    groups: groups
      .filter(({ id }) => !gone.has(id))
      .map((one) => ({ ...one, label: renamed.get(one.id) ?? one.label })),
    nodes: kept,
    edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
  };
}

function grouped<T>(items: readonly T[], keysOf: (item: T) => readonly (string | undefined)[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) for (const key of keysOf(item)) if (key !== undefined) add(found, key, item);
  return found;
}

function add<T>(map: Map<string, T[]>, key: string, item: T): void {
  const known = map.get(key);
  if (known) known.push(item);
  else map.set(key, [item]);
}

/** All that is drawn of a group, its own name left out. @param own its nodes @param linking the lines at one of them */
function signatureOf(group: GraphGroup, own: readonly GraphNode[], linking: readonly GraphEdge[]): string {
  const namespace = group.id.slice('namespace/'.length);
  const ids = new Set(own.map(({ id }) => id));
  const neutral = (id: string): string =>
    ids.has(id)
      ? id
          .split('/')
          .map((part) => (part === namespace ? '*' : part))
          .join('/')
      : id;
  const shown = own.map(({ id, kind, lines }) => [neutral(id), kind, ...lines].join('\t'));
  const linked = linking.map(({ from, to, kind, label = '' }) => [neutral(from), neutral(to), kind, label].join('\t'));
  return [...shown, ...linked].sort().join('\n');
}

function alikeNodes({ groups, nodes, edges }: Parts): Parts {
  const into = new Map<string, string[]>();
  const outOf = new Map<string, string[]>();
  for (const { from, to, kind, label = '' } of edges) {
    add(outOf, from, [to, kind, label].join('\t'));
    add(into, to, [from, kind, label].join('\t'));
  }
  const bySignature = new Map<string, GraphNode[]>();
  for (const node of nodes) {
    const [before, after] = [into.get(node.id) ?? [], outOf.get(node.id) ?? []];
    // Pools and hosts are what one looks for; what hangs on nothing has nothing in common.
    const alone = ['pool', 'host', 'nodes'].includes(node.kind) || before.length + after.length === 0;
    const key = alone ? node.id : [node.group, node.kind, ...before.sort(), '>', ...after.sort()].join('\n');
    add(bySignature, key, node);
  }
  const joined = new Map<string, string>();
  const made = [...bySignature.values()].flatMap((same) => {
    if (same.length <= MOST) return same;
    const [first] = same as [GraphNode];
    for (const { id } of same) joined.set(id, first.id);
    return [together(first, same)];
  });
  const seen = new Set<string>();
  const links = edges.flatMap((edge) => {
    const moved = { ...edge, from: joined.get(edge.from) ?? edge.from, to: joined.get(edge.to) ?? edge.to };
    const key = [moved.from, moved.to, moved.kind, moved.label ?? ''].join('\n');
    return seen.has(key) || !seen.add(key) ? [] : [moved];
  });
  return { groups, nodes: made, edges: links };
}

const PLURALS: Readonly<Partial<Record<GraphNode['kind'], string>>> = {
  account: 'accounts',
  path: 'paths',
  permission: 'permissions',
  plugin: 'device plugins',
  problem: 'without a place',
  role: 'roles',
  service: 'Services',
  subject: 'subjects',
  workload: 'workloads',
};

function together(first: GraphNode, same: readonly GraphNode[]): GraphNode {
  const names = same.map(({ lines }) => lines[0] ?? '').sort();
  const shown = names.slice(0, MOST);
  return {
    ...first,
    lines: [
      `${same.length} ${PLURALS[first.kind] ?? 'alike'}`,
      ...shown,
      ...(names.length > MOST ? [`and ${names.length - MOST} more`] : []),
    ],
    title: names.join('\n'),
  };
}
