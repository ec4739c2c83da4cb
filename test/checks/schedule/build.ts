import type { KubernetesObject } from '../../../src/checks/manifest';
import { toEntry } from '../../../src/checks/schedule/engine/karpenter/catalogue';
import type { SizeEntry } from '../../../src/checks/schedule/engine/karpenter/catalogue';
import { schedule } from '../../../src/checks/schedule/schedule';
import type { ScheduleOptions } from '../../../src/checks/schedule/engine/plan';
import type { ScheduleAnswer } from '../../../src/checks/schedule/schedule';
import { Target } from '../../../src/facts/target';

/** An existing node with 4 CPUs and 16 GiB. */
export function node(
  name: string,
  parts: { labels?: object; spec?: object; allocatable?: object; capacity?: object } = {},
): KubernetesObject {
  const allocatable = { cpu: '4', memory: '16Gi', 'ephemeral-storage': '100Gi', pods: '110', ...parts.allocatable };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name, ...parts.labels } },
    spec: { ...parts.spec },
    status: { allocatable, capacity: parts.capacity ?? allocatable },
  };
}

/** A pod; its one container asks for `requests`. */
export function pod(
  name: string,
  parts: {
    namespace?: string;
    labels?: object;
    spec?: object;
    requests?: object;
    status?: object;
    metadata?: object;
  } = {},
): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: parts.namespace ?? 'default', labels: parts.labels, ...parts.metadata },
    spec: {
      containers: [{ name: 'main', image: 'registry.example/app:1', resources: { requests: parts.requests ?? {} } }],
      ...parts.spec,
    },
    status: parts.status,
  } as KubernetesObject;
}

/** A pod that sits on a node. */
export function seated(name: string, nodeName: string, parts: Parameters<typeof pod>[1] = {}): KubernetesObject {
  return pod(name, { ...parts, spec: { nodeName, ...parts.spec } });
}

/** A NodePool of the sizes of {@link SIZES}. */
export function pool(
  name: string,
  parts: { labels?: object; requirements?: object[]; template?: object; spec?: object } = {},
): KubernetesObject {
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name },
    spec: {
      template: {
        metadata: { labels: parts.labels },
        spec: {
          nodeClassRef: { group: 'example.com', kind: 'Machine', name: 'default' },
          requirements: parts.requirements ?? [],
          ...parts.template,
        },
      },
      ...parts.spec,
    },
  };
}

/** A requirement or an expression. */
export function requires(
  key: string,
  operator: string,
  ...values: string[]
): { key: string; operator: string; values?: string[] } {
  return { key, operator, ...(values.length > 0 && { values }) };
}

/** Required node affinity of some terms, each a list of expressions. */
export function affinity(...terms: object[][]): object {
  const nodeSelectorTerms = terms.map((matchExpressions) => ({ matchExpressions }));
  return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } };
}

function size(
  name: string,
  cpu: number,
  memory: number,
  price: number,
  zones: string[],
  more: object = {},
): SizeEntry[] {
  return zones.flatMap((zone) =>
    ['on-demand', 'spot'].map((type) =>
      toEntry({
        name,
        labels: {
          'kubernetes.io/arch': 'amd64',
          'kubernetes.io/os': 'linux',
          'topology.kubernetes.io/zone': zone,
          'karpenter.sh/capacity-type': type,
          'example.com/instance-cpu': String(cpu),
          'example.com/instance-family': name.split('.')[0],
          ...(name.startsWith('gpu') && { 'example.com/gpu-name': 'T4' }),
        },
        allocatable: { cpu: `${cpu * 1000 - 100}m`, memory: `${memory}Gi`, pods: '110', ...more },
        priceUsdPerHour: type === 'spot' ? price / 2 : price,
      }),
    ),
  );
}

/** A small catalogue: three sizes with CPUs in three zones, and one with a GPU in zone b alone. */
export const SIZES: readonly SizeEntry[] = [
  ...size('cpu.small', 2, 8, 0.1, ['a', 'b', 'c']),
  ...size('cpu.large', 8, 32, 0.4, ['a', 'b', 'c']),
  ...size('mem.large', 8, 64, 0.6, ['a', 'b']),
  ...size('gpu.one', 8, 56, 1, ['b'], { 'nvidia.com/gpu': '1' }),
];

/** The answers for objects. */
export function answers(
  objects: readonly KubernetesObject[],
  target = Target.generic('1.36'),
  options: ScheduleOptions = {},
): readonly ScheduleAnswer[] {
  return schedule(
    objects.map((object, document) => ({ object, origin: { file: 'all.yaml', document } })),
    target,
    options,
  );
}

/** The nodes that take the last of the objects, in the order of the manifests. */
export function nodesFor(...objects: readonly KubernetesObject[]): readonly string[] {
  return answers(objects).at(-1)!.nodes;
}

/** The pools with their sizes that take the last of the objects, as `pool: size size`. */
export function poolsFor(...objects: readonly KubernetesObject[]): readonly string[] {
  const { pools } = answers(objects, undefined, { sizes: SIZES }).at(-1)!;
  return pools.map(({ pool: name, sizes }) => `${name}: ${sizes.map((one) => one.name).join(' ')}`);
}

/** Why the pools refuse the last of the objects. */
export function reasonsFor(...objects: readonly KubernetesObject[]): readonly string[] {
  return answers(objects, undefined, { sizes: SIZES })
    .at(-1)!
    .rejected.map(({ reason }) => reason);
}
