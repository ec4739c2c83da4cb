import type { KubernetesObject } from '../../../../src/checks/manifest';
import { toEntry } from '../../../../src/checks/schedule/engine/karpenter/catalogue';
import type { SizeEntry } from '../../../../src/checks/schedule/engine/karpenter/catalogue';
import { affinity, answers, pod, pool } from '../build';

/** `family.size` with its CPUs, GiB of memory, zones, capacity types and what it has beside. */
function size(
  name: string,
  [cpu, memory]: readonly [number, number],
  zones: readonly string[],
  types: readonly string[],
  more: { arch?: string; os?: string; gpus?: number } = {},
): SizeEntry[] {
  const [family = '', step = ''] = name.split('.');
  return zones.flatMap((zone) =>
    types.map((type) =>
      toEntry({
        name,
        labels: {
          'node.kubernetes.io/instance-type': name,
          'kubernetes.io/arch': more.arch ?? 'amd64',
          'kubernetes.io/os': more.os ?? 'linux',
          'topology.kubernetes.io/zone': zone,
          'karpenter.sh/capacity-type': type,
          'karpenter.kwok.sh/instance-family': family,
          'karpenter.kwok.sh/instance-size': step,
          'karpenter.kwok.sh/instance-cpu': String(cpu),
          'karpenter.kwok.sh/instance-memory': `${memory}Gi`,
        },
        allocatable: {
          cpu: `${cpu * 1000 - 100}m`,
          memory: `${memory * 1024 - 10}Mi`,
          'ephemeral-storage': '100Gi',
          pods: '110',
          ...(more.gpus !== undefined && { 'nvidia.com/gpu': String(more.gpus) }),
        },
        priceUsdPerHour: cpu * (type === 'spot' ? 0.02 : 0.05),
      }),
    ),
  );
}

const BOTH = ['spot', 'on-demand'];

/** The sizes of a provider that labels as the KWOK provider of Karpenter does. */
export const KWOK: readonly SizeEntry[] = [
  ...size('cpu.small', [2, 8], ['za', 'zb', 'zc'], BOTH),
  ...size('cpu.big', [16, 64], ['za', 'zb', 'zc'], ['on-demand']),
  ...size('mem.big', [16, 128], ['za', 'zb'], BOTH),
  ...size('arm.small', [4, 16], ['zc'], BOTH, { arch: 'arm64' }),
  ...size('win.small', [4, 16], ['za'], ['on-demand'], { os: 'windows' }),
  ...size('gpu.one', [8, 56], ['zb', 'zc'], BOTH, { gpus: 1 }),
  ...size('gpu.four', [32, 224], ['zb'], ['on-demand'], { gpus: 4 }),
];

/** All of {@link KWOK}, as {@link sizesFor} writes them. */
export const ALL = 'arm.small cpu.big cpu.small gpu.four gpu.one mem.big win.small';

export const ZONE = 'topology.kubernetes.io/zone';
export const TYPE = 'karpenter.sh/capacity-type';

/** A label of the provider: `cpu`, `family`, `memory` or `size`. */
export function kwok(label: string): string {
  return `karpenter.kwok.sh/instance-${label}`;
}

/** A pod with one required term of these expressions. */
export function needs(...expressions: object[]): KubernetesObject {
  return pod('x', { spec: { affinity: affinity(expressions) } });
}

/** A pod with a node selector. */
export function selects(nodeSelector: object): KubernetesObject {
  return pod('x', { spec: { nodeSelector } });
}

/** A NodePool of the KWOK provider. */
export function kwokPool(
  name: string,
  parts: { labels?: object; requirements?: object[]; template?: object; spec?: object } = {},
): KubernetesObject {
  const nodeClassRef = { group: 'karpenter.kwok.sh', kind: 'KWOKNodeClass', name: 'default' };
  return pool(name, { ...parts, template: { nodeClassRef, ...parts.template } });
}

/** A DaemonSet; its one container asks for `requests`. */
export function daemonSet(requests: object, spec: object = {}, container: object = {}): KubernetesObject {
  const containers = [{ name: 'main', image: 'registry.example/app:1', resources: { requests }, ...container }];
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent' },
    spec: { template: { spec: { containers, ...spec } } },
  };
}

/** The sizes of the one pool that take the last of the objects; `none` where the pool does not take it. */
export function sizesFor(...objects: readonly KubernetesObject[]): string {
  const { pools } = answers(objects, undefined, { sizes: KWOK }).at(-1)!;
  return pools.length === 0
    ? 'none'
    : pools
        .map(({ sizes }) =>
          sizes
            .map(({ name }) => name)
            .sort()
            .join(' '),
        )
        .join('; ');
}

/** Why the pools refuse the last of the objects. */
export function refusals(...objects: readonly KubernetesObject[]): readonly string[] {
  return answers(objects, undefined, { sizes: KWOK })
    .at(-1)!
    .rejected.map(({ reason }) => reason);
}
