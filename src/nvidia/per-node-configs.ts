import type { Construct } from 'constructs';
import { fail } from '../core/fail';
import { requireProps } from '../core/require-props';
import { labelValue } from '../facts/names';
import { PLUGIN_CONFIG } from './known-props';
import { requirePluginConfig } from './plugin-config';
import type { PluginConfig } from './plugin-config';

/** Several configs of the plugin, by name. */
export interface PerNodeConfigs {
  /** The name of the config for nodes without the label. */
  readonly default: string;

  /** The configs; what one leaves out is as the {@link DevicePlugin} itself has it. */
  readonly map: Readonly<Record<string, PluginConfig>>;
}

/** What any node may be configured as. */
export function allConfigs(props: PluginConfig & { readonly configs?: PerNodeConfigs }): PluginConfig[] {
  return props.configs === undefined ? [props] : Object.values(withBase(props, props.configs).map);
}

/** Each config with what it leaves out. */
export function withBase(base: PluginConfig, configs: PerNodeConfigs): PerNodeConfigs {
  const entries = Object.entries(configs.map).map(([name, config]) => [name, { ...base, ...config }] as const);
  return { default: configs.default, map: Object.fromEntries(entries) };
}

/** Fails where the plugin, the container that chooses among configs, or the API server would refuse one. */
export function requireConfigs(
  construct: Construct,
  props: PluginConfig & { readonly configs?: PerNodeConfigs },
): void {
  const { configs, ...base } = props;
  if (configs === undefined) {
    requirePluginConfig(construct, base);
    return;
  }
  const given = Object.entries(configs.map ?? {});
  const names = given.map(([name]) => name);
  if (names.length === 0) throw fail(construct, 'configs has no config, allowed is at least one');
  if (base.sharing !== undefined)
    throw fail(construct, 'sharing is given beside configs, allowed is sharing in each of them');
  if (!names.includes(configs.default)) {
    throw fail(construct, `the default of configs is '${configs.default}', allowed are ${names.join(', ')}`);
  }
  // What is no config, or has no such field, would be as the DevicePlugin itself.
  for (const [name, config] of given)
    requireProps(construct, `configs.${name}`, config, PLUGIN_CONFIG, ` of configs.${name}`);
  for (const [name, config] of Object.entries(withBase(base, configs).map)) {
    const problem = name === '' ? 'is empty' : labelValue(name);
    if (problem !== undefined)
      throw fail(construct, `config name '${name}' is the value of a node label and ${problem}`);
    requirePluginConfig(construct, config, `configs.${name}.`);
  }
}
