import { toDot } from '../../src/graph/dot';
import { short } from '../../src/graph/label';
import { LayoutError, layOut, layOutAll } from '../../src/graph/layout';
import { toMermaid } from '../../src/graph/mermaid';
import { toSvg } from '../../src/graph/svg';
import type { Graph } from '../../src/graph/graph-model';
import { draw, PLATFORM } from './support';

test('DOT', () => expect(toDot(draw(PLATFORM))).toMatchSnapshot());
test('Mermaid', () => expect(toMermaid(draw(PLATFORM))).toMatchSnapshot());

const ODD = '<b>"x" & \\n`y` #1; | ]';
const odd: Graph = {
  title: ODD,
  description: ODD,
  groups: [{ id: 'g', label: ODD }],
  nodes: [
    { id: 'a', kind: 'pool', lines: [ODD, 'more'], title: `${ODD}\nall of it`, group: 'g' },
    { id: 'b', kind: 'problem', lines: ['b'], title: 'b', group: 'g' },
  ],
  edges: [{ from: 'a', to: 'b', kind: 'broken', label: ODD, title: ODD }],
};

test('text is text in Mermaid, whatever it holds', () => {
  const shown = '#lt;b#gt;#quot;x#quot; #amp; \\n#96;y#96; #35;1; | ]';
  expect(toMermaid(odd)).toContain(`    n0[["${shown}<br/>more"]]\n`);
  expect(toMermaid(odd)).toContain(`  n0 -.->|"${shown}"| n1\n`);
});

describe('SVG', () => {
  const svg = toSvg(draw(PLATFORM));

  test('is the same each time', () => expect(toSvg(draw(PLATFORM))).toBe(svg));

  test('is well-formed', () => {
    expect(unclosed(svg)).toEqual([]);
    expect(unclosed(toSvg(odd))).toEqual([]);
    // The reader of tags must be able to fail.
    expect(unclosed('<svg><g></svg>')).toEqual(['g']);
  });

  test('has a title and a description', () => {
    expect(svg).toContain('aria-labelledby="platform-graph-title platform-graph-desc"');
    expect(svg).toContain(
      '<title id="platform-graph-title">Where pods run, what reaches them, and what they may do</title>',
    );
    expect(svg).toContain('<desc id="platform-graph-desc">2 pools, 2 workloads,');
  });

  test('has every node and line with its class and its text', () => {
    const { nodes, edges } = draw(PLATFORM);
    expect(svg.match(/<g class="node /g)).toHaveLength(nodes.length);
    expect(svg.match(/<g class="edge /g)).toHaveLength(edges.length);
    expect(svg).toContain('<title>pool t4 takes Job ml/train</title>');
    expect(toSvg(odd)).toContain('<title>&lt;b&gt;&quot;x&quot; &amp; \\n`y` #1; | ]\nall of it</title>');
  });

  test('has its colours from its style sheet, for light and dark pages, and nothing from outside', () => {
    expect(svg).toContain('@media (prefers-color-scheme:dark)');
    expect(svg).not.toMatch(/ (fill|stroke)="(?!none)/);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|url\(|<script|xlink|<!DOCTYPE/);
  });
});

test('what Graphviz cannot read is said', () => {
  expect(() => layOut('digraph {')).toThrow(LayoutError);
});

test('of several, those that Graphviz can read are drawn', () => {
  const [first, second, third] = layOutAll(['digraph { a }', 'digraph {', 'digraph { b }']);
  expect(first).toBe(layOut('digraph { a }'));
  expect(second).toBeInstanceOf(LayoutError);
  expect(third).toContain('<title>b</title>');
});

test.each([
  ['a name that fits', 'a name that fits'],
  ['nvidia-device-plugin-daemonset-of-the-pools', 'nvidia-device-plug…nset-of-the-pools'],
  ['pipelines, experiments, runs, jobs: get list watch', 'pipelines, experiments, runs, jobs:…'],
])('%s is drawn as %s', (line, shown) => expect(short(line)).toBe(shown));

/** The tags of a text that are not closed, or closed in the wrong order. */
function unclosed(xml: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, close, name, self] of xml.matchAll(/<(\/?)([a-zA-Z][\w:]*)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g)) {
    if (self === '/') continue;
    if (close !== '/') open.push(name!);
    else if (open.at(-1) === name) open.pop();
    else wrong.push(open.pop() ?? name!);
  }
  const bare = xml.replace(/<(\/?)([a-zA-Z][\w:]*)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>/g, '');
  return [...wrong, ...(wrong.length > 0 ? [] : open), ...(/<|&(?!(amp|lt|gt|quot|#\d+);)/.exec(bare) ?? [])];
}
