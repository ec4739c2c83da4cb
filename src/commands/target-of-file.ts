import type { PlatformConfig } from '../blueprint/config';
import type { Target } from '../facts/target';

/**
 * The target that a `platform.yaml` says, with its region, its data plane and its admission plugins, as synthesis has it. Nothing else of the file is used,
 * but all of it must be right.
 *
 * @throws `ConfigError` with every mistake of the file, or where there is no such provider or version
 */
export function targetOfFile(file: string): Target {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as in configOf
  const { targetOfConfig } = require('../blueprint/target-of-config') as typeof import('../blueprint/target-of-config');
  return targetOfConfig(configOf(file).target);
}

/**
 * The host of the gateway of a `platform.yaml`; `undefined` where it has none.
 *
 * @throws `ConfigError` with every mistake of the file
 */
export function hostOfFile(file: string): string | undefined {
  return configOf(file).gateway?.host;
}

function configOf(file: string): PlatformConfig {
  // What reads the file takes longer to load than many a command to run.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  const { readConfig } = require('../blueprint/read-config') as typeof import('../blueprint/read-config');
  return readConfig(file).config;
}
