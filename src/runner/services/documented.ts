import type { Construct } from 'constructs';
import { fail } from '../../core/fail';

/** The two editions of a construct: safe and current, or what the documents show. */
export type Edition = 'platform' | 'documented';

/** Fails where an edition is given an option that it has no place for, and would drop without a word. */
export function requireOnly(construct: Construct, edition: string, props: object, allowed: readonly string[]): void {
  const lost = Object.entries(props).find(
    ([name, value]) => value !== undefined && name !== 'edition' && !allowed.includes(name),
  );
  if (lost)
    throw fail(construct, `${lost[0]} is given with edition '${edition}', allowed with it are ${allowed.join(', ')}`);
}
