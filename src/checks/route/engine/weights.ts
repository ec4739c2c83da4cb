import { hop } from './hops';
import { arrived, dependingOn } from './policy/outcome';
import { OPEN } from './policy/verdict';
import type { Verdict } from './policy/verdict';
import type { Hop, Outcome, Place, WeightedOutcome } from './types';

/** One of the destinations of a route. */
export interface Branch {
  /** As answers name it. */
  readonly name: string;
  readonly subset?: string;
  readonly weight: number;
  /** Why it cannot be reached; `undefined` where it can. */
  readonly lacks?: { readonly status: number; readonly place: Place; readonly text: string };
  /** What the policies of its pods say. */
  readonly verdict: Verdict;
  /** The steps to its pods. */
  readonly hops: readonly Hop[];
}

/** What it depends on where the destinations of a route answer differently. */
const CHOICE = 'which destination the weights choose';

/**
 * The answer of a route with one destination or several, each judged by itself. A request is refused where all of them refuse it; where some
 * do, it depends on the weights.
 *
 * @param chosen the one that the answer names; it can be reached
 * @param outcome the answer without what comes behind the choice
 */
export function byWeight(branches: readonly Branch[], chosen: Branch, outcome: Outcome): Outcome {
  const before = { ...outcome, hops: [...outcome.hops, ...chosen.hops] };
  if (branches.length < 2) return arrived(chosen.verdict, before);
  const outcomes = branches.map(outcomeOf);
  const others = branches.filter((one) => one !== chosen).flatMap(hopsOf);
  const isRefused = outcomes.every(({ status }) => status !== null);
  const { denied, ...open } = chosen.verdict;
  const answer = arrived(isRefused ? chosen.verdict : { ...OPEN, hops: open.hops }, before);
  const said = { ...answer, outcomes, hops: [...answer.hops, ...others] };
  if (isRefused) return said;
  const differ = denied !== undefined || outcomes.some(({ status }) => status !== null);
  const facts = outcomes.flatMap(({ dependsOn = [] }) => dependsOn);
  return dependingOn(said, [...new Set([...(differ ? [CHOICE] : []), ...facts])]);
}

function outcomeOf({ name, subset, weight, lacks, verdict }: Branch): WeightedOutcome {
  const of = { destination: name, ...(subset === undefined ? {} : { subset }), weight };
  if (lacks) return { ...of, status: lacks.status, missing: name };
  const { denied, dependsOn } = verdict;
  if (!denied) return { ...of, status: null, ...(dependsOn.length === 0 ? {} : { dependsOn }) };
  const { status, ...rest } = denied;
  return { ...of, status, denied: rest };
}

/** The steps to a destination that is not the one that the answer names, where they say more than its name does. */
function hopsOf({ name, lacks, verdict, hops }: Branch): readonly Hop[] {
  if (lacks) return [hop('destination', lacks.place, `${name} ${lacks.text}`)];
  return verdict.hops.length === 0 ? [] : [...hops, ...verdict.hops];
}
