import { record } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import { hop } from '../hops';
import type { Denial, Hop, Place } from '../types';
import type { Decision } from './decide';

/** What stands before a request at one proxy. */
export interface Verdict {
  readonly hops: readonly Hop[];
  readonly denied?: Denial & { readonly status: number };
  /** Facts that the question does not give. */
  readonly dependsOn: readonly string[];
  /** The policies that decide, such as `AuthorizationPolicy app/web`: those that refuse, else those that may, else those that allow. */
  readonly by: readonly string[];
}

/** Nothing stands before it. */
export const OPEN: Verdict = { hops: [], dependsOn: [], by: [] };

/** A decision as an answer has it. */
export function verdictOf(decision: Decision, by: Denial['by']): Verdict {
  const { by: policies } = decision;
  if (decision.is === 'denied') return { ...refusal(by, decision.place, decision, 403), by: policies };
  if (decision.is === 'depends')
    return { hops: [hop('policy', decision.place, at(by, decision.text))], dependsOn: decision.on, by: policies };
  const { place, text: said } = decision;
  return place && said !== undefined ? { ...OPEN, hops: [hop('policy', place, at(by, said))], by: policies } : OPEN;
}

/** What refuses a request. */
export function refusal(
  by: Denial['by'],
  place: Place,
  { policy, rule, reason }: Pick<Denial, 'policy' | 'rule' | 'reason'>,
  status: number,
): Verdict {
  const denied = { by, policy, ...(rule === undefined ? {} : { rule }), reason, status };
  return { hops: [hop('policy', place, at(by, `${status}, ${reason}`))], denied, dependsOn: [], by: [policy] };
}

/**
 * What several say one after the other. The first that refuses ends it; the policies of an answer that depends on something are those that
 * it depends on.
 */
export function joined(verdicts: readonly Verdict[]): Verdict {
  const denied = verdicts.findIndex((one) => one.denied !== undefined);
  const hops = unique(
    (denied < 0 ? verdicts : verdicts.slice(0, denied + 1)).flatMap((one) => one.hops),
    (one) => JSON.stringify(one),
  );
  if (denied >= 0) return { ...verdicts[denied]!, hops };
  const open = verdicts.filter(({ dependsOn }) => dependsOn.length > 0);
  const by = new Set((open.length > 0 ? open : verdicts).flatMap((one) => one.by));
  return { hops, by: [...by], dependsOn: [...new Set(verdicts.flatMap((one) => one.dependsOn))] };
}

function unique<T>(values: readonly T[], key: (value: T) => string): readonly T[] {
  return values.length < 2 ? values : [...new Map(values.map((one) => [key(one), one])).values()];
}

function at(by: Denial['by'], said: string): string {
  return by === 'gateway' ? said : `at the ${by}: ${said}`;
}

/** A manifest that is a Service of the cluster, with pods of its own. */
export function isService({ object }: Manifest): boolean {
  return object.kind === 'Service' && record(object.spec).type !== 'ExternalName';
}
