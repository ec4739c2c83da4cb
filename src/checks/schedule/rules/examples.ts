/** YAML of the pages of this family: a pool, a plugin and a workload, with the parts that a rule is about. */

/** What differs between the pools of pages. */
export interface PoolParts {
  readonly name?: string;
  readonly sizes?: readonly string[];
  /** Lines below `spec.template.spec`. */
  readonly template?: readonly string[];
  /** Lines below `spec`. */
  readonly spec?: readonly string[];
  readonly taint?: boolean;
}

/** A NodePool of GPU machines with a taint and a limit. */
export function poolYaml({ name = 'a100', sizes, template = [], spec = LIMITS, taint = true }: PoolParts = {}): string {
  const taints = ['taints:', '  - key: nvidia.com/gpu', '    value: "true"', '    effect: NoSchedule'];
  return lines([
    'apiVersion: karpenter.sh/v1',
    'kind: NodePool',
    'metadata:',
    `  name: ${name}`,
    'spec:',
    ...indent(spec),
    '  template:',
    '    spec:',
    '      nodeClassRef:',
    '        group: karpenter.azure.com',
    '        kind: AKSNodeClass',
    '        name: default',
    '      requirements:',
    '        - key: karpenter.azure.com/sku-name',
    '          operator: In',
    `          values: [${(sizes ?? ['Standard_NC24ads_A100_v4']).join(', ')}]`,
    ...indent(indent(indent(taint ? [...template, ...taints] : template))),
  ]);
}

/** A limit of eight GPUs, and nodes that stay while they work. */
export const LIMITS: readonly string[] = [
  'limits:',
  '  nvidia.com/gpu: 8',
  'disruption:',
  '  consolidationPolicy: WhenEmpty',
  '  consolidateAfter: 5m',
];

/** What differs between the Jobs of pages. */
export interface JobParts {
  readonly gpus?: number;
  readonly resource?: string;
  /** Lines below the pod's `spec`. */
  readonly pod?: readonly string[];
  /** Lines below `spec`. */
  readonly spec?: readonly string[];
  /** Lines below the metadata of the pod. */
  readonly metadata?: readonly string[];
}

/** The toleration of the pool's taint. */
export const TOLERATION: readonly string[] = [
  'tolerations:',
  '  - key: nvidia.com/gpu',
  '    operator: Equal',
  '    value: "true"',
  '    effect: NoSchedule',
];

/** A Job that trains on GPUs. */
export function jobYaml({
  gpus = 1,
  resource = 'nvidia.com/gpu',
  pod = TOLERATION,
  spec = [],
  metadata = [],
}: JobParts = {}): string {
  return lines([
    'apiVersion: batch/v1',
    'kind: Job',
    'metadata:',
    '  name: train',
    '  namespace: default',
    'spec:',
    ...indent(spec),
    '  template:',
    ...(metadata.length > 0 ? ['    metadata:', ...indent(indent(indent(metadata)))] : []),
    '    spec:',
    '      restartPolicy: Never',
    ...indent(indent(indent(pod))),
    '      containers:',
    '        - name: train',
    '          image: registry.example.com/train:1.4',
    '          resources:',
    '            limits:',
    `              ${resource}: ${gpus}`,
  ]);
}

/** Where the plugin runs: on nodes with a GPU of NVIDIA. */
export const GPU_NODES: readonly string[] = ['nodeSelector:', '  karpenter.azure.com/sku-gpu-manufacturer: nvidia'];
const PLUGIN_TOLERATION = ['tolerations:', '  - key: nvidia.com/gpu', '    operator: Exists', '    effect: NoSchedule'];

/** What differs between the device plugins of pages. */
export interface PluginParts {
  readonly name?: string;
  /** Lines below the pod's `spec`. */
  readonly pod?: readonly string[];
  /** Lines below the container. */
  readonly container?: readonly string[];
}

/** The DaemonSet of the device plugin. */
export function pluginYaml({ name = 'device-plugin', pod, container = [] }: PluginParts = {}): string {
  return lines([
    'apiVersion: apps/v1',
    'kind: DaemonSet',
    'metadata:',
    `  name: ${name}`,
    '  namespace: gpu-resources',
    'spec:',
    '  selector:',
    '    matchLabels:',
    `      name: ${name}`,
    '  template:',
    '    metadata:',
    '      labels:',
    `        name: ${name}`,
    '    spec:',
    ...indent(indent(indent(pod ?? [...PLUGIN_TOLERATION, ...GPU_NODES]))),
    '      containers:',
    '        - name: plugin',
    '          image: nvcr.io/nvidia/k8s-device-plugin:v0.20.0',
    ...indent(indent(indent(indent(indent(container))))),
  ]);
}

/** The toleration of the plugin alone, so that it lands on every node. */
export const ON_EVERY_NODE: readonly string[] = PLUGIN_TOLERATION;

/** A ResourceQuota of GPUs. */
export function quotaYaml(gpus: number): string {
  return lines([
    'apiVersion: v1',
    'kind: ResourceQuota',
    'metadata:',
    '  name: compute',
    '  namespace: default',
    'spec:',
    '  hard:',
    `    requests.nvidia.com/gpu: ${gpus}`,
  ]);
}

/** Documents one after the other. */
export function documents(...texts: readonly string[]): string {
  return texts.join('---\n');
}

function indent(text: readonly string[]): string[] {
  return text.map((line) => `  ${line}`);
}

function lines(text: readonly string[]): string {
  return `${text.join('\n')}\n`;
}
