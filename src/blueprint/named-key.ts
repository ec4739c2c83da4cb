import type { ConfigPath, ConfigProblem } from './problem';

/** How a message of a construct names the property that it is about; the first group is the property, and is left out of the message. */
const FORMS: readonly { readonly form: RegExp; readonly keep?: true }[] = [
  { form: /^limit of (\w+) of container '[^']*' / },
  { form: /^\w+ [\w./]+\/\w+: (\w[\w.]*) / },
  { form: /^(quota) of requests\./, keep: true },
  { form: /^(\w[\w.]*) / },
];

/**
 * A problem of a section, told of the key in it that the construct's message names: `image is 'a'` of `runner` is of `runner.image`. A name
 * that the section does not have is of something else, and the problem stays as it is.
 *
 * @param config the whole configuration
 */
export function atNamedKey(problem: ConfigProblem, config: unknown): ConfigProblem {
  const section = valueAt(config, problem.path);
  for (const { form, keep } of FORMS) {
    const [all, property] = form.exec(problem.message) ?? [];
    if (all === undefined || property === undefined) continue;
    const key = keyIn(section, property.split('.'));
    if (!key) continue;
    const message = keep ? problem.message : problem.message.slice(all.length);
    return { ...problem, path: [...problem.path, ...key], message };
  }
  return problem;
}

/** A construct says where a field is in its object, `spec.disruption.budgets`, and the file has the end of that. */
function keyIn(section: unknown, property: readonly string[]): ConfigPath | undefined {
  for (let skip = 0; skip < property.length; skip += 1) {
    const key = property.slice(skip);
    if (valueAt(section, key) !== undefined) return key;
  }
  return undefined;
}

function valueAt(value: unknown, path: ConfigPath): unknown {
  let found: unknown = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[key];
  }
  return found;
}
