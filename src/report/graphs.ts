import { graph } from '../graph/graph';
import type { GraphView } from '../graph/graph';
import { LayoutError } from '../graph/layout';
import { toSvg } from '../graph/svg';
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
export function graphs(context: Context): Section {
  const body = html`<p>
      Green is what runs where, yellow what leads to what, violet who may do what; red is missing or has no place. Point
      at a node or a line to read all of it. What the pictures say is in the tables too.
    </p>
    <p class="filters">
      <label><input type="checkbox" data-fit /> Fit to the width of the window</label>
    </p>
    ${VIEWS.map(([view, title], index) => picture(context, view, title, index === 0))}`;
  return { id: 'graph', title: 'Graph', body };
}

function picture({ manifests, target }: Context, view: GraphView, title: string, isOpen: boolean): Html {
  const made = graph(manifests, target, { view });
  const drawn =
    made.nodes.length === 0
      ? html`<p>The manifests have nothing of this.</p>`
      : made.nodes.length > MOST_NODES
        ? html`<p>
            ${grouped(made.nodes.length)} nodes are too many for a picture.
            <code>graph --view ${view} --namespace NAMESPACE</code> draws a part of it.
          </p>`
        : svg(made, view, title);
  return html`<details class="group" ${isOpen ? html` open` : undefined}>
    <summary>
      <h3>${title}</h3>
      <span class="quiet">${made.description}</span>
    </summary>
    ${drawn}
  </details> `;
}

function svg(made: Parameters<typeof toSvg>[0], view: string, title: string): Html {
  try {
    return html`<div class="picture" role="region" aria-label="${title}" tabindex="0">
      ${raw(placed(toSvg(made), view))}
    </div>`;
  } catch (error) {
    if (!(error instanceof LayoutError)) throw error;
    return html`<p>It cannot be drawn: ${error.message}.</p>`;
  }
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
