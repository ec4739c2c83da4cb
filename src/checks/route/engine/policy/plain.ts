import { hop } from '../hops';
import type { Place } from '../types';
import type { Caller } from './arrival';
import { titleOf } from './policies';
import { OPEN, refusal } from './verdict';
import type { Verdict } from './verdict';

/** Pods that take mutual TLS alone close the connection of who has no certificate of the mesh. */
export function refusedPlain({ name, peer, onReset, otherTls }: Caller, place: Place, policy: string): Verdict {
  const refused = (why: string): Verdict =>
    refusal('pods', place, { policy, reason: `it takes mutual TLS alone, and ${why}` }, onReset);
  if (otherTls)
    return refused(`${titleOf(otherTls.place.manifest)} has ${name} connect with TLS mode ${otherTls.mode}`);
  if ('dependsOn' in peer) {
    const text = `at the pods: takes mutual TLS alone, it depends on ${peer.dependsOn}`;
    return { hops: [hop('policy', place, text)], by: [policy], dependsOn: [peer.dependsOn] };
  }
  return peer.value === undefined ? refused(`${name} is outside of the mesh`) : OPEN;
}
