import * as path from 'path';
import { ConfigError } from '../blueprint/problem';
import { readText } from '../blueprint/read-config';
import type { FleetConfig } from './config';
import { FleetSource } from './fleet-source';
import { YamlFile } from '../blueprint/yaml-file';

/**
 * Reads a fleet.yaml, and the platform.yaml that it names as its base.
 *
 * @param file the path of the fleet.yaml
 * @param read gives the text of a file; by default that on the disk
 * @throws `ConfigError` with every problem: file, line, column, key, and what is allowed
 */
export function readFleet(file: string, read: (file: string) => string = readText): FleetSource {
  const fleet = new YamlFile(file, read(file));
  const config = fleet.value as FleetConfig;
  if (typeof config?.base !== 'string') return new FleetSource(config, { fleet });
  // The folder of this file is joined to a path alone: of a URL it would make a path, with its password.
  if (config.base.trim() === '' || config.base.includes('://'))
    throw fleet.error({
      path: ['base'],
      message: `is ${JSON.stringify(config.base)}, allowed is the path of a platform.yaml, from the folder of this file, or a platform`,
    });
  const name = path.isAbsolute(config.base) ? config.base : path.join(path.dirname(file), config.base);
  let text: string;
  try {
    text = read(name);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw fleet.error({ path: ['base'], message: `is ${config.base}, and ${name} ${error.problems[0]?.message}` });
  }
  return new FleetSource(config, { fleet, base: new YamlFile(name, text) });
}
