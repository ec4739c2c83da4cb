import { nodeNames, toDot } from './dot';
import type { Graph } from './graph-model';
import { escapeXml } from './label';
import { layOut, layOutAll, LayoutError } from './layout';
import { STYLE } from './style';

/**
 * A graph as SVG: laid out by Graphviz, with colours for a light and a dark page, with a title and a description for those who do not see
 * it, and with the full text of each node and line as its tooltip. It loads nothing from outside.
 *
 * @throws `LayoutError` where Graphviz cannot draw it
 */
export function toSvg(graph: Graph): string {
  return dress(layOut(toDot(graph)), graph);
}

/** Several graphs, of which each is drawn or cannot be. Graphviz is loaded once for all of them. @see toSvg */
export function toSvgs(graphs: readonly Graph[]): readonly (string | LayoutError)[] {
  return layOutAll(graphs.map(toDot)).map((svg, index) =>
    svg instanceof LayoutError ? svg : dress(svg, graphs[index]!),
  );
}

/** Puts titles, description and classes in the place of what Graphviz writes. */
function dress(svg: string, graph: Graph): string {
  const titles = titlesOf(graph);
  const [, width = '0', height = '0'] = /<svg width="([\d.]+)pt" height="([\d.]+)pt"/.exec(svg) ?? [];
  const viewBox = /viewBox="([^"]*)"/.exec(svg)?.[1] ?? '0 0 0 0';
  const [x = '0', y = '0', w = '0', h = '0'] = viewBox.split(' ');
  const body = svg
    .slice(svg.indexOf('<g id="graph0"'), svg.lastIndexOf('</svg>'))
    .replace(/<!--[\s\S]*?-->\n?/g, '')
    .replace(/<title>([^<]*)<\/title>\n?/g, (_, name: string) => title(titles.get(name)))
    .replace(/ (fill|stroke|font-family|font-size|stroke-width|xml:space)="(?!none")[^"]*"/g, '')
    .replace(/ id="[^"]*"/g, '')
    .replace(/(<g class="node [^>]*>[^]*?)<text /g, '$1<text class="name" ')
    .replace(/(<g class="graph"[^>]*>\n?)<polygon [^>]*\/>/, '$1')
    .trim();
  const open = `<svg xmlns="http://www.w3.org/2000/svg" class="platform-graph" role="img" aria-labelledby="platform-graph-title platform-graph-desc" width="${Math.ceil(Number(width) * POINT)}" height="${Math.ceil(Number(height) * POINT)}" viewBox="${viewBox}">`;
  const head = [
    `<title id="platform-graph-title">${escapeXml(graph.title)}</title>`,
    `<desc id="platform-graph-desc">${escapeXml(graph.description)}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect class="page" x="${x}" y="${y}" width="${w}" height="${h}"/>`,
  ];
  return `${[open, ...head, body, '</svg>'].join('\n')}\n`;
}

/** Pixels of one point, as large as text can be read. */
const POINT = 1.15;

/** Graphviz calls nodes, edges and boxes by their names in DOT. */
function titlesOf(graph: Graph): ReadonlyMap<string, string> {
  const names = nodeNames(graph);
  const titles = new Map(graph.nodes.map(({ id, title: text }) => [names.get(id)!, text]));
  for (const { from, to, title: text } of graph.edges)
    titles.set(`${names.get(from)!}&#45;&gt;${names.get(to)!}`, text);
  for (const [index, { label }] of graph.groups.entries()) titles.set(`cluster_${index}`, label);
  return titles;
}

function title(text: string | undefined): string {
  return text === undefined ? '' : `<title>${escapeXml(text)}</title>`;
}
