import { Target } from '../facts/target';

/**
 * The target that a `platform.yaml` says, with its data plane and its admission plugins, as synthesis has it. Nothing else of the file is used,
 * but all of it must be right.
 *
 * @throws `ConfigError` with every mistake of the file, or where there is no such provider or version
 */
export function targetOfFile(file: string): Target {
  // What reads the file takes longer to load than many a command to run.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  const { readConfig } = require('../blueprint/read-config') as typeof import('../blueprint/read-config');
  const { provider, kubernetes, ...options } = readConfig(file).config.target;
  return Target.parse(`${provider}@${kubernetes}`, options);
}
