import type { CheckOptions } from '../checks/check';
import { requireCheckOptions } from '../checks/check-options';
import { InputError } from '../checks/model/input-error';
import { RULES } from '../checks/rules';
import { hideSecrets } from '../checks/secret/hide-secrets';
import { unknownRule } from '../checks/suppression';
import type { PlatformConfig } from './config';
import { ConfigError } from './problem';
import type { ConfigProblem } from './problem';

/**
 * How a configuration wants its manifests to be checked: what exists elsewhere, and which findings are accepted.
 *
 * @throws `ConfigError` of each suppression and each external that says nothing, such as one of a rule which does not exist
 */
export function checksOfConfig({ externals, suppressions }: PlatformConfig): CheckOptions {
  const ids = RULES.map(({ id }) => id);
  const problems = [
    ...(externals ?? []).flatMap((one, index) => problemOf(['externals', index], { externals: [one] })),
    ...(suppressions ?? []).flatMap((one, index) => {
      const slip = unknownRule(one.rule, ids);
      return slip === undefined
        ? problemOf(['suppressions', index], { suppressions: [one] })
        : [
            {
              path: ['suppressions', index, 'rule'],
              message: `is ${hideSecrets(JSON.stringify(one.rule))}, which ${slip}`,
            },
          ];
    }),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  return { externals, suppressions };
}

/** What the checks would refuse of one entry, which stands alone in its list. */
function problemOf(path: readonly [string, number], options: CheckOptions): ConfigProblem[] {
  try {
    requireCheckOptions(path[0], options);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return [{ path, message: error.problem.replace(/^\[0\] /, '') }];
  }
}
