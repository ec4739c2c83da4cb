import { DEFAULT_GATEWAY, Router } from '../checks/route/engine/router';
import { inbound } from '../checks/route/engine/request';
import type { Inbound } from '../checks/route/engine/request';
import type { Outcome } from '../checks/route/engine/types';
import { routeViews } from '../checks/route/gateways';
import { graphOf } from '../graph/graph';
import type { Graph, GraphEdge, GraphNode } from '../graph/graph-model';
import type { Context } from './context';
import { html } from './html';
import type { Html, Part } from './html';
import { some, table } from './table';
import type { Row } from './table';

/** Something that answers requests from outside. */
interface WayIn {
  answer(request: Inbound): Outcome | undefined;
}

/** The hosts and paths of Gateways, HTTPRoutes and Ingresses, with what is asked before a request passes. */
export function waysIn({ model, target }: Context): { readonly rows: number; readonly table: Html } {
  const routes = new Routes(graphOf(model, target, { view: 'routes', collapse: false }));
  const router = new Router(model, DEFAULT_GATEWAY);
  const ways: WayIn[] = [
    ...routeViews(model)
      .filter((one) => !one.isGuess)
      .map(({ gateway }) => gateway),
    router.gatewayApi,
    router.ingresses,
  ];
  const rows = routes.all().map(({ host, path, by, ends, namespaces }): Row => {
    return {
      cells: [
        html`<code>${host}</code>`,
        path === undefined ? html`<span class="quiet">every request</span>` : html`<code>${path}</code>`,
        ends.length === 0 ? html`<span class="quiet">the gateway itself</span>` : some(ends, 3),
        path === undefined ? 'none that the manifests show' : signIn(ways, host, path, by),
        by,
      ],
      filters: { ns: namespaces.join(' ') },
    };
  });
  if (rows.length === 0)
    return { rows: 0, table: html`<p>No Gateway, HTTPRoute, Ingress or Service leads requests in from outside.</p>` };
  const columns = ['Host', 'Path', 'Leads to', 'Sign-in', 'By'];
  return { rows: rows.length, table: table('Which requests from outside reach which pods', columns, rows) };
}

/** One way to pods: a host with a path, or a Service with an address of its own. */
interface Way {
  readonly host: string;
  /** `undefined` for a Service with an address of its own. */
  readonly path: string | undefined;
  /** The object that makes the route. */
  readonly by: string;
  readonly ends: readonly Part[];
  readonly namespaces: readonly string[];
}

/** The ways through a graph of routes. */
class Routes {
  private readonly nodes: ReadonlyMap<string, GraphNode>;
  private readonly from = new Map<string, GraphEdge[]>();

  public constructor(private readonly made: Graph) {
    this.nodes = new Map(made.nodes.map((node) => [node.id, node]));
    for (const edge of made.edges) this.from.set(edge.from, [...(this.from.get(edge.from) ?? []), edge]);
  }

  public all(): Way[] {
    return this.made.nodes
      .filter(({ kind, id }) => kind === 'host' && id.startsWith('host/'))
      .flatMap((host) => this.next(host).map(({ edge, node }) => this.way(host, edge, node)));
  }

  private way(host: GraphNode, { title }: GraphEdge, node: GraphNode): Way {
    const isPath = node.kind === 'path';
    const ends = isPath ? this.next(node) : [{ edge: undefined, node }];
    return {
      host: host.lines[0] ?? '',
      path: isPath ? node.lines[0] : undefined,
      by: title,
      ends: ends.map(({ edge, node: end }) => this.end(end, edge?.label)),
      namespaces: [...new Set(ends.flatMap(({ node: end }) => end.of?.namespace ?? []))],
    };
  }

  private end(node: GraphNode, port = ''): Part {
    if (node.kind === 'problem') return html`<span class="badge error">missing</span> ${node.lines[0]}`;
    if (node.kind !== 'service') return html`${node.lines[0]}, outside of the cluster`;
    const pods = this.next(node).map(({ node: one }) => `${one.of?.kind ?? ''} ${one.lines[0] ?? ''}`);
    const shown = pods.length === 0 ? 'no pods among the manifests' : pods.join(', ');
    return html`<code>${node.lines[0]}.${node.of?.namespace}${port}</code><br /><span class="quiet">${shown}</span>`;
  }

  private next({ id }: GraphNode): { readonly edge: GraphEdge; readonly node: GraphNode }[] {
    return (this.from.get(id) ?? []).map((edge) => ({ edge, node: this.nodes.get(edge.to)! }));
  }
}

/** What a request of a path passes, as the engine of `route` follows it. A path of other conditions or of a pattern is not asked. */
function signIn(ways: readonly WayIn[], host: string, path: string, by: string): Part {
  const asked = pathOf(path);
  if (asked === undefined) return html`<span class="quiet">it depends on the request; ask the command route</span>`;
  for (const scheme of ['https', 'http']) {
    const request = requestOf(
      `${scheme}://${host === 'any host' ? 'any.invalid' : host.replace(/^\*\./, 'any.')}${asked}`,
    );
    for (const way of request ? ways : []) {
      const outcome = way.answer(request!);
      const takes = outcome?.hops.some((hop) => hop.kind === 'route' && hop.object === by);
      if (!takes) continue;
      const hops = outcome!.hops.filter(({ kind }) => kind === 'sign-in');
      if (hops.length === 0) return 'none stands before it';
      return some(
        hops.map(({ object, text }) => html`${text}<br /><span class="quiet">${object}</span>`),
        3,
      );
    }
  }
  return html`<span class="quiet">no listener of the manifests takes it</span>`;
}

/** A path that a route begins with; `undefined` where none can be told. */
function pathOf(shown: string): string | undefined {
  if (shown === 'every path' || shown === 'every request') return '/';
  return /^\/[^\s,]*$/.test(shown) ? shown.replace(/\*$/, '') : undefined;
}

function requestOf(url: string): Inbound | undefined {
  try {
    return inbound({ url }, 'request');
  } catch {
    return undefined;
  }
}
