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
}

/** Nothing stands before it. */
export const OPEN: Verdict = { hops: [], dependsOn: [] };

/** A decision as an answer has it. */
export function verdictOf(decision: Decision, by: Denial['by']): Verdict {
  if (decision.is === 'denied') return refusal(by, decision.place, decision, 403);
  if (decision.is === 'depends')
    return { hops: [hop('policy', decision.place, at(by, decision.text))], dependsOn: decision.on };
  const { place, text: said } = decision;
  return place && said !== undefined ? { hops: [hop('policy', place, at(by, said))], dependsOn: [] } : OPEN;
}

/** What refuses a request. */
export function refusal(
  by: Denial['by'],
  place: Place,
  { policy, rule, reason }: Pick<Denial, 'policy' | 'rule' | 'reason'>,
  status: number,
): Verdict {
  const denied = { by, policy, ...(rule === undefined ? {} : { rule }), reason, status };
  return { hops: [hop('policy', place, at(by, `${status}, ${reason}`))], denied, dependsOn: [] };
}

function at(by: Denial['by'], said: string): string {
  return by === 'pods' ? `at the pods: ${said}` : said;
}

/** A manifest that is a Service of the cluster, with pods of its own. */
export function isService({ object }: Manifest): boolean {
  return object.kind === 'Service' && record(object.spec).type !== 'ExternalName';
}
