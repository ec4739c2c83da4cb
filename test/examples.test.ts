import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as vm from 'vm';
import * as ts from 'typescript';

const ROOT = path.resolve(__dirname, '..');

interface Example {
  readonly where: string;
  readonly code: string;
}

/** What an example may name without saying where it comes from. */
const PRELUDE = `
import { Chart } from 'cdk8s';
import * as library from 'cdk8s-ml-platform';
const { PlatformApp, Target, Taint, Placement, SecretSource, KubeObject, PodTemplate, MlPlatform } = library;
const { Deployment, StatefulSet, DaemonSet, Job, CronJob, cluster, karpenter, nvidia, runner } = library;
const { ToolFile, IdentityHeaders, canI, diff, graph, route, schedule, toDot, toMermaid, toSvg, auth, istio, kubeflow, simsvc, storage, tls } = library;
const { NodePool, AksNodeClass, Requirement } = karpenter;
const { Sharing, migResource } = nvidia;
const { Runner, RunnerAccess, RunnerState } = runner;
declare const app: library.PlatformApp;
declare const chart: Chart;
declare const pool: library.karpenter.NodePool, a100: typeof pool, t4: typeof pool, t4Spot: typeof pool;
declare const plugin: library.nvidia.DevicePlugin;
declare const provider: library.auth.OidcProvider;
declare const routes: library.istio.RouteTable;
declare const objects: library.KubernetesObject[], before: typeof objects, after: typeof objects, manifests: typeof objects;
type External = library.External;
`;

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node20,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  types: ['node', 'jest'],
  skipLibCheck: true,
  paths: {
    'cdk8s-ml-platform': [path.join(ROOT, 'src/index.ts')],
    'cdk8s-ml-platform/jest': [path.join(ROOT, 'src/jest.ts')],
  },
};

/** An example as a module: as it is where it imports what it names, else in a function that finds the usual names. */
function moduleOf({ where, code }: Example): Example {
  if (/^import .* from /m.test(code)) return { where, code };
  const effects = code.match(/^import '.*';$/gm) ?? [];
  const body = code.replace(/^import '.*';$/gm, '');
  return { where, code: `${PRELUDE}\n${effects.join('\n')}\nexport function example(): void {\n${body}\n}\n` };
}

test('every example of the public documentation compiles', () => {
  const examples = sourceFiles(path.join(ROOT, 'src')).flatMap(examplesOf);
  expect(examples.length).toBeGreaterThan(15);
  const modules = examples.map(moduleOf);
  expect(compile(modules)).toEqual([]);
});

test('every block of TypeScript in the README and the pages compiles', () => {
  const pages = [path.join(ROOT, 'README.md'), ...sourceFiles(path.join(ROOT, 'docs'), '.md')];
  const blocks = pages.flatMap(blocksOf);
  expect(blocks.map(({ where }) => where)).toContain('README.md, block 1');
  expect(compile(blocks.map(moduleOf))).toEqual([]);
});

test("the README's example runs and writes what it says", () => {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'readme-'));
  try {
    const [example] = blocksOf(path.join(ROOT, 'README.md'));
    const { outputText } = ts.transpileModule(example!.code, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
    const load = (name: string): unknown => jest.requireActual(name === 'cdk8s-ml-platform' ? '../src' : name);
    process.env.CDK8S_OUTDIR = outdir;
    vm.compileFunction(outputText, ['require', 'exports'])(load, {});
    expect(fs.readdirSync(outdir)).toEqual(['gpu.k8s.yaml']);
    expect(fs.readFileSync(path.join(outdir, 'gpu.k8s.yaml'), 'utf8')).toMatchSnapshot();
  } finally {
    delete process.env.CDK8S_OUTDIR;
    fs.rmSync(outdir, { recursive: true, force: true });
  }
});

function sourceFiles(folder: string, ending = '.ts'): string[] {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => path.join(folder, name));
}

/** The text after `@example`, up to the next tag. */
function examplesOf(file: string): Example[] {
  const comments = fs.readFileSync(file, 'utf8').match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  return comments.flatMap((comment) => {
    const text = comment.replace(/^\s*\/?\*+\/?( |$)/gm, '').replace(/\*\/$/, '');
    const code = /@example\n([\s\S]*?)(?=^@|$(?![\s\S]))/m.exec(text)?.[1];
    return code === undefined ? [] : [{ where: path.relative(ROOT, file), code }];
  });
}

function blocksOf(file: string): Example[] {
  const blocks = [...fs.readFileSync(file, 'utf8').matchAll(/^```ts\n([\s\S]*?)^```/gm)];
  return blocks.map((match, index) => ({ where: `${path.relative(ROOT, file)}, block ${index + 1}`, code: match[1]! }));
}

/** What the compiler says of modules, each with the place that it was found at. */
function compile(modules: readonly Example[]): string[] {
  const files = new Map(modules.map((module, index) => [path.join(ROOT, `example-${index}.ts`), module]));
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, ...rest) => {
    const module = files.get(name);
    return module
      ? ts.createSourceFile(name, module.code, ts.ScriptTarget.ES2022, true)
      : getSourceFile.call(host, name, ...rest);
  };
  host.fileExists = (name) => files.has(name) || fileExists.call(host, name);
  host.readFile = (name) => files.get(name)?.code ?? readFile.call(host, name);
  const program = ts.createProgram([...files.keys()], OPTIONS, host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const where = diagnostic.file ? (files.get(diagnostic.file.fileName)?.where ?? diagnostic.file.fileName) : '';
    return `${where}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
  });
}
