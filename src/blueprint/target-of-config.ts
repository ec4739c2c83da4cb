import { Target } from '../facts/target';
import type { TargetConfig } from './config';
import { ConfigError } from './problem';

/**
 * The target that a configuration says.
 *
 * @throws `ConfigError` of the key that no target has such a value for
 */
export function targetOfConfig({ provider, kubernetes, ...options }: TargetConfig): Target {
  try {
    return Target.parse(`${provider}@${kubernetes}`, options);
  } catch (error) {
    const { message } = error as Error;
    const [all = '', key = 'kubernetes'] = /^target (region) /.exec(message) ?? [];
    throw new ConfigError([{ path: ['target', key], message: message.slice(all.length) }]);
  }
}
