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
process.stdout.write(graphviz.layout(readFileSync(0, 'utf8'), 'svg', 'dot'));
`;

/**
 * The SVG that Graphviz draws of DOT, as it comes. Graphviz is loaded at the first use, from the package, without any download.
 *
 * @throws `LayoutError` where the text is not DOT, or the graph takes too long
 */
export function layOut(dot: string): string {
  const module = pathToFileURL(require.resolve('@hpcc-js/wasm-graphviz')).href;
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', PROGRAM, module],
    {
      input: dot,
      encoding: 'utf8',
      maxBuffer: 512 * 1024 * 1024,
      timeout: SECONDS * 1000,
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  if (error && 'code' in error && error.code === 'ETIMEDOUT')
    throw new LayoutError(`Graphviz needs more than ${SECONDS} s for this graph, show less of it`);
  if (status !== 0) {
    const said = error?.message ?? stderr.split('\n').find((line) => /Error|error/.test(line)) ?? stderr;
    throw new LayoutError(`Graphviz cannot draw it: ${said.trim()}`);
  }
  return stdout;
}
