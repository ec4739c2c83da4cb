import { migProfileProblem } from '../../facts/mig-profiles';
import { CONFIG_LABEL } from '../../nvidia/config-files';
import type { PerNodeConfigs } from '../../nvidia/per-node-configs';
import { migResource } from '../../nvidia/plugin-config';
import type { PluginConfig } from '../../nvidia/plugin-config';
import { Sharing } from '../../nvidia/sharing';
import type { PlatformConfig } from '../config';
import type { DevicePluginConfig, GpuSharingConfig } from '../config/nvidia';
import { at } from '../context';
import type { Context } from '../context';
import { ConfigError } from '../problem';
import type { ConfigPath } from '../problem';

/** What a section of the file says of sharing, as the plugin has it. */
export function pluginConfig(config: GpuSharingConfig, path: ConfigPath): PluginConfig {
  const { migStrategy, migProfiles, timeSlicing } = config;
  const parts = migStrategy === 'mixed' ? migProfiles : undefined;
  if (!timeSlicing) return { migStrategy, migProfiles };
  const { replicas } = timeSlicing;
  const resources = (parts?.map(migResource) ?? ['nvidia.com/gpu']).map((name) => ({ name, replicas }));
  const sharing = at([...path, parts ? 'migProfiles' : 'timeSlicing'], () => Sharing.timeSlicing({ resources }));
  return { migStrategy, migProfiles, sharing };
}

/** The configs of the plugin by the names of the pools they are for, and one for all other pools; none where all pools are alike. */
export function configsOf(context: Context, config: DevicePluginConfig): PerNodeConfigs | undefined {
  const pools = Object.entries(config.pools ?? {});
  if (pools.length === 0) return undefined;
  const known = context.gpuPools.map(({ name }) => name);
  for (const [name] of pools) {
    if (known.includes(name)) continue;
    const message = `is no pool with GPUs, allowed are ${known.join(', ') || 'none: pools has no such pool'}`;
    throw new ConfigError([{ path: ['devicePlugin', 'pools', name], message }]);
  }
  for (const [pool, { migProfiles = [] }] of pools) {
    const { skus = [] } = context.config.pools?.[pool] ?? {};
    for (const [index, profile] of migProfiles.entries()) {
      const problem = migProfileProblem(skus, profile);
      if (problem === undefined) continue;
      const path = ['devicePlugin', 'pools', pool, 'migProfiles', index];
      throw new ConfigError([{ path, message: `${profile} ${problem}` }]);
    }
  }
  const name = otherPools(config);
  const entries = pools.map(([pool, own]) => [pool, pluginConfig(own, ['devicePlugin', 'pools', pool])] as const);
  return {
    default: name,
    map: Object.fromEntries([[name, pluginConfig(config, ['devicePlugin'])], ...entries]),
  };
}

/** The name of the config of all pools that have none of their own. */
function otherPools({ pools = {} }: DevicePluginConfig): string {
  let name = 'default';
  while (Object.hasOwn(pools, name)) name = `other-${name}`;
  return name;
}

/** The keys of the file, by what the plugin calls them. */
export function keysOfConfigs(config: DevicePluginConfig): Readonly<Record<string, ConfigPath>> {
  const fields = ['migStrategy', 'migProfiles', 'sharing'];
  const keys = (prefix: string, path: ConfigPath): (readonly [string, ConfigPath])[] =>
    fields.map((field) => [`configs.${prefix}.${field}`, [...path, field === 'sharing' ? 'timeSlicing' : field]]);
  const own = Object.keys(config.pools ?? {}).flatMap((pool) => keys(pool, ['pools', pool]));
  return Object.fromEntries([...keys(otherPools(config), []), ...own]);
}

/** The label by which the nodes of a pool choose their config; none where they share that of the others. */
export function configLabel(
  { devicePlugin, pools = {} }: PlatformConfig,
  pool: string,
): Readonly<Record<string, string>> {
  if (!Object.hasOwn(devicePlugin?.pools ?? {}, pool)) return {};
  const given = pools[pool]?.labels?.[CONFIG_LABEL];
  if (given === undefined || given === pool) return { [CONFIG_LABEL]: pool };
  const message = `is '${given}', and devicePlugin.pools has the pool, whose nodes it labels '${pool}'; leave it out here`;
  throw new ConfigError([{ path: ['pools', pool, 'labels', CONFIG_LABEL], message }]);
}
