/** One colour on a light and on a dark page: lines, and what they enclose. */
interface Colours {
  readonly light: readonly [stroke: string, fill: string];
  readonly dark: readonly [stroke: string, fill: string];
}

const BLUE: Colours = { light: ['#4a6fa5', '#eef3fb'], dark: ['#7aa2e0', '#1b2740'] };
const GREEN: Colours = { light: ['#2e8b57', '#e9f7ec'], dark: ['#5fbf87', '#173324'] };
const VIOLET: Colours = { light: ['#7a5cb8', '#f3eefb'], dark: ['#b39ae6', '#2a2140'] };
const SAND: Colours = { light: ['#a8741a', '#fdf5e6'], dark: ['#d9a84e', '#372a12'] };
const RED: Colours = { light: ['#c62828', '#fdecec'], dark: ['#ff7b72', '#421a1c'] };
const GREY: Colours = { light: ['#9aa5b5', '#f7f8fa'], dark: ['#5b6678', '#151b24'] };

const COLOURS: Readonly<Record<string, Colours>> = {
  group: GREY,
  pool: GREEN,
  nodes: GREEN,
  plugin: GREEN,
  workload: BLUE,
  host: SAND,
  path: SAND,
  service: SAND,
  account: VIOLET,
  subject: VIOLET,
  role: VIOLET,
  permission: VIOLET,
  problem: RED,
};

const EDGES: Readonly<Record<string, Colours>> = { runs: GREEN, routes: SAND, as: VIOLET, may: VIOLET, broken: RED };
const TEXT = { light: '#1d2b44', dark: '#e6edf6' };
const PAGE = { light: '#ffffff', dark: '#0d1117' };

/** The style sheet of every graph. Its rules hold inside of `.platform-graph` alone, so that a page can have the SVG in it. */
export const STYLE = [
  '.platform-graph{font-family:Helvetica,Arial,sans-serif}',
  '.platform-graph text{font-size:10px}',
  '.platform-graph .name,.platform-graph .group text{font-size:11.5px;font-weight:600}',
  '.platform-graph .permission .name{font-size:10px;font-weight:400}',
  '.platform-graph polygon,.platform-graph path,.platform-graph ellipse,.platform-graph polyline{stroke-width:1.2;fill:none}',
  '.platform-graph .problem polygon{stroke-width:2.4}',
  ...sheet('light'),
  `@media (prefers-color-scheme:dark){${sheet('dark').join('')}}`,
].join('\n');

function sheet(page: 'light' | 'dark'): readonly string[] {
  const shapes = Object.entries(COLOURS).map(([name, colours]) => {
    const [stroke, fill] = colours[page];
    const marks = ['polygon', 'path', 'ellipse', 'polyline'].map((mark) => `.platform-graph .${name} ${mark}`);
    return `${marks.join(',')}{stroke:${stroke};fill:${fill}}`;
  });
  const lines = Object.entries(EDGES).flatMap(([name, colours]) => {
    const [stroke] = colours[page];
    return [
      `.platform-graph .edge.${name} path{stroke:${stroke};fill:none}`,
      `.platform-graph .edge.${name} polygon{stroke:${stroke};fill:${stroke}}`,
    ];
  });
  return [...shapes, ...lines, `.platform-graph text{fill:${TEXT[page]}}`, `.platform-graph .page{fill:${PAGE[page]}}`];
}
