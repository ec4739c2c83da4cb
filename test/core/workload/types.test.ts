import * as path from 'path';
import * as ts from 'typescript';

const WORKLOADS = [
  ['Deployment', 'deployment', 'DeploymentSpec'],
  ['StatefulSet', 'stateful-set', 'StatefulSetSpec'],
  ['DaemonSet', 'daemon-set', 'DaemonSetSpec'],
  ['Job', 'job', 'JobSpec'],
  ['CronJob', 'cron-job', 'CronJobSpec'],
] as const;

/** Compiles a text as if it stood in this folder. */
function errorsOf(text: string): string[] {
  const file = path.join(__dirname, 'compiled-by-a-test.ts');
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node20,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : getSourceFile(name, ...rest);
  const program = ts.createProgram([file], options, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

const imports = [
  "import type * as k8s from '../../../imports/kubernetes';",
  ...WORKLOADS.map(([kind, module]) => `import type { ${kind}Props } from '../../../src/core/workload/${module}';`),
  "import type { PodTemplateProps } from '../../../src/core/pod/pod-template';",
  "import type { ContainerProps } from '../../../src/core/pod/container';",
  // What a construct takes in a form of its own is left out.
  "type Own<T> = Omit<T, 'template' | 'selector' | 'jobTemplate' | 'containers' | 'initContainers' | 'serviceAccount'>;",
  'type Accepts<Props, Spec> = Own<Spec> extends Pick<Props, Extract<keyof Own<Spec>, keyof Props>>',
  '  ? Exclude<keyof Own<Spec>, keyof Props> extends never ? true : Exclude<keyof Own<Spec>, keyof Props> : false;',
];

test('the props of all five workloads, of pods and of containers accept every field of Kubernetes with its type', () => {
  const checks = [
    ...WORKLOADS.map(([kind, , spec]) => `export const of${kind}: Accepts<${kind}Props, k8s.${spec}> = true;`),
    'export const ofPod: Accepts<PodTemplateProps, k8s.PodSpec> = true;',
    'export const ofContainer: Accepts<ContainerProps, k8s.Container> = true;',
  ];
  expect(errorsOf([...imports, ...checks].join('\n'))).toEqual([]);
}, 60_000);

test('a field that Kubernetes does not have, or of another type, is refused by the compiler', () => {
  const wrong = [
    ...WORKLOADS.map(([kind]) => `export const un${kind}: Partial<${kind}Props> = { unknownField: 1 };`),
    "export const typed: Partial<DeploymentProps> = { replicas: 'two' };",
    'export const missing: Accepts<Omit<DeploymentProps, "paused">, k8s.DeploymentSpec> = true;',
  ];
  const errors = errorsOf([...imports, ...wrong].join('\n'));
  expect(errors.filter((error) => error.includes("'unknownField' does not exist"))).toHaveLength(WORKLOADS.length);
  expect(errors).toContain("Type 'string' is not assignable to type 'number'.");
  expect(errors).toContain("Type 'true' is not assignable to type '\"paused\"'.");
}, 60_000);
