import type { CheckOptions } from '../checks/check';
import { RULES } from '../checks/rules';
import { hideSecrets } from '../checks/secret/hide-secrets';
import { unknownRule } from '../checks/suppression';
import type { PlatformConfig } from './config';
import { ConfigError } from './problem';

/**
 * How a configuration wants its manifests to be checked: what exists elsewhere, and which findings are accepted.
 *
 * @throws `ConfigError` of each suppression that names a rule which does not exist
 */
export function checksOfConfig({ externals, suppressions }: PlatformConfig): CheckOptions {
  const ids = RULES.map(({ id }) => id);
  const problems = (suppressions ?? []).flatMap(({ rule }, index) => {
    const slip = unknownRule(rule, ids);
    return slip === undefined
      ? []
      : [{ path: ['suppressions', index, 'rule'], message: `is ${hideSecrets(JSON.stringify(rule))}, which ${slip}` }];
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return { externals, suppressions };
}
