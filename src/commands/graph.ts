import * as fs from 'fs';
import * as path from 'path';
import { InputError } from '../checks/model/input-error';
import { readPaths } from '../checks/model/read-paths';
import { count } from '../facts/count';
import { fileProblem } from '../facts/file-problem';
import { toDot } from '../graph/dot';
import { graph, GRAPH_VIEWS } from '../graph/graph';
import type { GraphOptions } from '../graph/graph';
import type { Graph, GraphNode } from '../graph/graph-model';
import { LayoutError } from '../graph/layout';
import { toMermaid } from '../graph/mermaid';
import { toSvg } from '../graph/svg';
import { DEFAULT_TARGET, oneOf, parseOptions, targetOf, UsageError } from './arguments';
import type { Command } from './command';
import { requireManifests } from './require-some';
import { print, say } from './print';

const HELP = `usage: cdk8s-ml-platform graph PATH... -o FILE [options]

Draws the manifests: which pool takes which pods by which device plugin, which hosts and paths lead to which Services and pods,
which service account has which role and may do what. More than three equal things become one.

  -o, --output FILE          FILE.svg, a picture for light and dark pages; FILE.mmd for Mermaid; FILE.dot for Graphviz
  --view NAME                ${GRAPH_VIEWS.join(', ')}; default all
  -n, --namespace NAMESPACE  what is in the namespace, what leads to it and where it leads; may be given again and again
  --kind KIND                the same for objects of a kind, such as ScaledJob
  --system NAME              the same for a system, such as runner of 30-runner.k8s.yaml
  --target PROVIDER@VERSION  aks, eks, kind or generic, and a Kubernetes version, or a platform.yaml with both; default ${DEFAULT_TARGET}
  --exclude PATTERN          leaves out what has the name or path, as in .gitignore; may be given again and again
  --help                     prints this

examples:
  cdk8s-ml-platform graph dist/manifests -o platform.svg --target aks@1.34
  cdk8s-ml-platform graph dist/manifests -o gpus.mmd --view capacity --target aks@1.34
  cdk8s-ml-platform graph dist/manifests -o access.svg --view access --namespace studioml

exit code 0: the file is written; 2: input that cannot be used
`;

const OPTIONS = {
  output: { type: 'string', short: 'o' },
  view: { type: 'string' },
  namespace: { type: 'string', short: 'n', multiple: true },
  kind: { type: 'string', multiple: true },
  system: { type: 'string', multiple: true },
  target: { type: 'string' },
  exclude: { type: 'string', multiple: true },
} as const;

type Filters = Pick<GraphOptions, 'namespaces' | 'kinds' | 'systems'>;

const WRITERS: Readonly<Record<string, (graph: Graph) => string>> = { '.svg': toSvg, '.mmd': toMermaid, '.dot': toDot };

/** `graph`: a picture of manifests. */
export const GRAPH: Command = {
  name: 'graph',
  summary: 'draws which pool takes which pods, what reaches them, and what they may do',
  help: HELP,
  run(args) {
    const { values, positionals } = parseOptions(args, OPTIONS);
    const view = oneOf('--view', values.view ?? 'all', GRAPH_VIEWS);
    const target = targetOf(values.target);
    if (values.output === undefined) throw new UsageError('graph needs -o FILE');
    const writer = WRITERS[path.extname(values.output)];
    if (!writer)
      throw new UsageError(
        `-o is '${values.output}', allowed are files that end in ${Object.keys(WRITERS).join(', ')}`,
      );
    if (positionals.length === 0) throw new UsageError('graph needs at least one PATH, or - for standard input');
    const manifests = readPaths(positionals, { exclude: values.exclude });
    requireManifests(positionals, manifests, values.exclude);
    const { namespace: namespaces, kind: kinds, system: systems } = values;
    const made = graph(manifests, target, { view, namespaces, kinds, systems });
    const absent = without(made, { namespaces, kinds, systems }, (filter) =>
      graph(manifests, target, { view, collapse: false, ...filter }),
    );
    if (made.nodes.length === 0)
      throw new InputError(
        positionals.join(', '),
        `nothing of it is in this graph, which has pools, pods, hosts, Services and roles; --view, --namespace, --kind and --system take some of them${absent && `; nothing is of ${absent}`}`,
      );
    if (absent !== '') say(`Warning: nothing of this graph is of ${absent}\n`);
    write(values.output, drawn(writer, made, values.output));
    print(`${values.output}: ${count(made.nodes.length, 'node')}, ${count(made.edges.length, 'edge')}\n`);
    return 0;
  },
};

/**
 * The names of filters that nothing is of, as they are given: one among several may be a slip, and the others take something.
 *
 * @param drawn the graph by all of them; what stands in it is of no slip
 * @param ask gives the graph by one of them alone
 */
function without(drawn: Graph, filters: Filters, ask: (filter: Filters) => Graph): string {
  const words = { namespaces: '--namespace', kinds: '--kind', systems: '--system' } as const;
  const fields = { namespaces: 'namespace', kinds: 'kind', systems: 'system' } as const;
  const isOf = ({ of }: GraphNode, field: keyof typeof words, name: string): boolean =>
    of?.[fields[field]]?.toLowerCase() === name.toLowerCase();
  return (['namespaces', 'kinds', 'systems'] as const)
    .flatMap((field) =>
      [...new Set(filters[field])]
        .filter((name) => !drawn.nodes.some((node) => isOf(node, field, name)))
        .filter((name) => ask({ [field]: [name] }).nodes.length === 0)
        .map((name) => `${words[field]} ${name}`),
    )
    .join(', ');
}

function drawn(writer: (graph: Graph) => string, made: Graph, file: string): string {
  try {
    return writer(made);
  } catch (error) {
    if (error instanceof LayoutError) throw new InputError(file, error.message);
    throw error;
  }
}

/** Beside its place first: a disk that is full leaves the picture that was there, and no half of one. */
function write(file: string, content: string): void {
  const beside = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
  try {
    fs.writeFileSync(beside, content);
    fs.renameSync(beside, file);
  } catch (error) {
    if (fs.existsSync(beside)) fs.rmSync(beside);
    throw new InputError(file, `cannot be written: ${fileProblem(error, 'write')}`);
  }
}
