import { Yaml } from 'cdk8s';
import type { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { withoutEmpty } from '../core/copy';
import { fail, requireMatch, requireOneOf } from '../core/fail';
import { requireText } from '../facts/given';
import { isSharing } from './sharing';
import type { Sharing } from './sharing';

/** Whether MIG devices are offered: not at all, as `nvidia.com/gpu`, or each profile as a resource of its own. */
export type MigStrategy = 'none' | 'single' | 'mixed';

/** How the plugin tells the container runtime which GPUs a container gets. */
export type DeviceListStrategy = 'envvar' | 'volume-mounts' | 'cdi-annotations' | 'cdi-cri';

/** What may differ from node to node: what the plugin offers and how it hands it out. */
export interface PluginConfig {
  /**
   * Whether the parts of a GPU cut by MIG are offered: `none`, `single` (all nodes cut alike, each part a `nvidia.com/gpu`) or `mixed`
   * (each profile a resource of its own). The plugin cuts no GPU; AKS does by `gpuInstanceProfile`, elsewhere the MIG manager.
   * @default 'none'
   */
  readonly migStrategy?: MigStrategy;

  /**
   * The profiles the nodes are cut into, such as `1g.10gb`. They change nothing in the YAML; they make the names known to
   * `resourceNames`. Only with the strategy `mixed`.
   * @default - those of `sharing`
   */
  readonly migProfiles?: readonly string[];

  /**
   * How the pods of a node share its GPUs.
   * @default - not at all
   */
  readonly sharing?: Sharing;

  /**
   * Whether the plugin exits on a node where it finds no driver, to be restarted, or logs it and waits.
   * @default false
   */
  readonly failOnInitError?: boolean;

  /**
   * How the container runtime is told which GPUs a container gets: any of `envvar`, `volume-mounts`, `cdi-annotations`, `cdi-cri`.
   * `volume-mounts` needs the capability SYS_ADMIN; the last two need a runtime with the Container Device Interface.
   * @default - the plugin's own, ['envvar']
   */
  readonly deviceListStrategy?: readonly DeviceListStrategy[];

  /**
   * Whether GPUs are named by `uuid` or by `index`.
   * @default - the plugin's own, 'uuid'
   */
  readonly deviceIDStrategy?: 'uuid' | 'index';

  /**
   * Hands the kubelet the device files too, as its static CPU manager needs. The pod becomes privileged.
   * @default false
   */
  readonly passDeviceSpecs?: boolean;

  /**
   * Starts containers with GPUDirect Storage.
   * @default false
   */
  readonly gdsEnabled?: boolean;

  /**
   * Starts containers with Mellanox OFED devices.
   * @default false
   */
  readonly mofedEnabled?: boolean;

  /**
   * How GPUs are found: `nvml` in servers, `tegra` in embedded systems, `auto` either.
   * @default - the plugin's own, 'auto'
   */
  readonly deviceDiscoveryStrategy?: 'auto' | 'nvml' | 'tegra';
}

/** What the name of a profile of MIG must look like. */
export const MIG_PROFILE = /^(\d+c\.)?\d+g\.\d+gb([.+][a-z0-9.]+)?$/;

const LIST_STRATEGIES: readonly DeviceListStrategy[] = ['envvar', 'volume-mounts', 'cdi-annotations', 'cdi-cri'];

/**
 * The name of the resource that a MIG profile is offered as with the MIG strategy `mixed`.
 *
 * @example
 * migResource('1g.10gb'); // nvidia.com/mig-1g.10gb
 */
export function migResource(profile: string): string {
  requireText('the profile of migResource', profile, '1g.10gb');
  return `nvidia.com/mig-${profile.replace('+', '.')}`;
}

/** Fails where a config cannot work; `prefix` says which of several it is. */
export function requirePluginConfig(construct: Construct, config: PluginConfig, prefix = ''): void {
  const { migStrategy = 'none', migProfiles, sharing, deviceListStrategy } = config;
  requireOneOf(construct, `${prefix}migStrategy`, migStrategy, ['none', 'single', 'mixed']);
  requireOneOf(construct, `${prefix}deviceIDStrategy`, config.deviceIDStrategy, ['uuid', 'index']);
  requireOneOf(construct, `${prefix}deviceDiscoveryStrategy`, config.deviceDiscoveryStrategy, [
    'auto',
    'nvml',
    'tegra',
  ]);
  for (const strategy of deviceListStrategy ?? []) {
    requireOneOf(construct, `${prefix}deviceListStrategy`, strategy, LIST_STRATEGIES);
  }
  if (deviceListStrategy?.length === 0) {
    throw fail(construct, `${prefix}deviceListStrategy is empty, allowed are ${LIST_STRATEGIES.join(', ')}`);
  }
  for (const profile of migProfiles ?? []) {
    requireMatch(construct, `${prefix}migProfiles`, profile, MIG_PROFILE, 'a profile such as 1g.10gb');
  }
  if (migProfiles !== undefined && migStrategy !== 'mixed') {
    throw fail(construct, `${prefix}migProfiles are given with migStrategy '${migStrategy}', allowed is 'mixed'`);
  }
  if (sharing === undefined) return;
  if (!isSharing(sharing)) {
    throw fail(
      construct,
      `${prefix}sharing is a plain object, allowed is one of Sharing.timeSlicing(...) and Sharing.mps(...)`,
    );
  }
  if (sharing.strategy === 'mps' && migStrategy !== 'none') {
    throw fail(
      construct,
      `${prefix}sharing is by MPS with migStrategy '${migStrategy}', allowed is 'none': MPS knows no MIG devices`,
    );
  }
  const mig = sharing.resources.find(({ name }) => name.startsWith('nvidia.com/mig-'));
  if (mig && migStrategy !== 'mixed') {
    throw fail(
      construct,
      `${prefix}sharing names ${mig.name} with migStrategy '${migStrategy}', which does not offer it; it needs 'mixed'`,
    );
  }
}

/** The resources a node offers, as a workload's `gpuResource` names them. */
export function resourceNames(config: PluginConfig): string[] {
  const shared = config.sharing?.resources.map(({ name }) => name) ?? [];
  const names = ['nvidia.com/gpu', ...(config.migProfiles ?? []).map(migResource), ...shared];
  return [...new Set(names)].map((name) => config.sharing?.resourceName(name) ?? name);
}

/** The settings as environment variables, which win over a config file. */
export function environment(config: PluginConfig): k8s.EnvVar[] {
  const variables: Readonly<Record<string, string | boolean | undefined>> = {
    MIG_STRATEGY: config.migStrategy,
    FAIL_ON_INIT_ERROR: config.failOnInitError ?? false,
    PASS_DEVICE_SPECS: config.passDeviceSpecs,
    DEVICE_LIST_STRATEGY: config.deviceListStrategy?.join(','),
    DEVICE_ID_STRATEGY: config.deviceIDStrategy,
    GDS_ENABLED: config.gdsEnabled,
    MOFED_ENABLED: config.mofedEnabled,
    DEVICE_DISCOVERY_STRATEGY: config.deviceDiscoveryStrategy,
  };
  return Object.entries(variables).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value: String(value) }],
  );
}

/** The settings as the plugin's config file. */
export function configFile(config: PluginConfig): string {
  const plugin = withoutEmpty({
    passDeviceSpecs: config.passDeviceSpecs,
    deviceListStrategy: config.deviceListStrategy && [...config.deviceListStrategy],
    deviceIDStrategy: config.deviceIDStrategy,
  });
  const flags = withoutEmpty({
    migStrategy: config.migStrategy ?? 'none',
    failOnInitError: config.failOnInitError ?? false,
    gdsEnabled: config.gdsEnabled,
    mofedEnabled: config.mofedEnabled,
    deviceDiscoveryStrategy: config.deviceDiscoveryStrategy,
    plugin,
  });
  return Yaml.stringify(withoutEmpty({ version: 'v1', flags, sharing: config.sharing?.toJson() }));
}

/** What the plugin may do on the node: as little as the configs of all nodes allow. */
export function securityContext(configs: readonly PluginConfig[]): k8s.SecurityContext {
  if (configs.some(({ passDeviceSpecs }) => passDeviceSpecs)) return { privileged: true };
  // MIG: to read the capability files of the driver. Volume mounts: only an elevated container may name its devices otherwise.
  const sysAdmin =
    usesMig(configs) || configs.some(({ deviceListStrategy }) => deviceListStrategy?.includes('volume-mounts'));
  return sysAdmin ? { capabilities: { add: ['SYS_ADMIN'] } } : {};
}

/** Whether any of the configs offers MIG devices. */
export function usesMig(configs: readonly PluginConfig[]): boolean {
  return configs.some(({ migStrategy = 'none' }) => migStrategy !== 'none');
}

/** Whether any of the configs shares by MPS. */
export function usesMps(configs: readonly PluginConfig[]): boolean {
  return configs.some(({ sharing }) => sharing?.strategy === 'mps');
}

/** Whether any of the configs names devices by the Container Device Interface. */
export function usesCdi(configs: readonly PluginConfig[]): boolean {
  return configs.some(({ deviceListStrategy }) => deviceListStrategy?.some((strategy) => strategy.startsWith('cdi-')));
}
