import { answered } from '../hops';
import type { Hop, Outcome } from '../types';
import type { Verdict } from './verdict';

/** The answer to a request that a gateway refuses. */
export function refused(hops: readonly Hop[], { status, ...denied }: NonNullable<Verdict['denied']>): Outcome {
  return answered(status, hops, { denied });
}

/** The answer to a request that reached its pods, with what their policies say. */
export function arrived({ hops, denied, dependsOn }: Verdict, outcome: Outcome): Outcome {
  const all = [...outcome.hops, ...hops];
  if (!denied) return dependingOn({ ...outcome, hops: all }, dependsOn);
  const { status, ...rest } = denied;
  return { ...outcome, status, denied: rest, hops: all };
}

/**
 * The answer with more facts that it depends on. One that is refused at the pods depends on what lets it get there, one without a route on
 * nothing.
 */
export function dependingOn(outcome: Outcome, on: readonly string[]): Outcome {
  if (on.length === 0 || outcome.status === 404) return outcome;
  return { ...outcome, dependsOn: [...new Set([...on, ...(outcome.dependsOn ?? [])])] };
}
