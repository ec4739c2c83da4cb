import { loadAll } from 'js-yaml';
import type { PlatformConfig } from '../../src/blueprint/config';
import type { DevicePluginConfig } from '../../src/blueprint/config/nvidia';
import type { Rendered } from '../support/chart';
import { appOf, edited, mistakesOf, VALID } from './platform';

const LABEL = 'nvidia.com/device-plugin.config';
const TARGET = { provider: 'aks', kubernetes: '1.34' } as const;
const RUNNER = { version: '0.9.21', queueUrl: { existing: { name: 'studioml-queue', key: 'url' } } };

/** Two pools with GPUs, and what the device plugin is told. */
function twoPools(devicePlugin: DevicePluginConfig, labels?: Record<string, string>): PlatformConfig {
  return {
    target: TARGET,
    pools: {
      a100: { skus: ['Standard_NC24ads_A100_v4'], taint: 'gpu', limits: { gpus: 8 }, labels },
      t4: { skus: ['Standard_NC4as_T4_v3'], taint: 'gpu', limits: { gpus: 4 } },
    },
    devicePlugin,
    runner: { ...RUNNER, pool: 'a100' },
  };
}

/** The objects of a kind, by name, of a configuration in which no check finds a thing. */
function checked(config: PlatformConfig, kind: string): Record<string, Rendered> {
  const app = appOf(config);
  expect(app.check()).toEqual([]);
  const objects = loadAll(app.synthYaml()) as Rendered[];
  return Object.fromEntries(objects.filter((one) => one.kind === kind).map((one) => [one.metadata.name, one]));
}

const PLUGIN = 'nvidia-device-plugin-daemonset';
const configsOf = (config: PlatformConfig): Rendered => checked(config, 'ConfigMap')[`${PLUGIN}-config`]?.data;
const labelsOf = (config: PlatformConfig): Rendered[] =>
  Object.values(checked(config, 'NodePool')).map(({ spec }) => spec.template.metadata?.labels?.[LABEL]);
const envOf = (config: PlatformConfig): Rendered[] =>
  checked(config, 'DaemonSet')[PLUGIN].spec.template.spec.containers[0].env;

const SHARED =
  'sharing:\n  timeSlicing:\n    renameByDefault: false\n    failRequestsGreaterThanOne: true\n    resources:\n';
const file = (migStrategy: string, ...resources: string[]): string =>
  `version: v1\nflags:\n  migStrategy: ${migStrategy}\n  failOnInitError: false\n` +
  (resources.length === 0
    ? ''
    : SHARED + resources.map((one) => `      - name: ${one}\n        replicas: 4\n`).join(''));

describe('MIG in platform.yaml', () => {
  test('one strategy for all pools is a variable of the plugin, and no node is labelled', () => {
    const config = twoPools({ migStrategy: 'single' });
    expect(envOf(config)).toContainEqual({ name: 'MIG_STRATEGY', value: 'single' });
    expect(configsOf(config)).toBeUndefined();
    expect(labelsOf(config)).toEqual([undefined, undefined]);
  });

  test('a pool of its own config has its label, and all other pools the config default', () => {
    const config = twoPools({ timeSlicing: { replicas: 4 }, pools: { a100: { migStrategy: 'single' } } });
    expect(configsOf(config)).toEqual({ default: file('none', 'nvidia.com/gpu'), a100: file('single') });
    expect(labelsOf(config)).toEqual(['a100', undefined]);
    const [init] = checked(config, 'DaemonSet')[PLUGIN].spec.template.spec.initContainers;
    expect(init.env).toContainEqual({ name: 'DEFAULT_CONFIG', value: 'default' });
  });

  test('what a pool shares by time are its profiles, where it has some', () => {
    const pools = {
      a100: { migStrategy: 'mixed', migProfiles: ['1g.10gb', '3g.40gb'], timeSlicing: { replicas: 4 } },
    } as const;
    expect(configsOf(twoPools({ pools }))).toEqual({
      default: file('none'),
      a100: file('mixed', 'nvidia.com/mig-1g.10gb', 'nvidia.com/mig-3g.40gb'),
    });
  });

  test('a pool that is named as the config of the others would be', () => {
    const { pools, ...rest } = twoPools({ pools: { default: { migStrategy: 'single' } } });
    const config = { ...rest, pools: { ...pools, default: pools!.t4! } };
    expect(configsOf(config)).toEqual({ 'other-default': file('none'), default: file('single') });
    expect(labelsOf(config)).toEqual([undefined, undefined, 'default']);
  });

  test('a label that the pool has already', () => {
    expect(labelsOf(twoPools({ pools: { a100: {} } }, { [LABEL]: 'a100' }))).toEqual(['a100', undefined]);
    // Without a config of its own the label is none of ours, such as that of another installation.
    expect(labelsOf(twoPools({}, { [LABEL]: 'other' }))).toEqual(['other', undefined]);
  });

  test('nodes that no pool of Karpenter has are found by their labels, and a part of a GPU is asked for by its name', () => {
    const config: PlatformConfig = {
      target: TARGET,
      devicePlugin: { migStrategy: 'mixed', migProfiles: ['1g.10gb'] },
      runner: {
        ...RUNNER,
        nodeSelector: { 'kubernetes.azure.com/agentpool': 'mig' },
        gpuResource: 'nvidia.com/mig-1g.10gb',
      },
    };
    const { nodeAffinity } = checked(config, 'DaemonSet')[PLUGIN].spec.template.spec.affinity;
    const terms: Rendered[] = nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;
    const keys = terms.map(({ matchExpressions: [{ key }] }) => key);
    expect(keys).toContain('kubernetes.azure.com/accelerator');
    expect(keys).not.toContain('karpenter.sh/nodepool');
  });

  test('a part of a GPU on a pool, for which Karpenter starts no machine, is refused', () => {
    const config = twoPools({ pools: { a100: { migStrategy: 'mixed', migProfiles: ['1g.10gb'] } } });
    const runner = { ...config.runner!, gpuResource: 'nvidia.com/mig-1g.10gb' };
    expect(() => appOf({ ...config, runner }).synthYaml()).toThrow(
      'fix: Karpenter starts no node for nvidia.com/mig-1g.10gb, which a device plugin makes of a whole GPU',
    );
  });

  test('the GPU Operator is told the same', () => {
    const { devicePlugin: _, ...config } = twoPools({});
    const gpuOperator = { install: 'flux', migStrategy: 'mixed', timeSlicing: { replicas: 2 } } as const;
    const whole = { ...config, gpuOperator };
    expect(Object.values(checked(whole, 'HelmRelease'))[0].spec.values.mig).toEqual({ strategy: 'mixed' });
    expect(checked(whole, 'ConfigMap')['device-plugin-config'].data.any).toContain('replicas: 2');
  });
});

describe('what is wrong of MIG is told with key and line', () => {
  const plugin = (text: string): string => `${VALID}devicePlugin:\n  ${text}\n`;
  test.each([
    [
      'a pool that there is not',
      plugin('pools: { h100: {} }'),
      '20:12  devicePlugin.pools.h100: is no pool with GPUs, allowed are a100',
    ],
    [
      'a pool without GPUs',
      edited('nodeClasses:', 'devicePlugin: { pools: { cpu: {} } }\nnodeClasses:').replace(
        'runner:',
        '  cpu: { skuFamilies: [D] }\nrunner:',
      ),
      '5:26  devicePlugin.pools.cpu: is no pool with GPUs, allowed are a100',
    ],
    [
      'a strategy that there is not',
      plugin('migStrategy: both'),
      '20:3  devicePlugin.migStrategy: is "both", allowed are none, single, mixed',
    ],
    [
      'profiles without their strategy',
      plugin('migProfiles: [1g.10gb]'),
      "20:3  devicePlugin.migProfiles: are given with migStrategy 'none', allowed is 'mixed'",
    ],
    [
      'profiles of a pool with another strategy',
      plugin('pools: { a100: { migStrategy: single, migProfiles: [1g.10gb] } }'),
      "20:41  devicePlugin.pools.a100.migProfiles: are given with migStrategy 'single', allowed is 'mixed'",
    ],
    [
      'a profile of the A100 with 40 GB on the one with 80 GB',
      plugin('pools: { a100: { migStrategy: mixed, migProfiles: [1g.10gb, 1g.5gb] } }'),
      '20:63  devicePlugin.pools.a100.migProfiles.1: 1g.5gb is a part that no GPU of the pool can be cut into: the A100 80GB of Standard_NC24ads_A100_v4 has 1g.10gb, 1g.20gb, 2g.20gb, 3g.40gb, 4g.40gb, 7g.80gb (https://docs.nvidia.com/datacenter/tesla/mig-user-guide/supported-mig-profiles.html)',
    ],
    [
      'a profile that is none',
      plugin('pools: { a100: { migStrategy: mixed, migProfiles: [10gb] } }'),
      "20:40  devicePlugin.pools.a100.migProfiles: is '10gb', allowed is a profile such as 1g.10gb",
    ],
    [
      'a profile that is none, and would be shared',
      plugin('pools: { a100: { migStrategy: mixed, migProfiles: [10gb], timeSlicing: { replicas: 2 } } }'),
      "20:40  devicePlugin.pools.a100.migProfiles: sharing by time-slicing: resource 'nvidia.com/mig-10gb' cannot be shared, allowed are nvidia.com/gpu and MIG resources such as nvidia.com/mig-1g.10gb",
    ],
    [
      'one pod that shares',
      plugin('timeSlicing: { replicas: 1 }'),
      '20:18  devicePlugin.timeSlicing.replicas: is 1, allowed are whole numbers of at least 2',
    ],
    [
      'a label of the pool that chooses another config',
      edited('limits:', `labels: { ${LABEL}: other }\n    limits:`) + 'devicePlugin: { pools: { a100: {} } }\n',
      `11:15  pools.a100.labels.${LABEL}: is 'other', and devicePlugin.pools has the pool, whose nodes it labels 'a100'; leave it out here`,
    ],
    [
      'pools of which there is none',
      plugin('pools: {}'),
      '20:3  devicePlugin.pools: has 0 keys, allowed is at least one',
    ],
  ])('%s', (_, text, expected) => {
    expect(mistakesOf(text)).toEqual([`platform.yaml:${expected}`]);
  });
});
