import { spawnSync } from 'child_process';
import { pathToFileURL } from 'url';

/** Thrown where Graphviz does not draw a graph. */
export class LayoutError extends Error {}

const SECONDS = 120;

/**
 * Runs in a process of its own: Graphviz is an ES module that loads its WebAssembly with a promise, and a large graph can be stopped.
 * Its first argument is the address of the module.
 */
const PROGRAM = `import { readFileSync } from 'node:fs';
const { Graphviz } = await import(process.argv[1]);
const graphviz = await Graphviz.load();
const pictures = JSON.parse(readFileSync(0, 'utf8')).map((dot) => graphviz.layout(dot, 'svg', 'dot'));
process.stdout.write(JSON.stringify(pictures));
`;

/**
 * The SVG that Graphviz draws of DOT, as it comes. Graphviz is loaded at the first use, from the package, without any download.
 *
 * @throws `LayoutError` where the text is not DOT, or the graph takes too long
 */
export function layOut(dot: string): string {
  return layOutTogether([dot])[0]!;
}

/**
 * The same of several, of which each is drawn or cannot be. They share one process, for to load Graphviz takes longer than to draw most
 * graphs; where that does not end well, each has its own.
 */
export function layOutAll(dots: readonly string[]): readonly (string | LayoutError)[] {
  if (dots.length === 0) return [];
  const [together] = attempt(() => layOutTogether(dots));
  return together ?? dots.map((dot) => attempt(() => layOut(dot)).find((one) => one !== undefined)!);
}

function attempt<T>(draw: () => T): readonly [T] | readonly [undefined, LayoutError] {
  try {
    return [draw()];
  } catch (error) {
    if (error instanceof LayoutError) return [undefined, error];
    throw error;
  }
}

/** The pictures of several graphs, in their order. @throws `LayoutError` where one of them cannot be drawn */
function layOutTogether(dots: readonly string[]): readonly string[] {
  const module = pathToFileURL(require.resolve('@hpcc-js/wasm-graphviz')).href;
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', PROGRAM, module],
    {
      input: JSON.stringify(dots),
      encoding: 'utf8',
      maxBuffer: 512 * 1024 * 1024,
      timeout: SECONDS * 1000,
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  if (error && 'code' in error && error.code === 'ETIMEDOUT')
    throw new LayoutError(`Graphviz needs more than ${SECONDS} s for this graph, show less of it`);
  if (status !== 0) {
    const said =
      error?.message ?? stderr.split('\n').find((line) => /^\w*error\b/i.test(line)) ?? 'it ended without a word';
    throw new LayoutError(`Graphviz cannot draw it: ${said.trim()}`);
  }
  return JSON.parse(stdout) as string[];
}
