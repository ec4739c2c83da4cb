/** A text that stands once in the YAML, and what stands there instead. */
export type Edit = readonly [from: string, to: string];

/** What docs/rules.md says of a rule beside its title, reason and fix. */
export interface RulePage {
  /** What is reported and what is not, in whole sentences. */
  readonly reports: string;
  /** How to mend it, in whole sentences. */
  readonly mend: string;
  /** YAML that it reports. */
  readonly before: string;
  /** The same, mended: what changes in it, or the whole where little of it is left. */
  readonly after: string | readonly Edit[];
}

/**
 * The YAML of a page as it is mended.
 *
 * @throws Error where a text to be changed stands not once in what is there
 */
export function mendedOf({ before, after }: RulePage): string {
  if (typeof after === 'string') return after;
  return after.reduce((yaml, [from, to]) => {
    const [head, tail, ...more] = yaml.split(from);
    if (head === undefined || tail === undefined || more.length > 0)
      throw new Error(`'${from}' must stand once in the YAML of the page:\n${yaml}`);
    return `${head}${to}${tail}`;
  }, before);
}
