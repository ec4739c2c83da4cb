import { graphOf } from '../graph/graph';
import type { GraphView } from '../graph/graph';
import type { Graph } from '../graph/graph-model';
import { LayoutError } from '../graph/layout';
import { toSvgs } from '../graph/svg';
import type { Context, Section } from './context';
import { html, raw } from './html';
import type { Html } from './html';
import { grouped } from './show';

/** A graph of more nodes is no picture any more: it takes minutes to lay out, and nobody can read it. */
const MOST_NODES = 250;

const VIEWS: readonly (readonly [view: GraphView, title: string])[] = [
  ['capacity', 'Which pool takes which pods'],
  ['routes', 'Which requests reach which pods'],
  ['access', 'Who may do what'],
];

/** The pictures of the command `graph`: where pods run, what reaches them, and what they may do. */
export function graphs({ model, target }: Context): Section {
  const made = VIEWS.map(([view, title]) => ({ view, title, graph: graphOf(model, target, { view }) }));
  const drawable = made.map(({ graph }) => graph).filter(isDrawable);
  const svgs = new Map(toSvgs(drawable).map((svg, index) => [drawable[index], svg]));
  const body = html`<p>
      Green is what runs where, yellow what leads to what, violet who may do what; red is missing or has no place. Point
      at a node or a line to read all of it. What the pictures say is in the tables too.
    </p>
    <p class="filters">
      <label><input type="checkbox" data-fit /> Fit to the width of the window</label>
    </p>
    ${made.map(({ view, title, graph }) => picture(graph, svgs.get(graph), view, title))}`;
  return { id: 'graph', title: 'Graph', body };
}

function isDrawable({ nodes }: Graph): boolean {
  return nodes.length > 0 && nodes.length <= MOST_NODES;
}

function picture(made: Graph, svg: string | LayoutError | undefined, view: GraphView, title: string): Html {
  return html`<details class="group" ${view === VIEWS[0]?.[0] ? html` open` : undefined}>
    <summary>
      <h3>${title}</h3>
      <span class="quiet">${made.description}</span>
    </summary>
    ${drawn(made, svg, view, title)}
  </details> `;
}

function drawn({ nodes }: Graph, svg: string | LayoutError | undefined, view: GraphView, title: string): Html {
  if (nodes.length === 0) return html`<p>The manifests have nothing of this.</p>`;
  if (svg === undefined)
    return html`<p>
      ${grouped(nodes.length)} nodes are too many for a picture.
      <code>graph --view ${view} --namespace NAMESPACE</code> draws a part of it.
    </p>`;
  if (svg instanceof LayoutError) return html`<p>It cannot be drawn: ${svg.message}.</p>`;
  return html`<div class="picture" role="region" aria-label="${title}" tabindex="0">${raw(placed(svg, view))}</div>`;
}

/** Without the sheet, which the page has once, and with ids of its own, for a page has several pictures. */
function placed(text: string, view: string): string {
  const end = text.indexOf('<rect class="page"');
  const head = text
    .slice(0, end)
    .replace(/<style>[^]*?<\/style>\n?/, '')
    .replaceAll('platform-graph-title', `graph-${view}-title`)
    .replaceAll('platform-graph-desc', `graph-${view}-desc`);
  return `${head}${text.slice(end)}`.trim();
}
