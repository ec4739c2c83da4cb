import type { Model } from '../../../model/model';
import { hop } from '../hops';
import type { Place } from '../types';
import { isHttp } from './arrival';
import type { Arrival, Caller } from './arrival';
import { customAt } from './custom';
import { decide } from './decide';
import { appliedTo, titleOf } from './policies';
import type { Pods } from './policies';
import { mutualTls, proxyOf } from './proxies';
import type { ProxiedPods } from './proxies';
import { known, unknown } from './seen';
import type { Fact, Seen } from './seen';
import { claimsFor, refusedToken } from './tokens';
import { joined, OPEN, refusal, verdictOf } from './verdict';
import type { Verdict } from './verdict';

/**
 * What the policies of some pods say of a request that reaches them.
 *
 * @param port the port of the pods
 */
export function atPods(model: Model, arrival: Arrival, pods: ProxiedPods, port: Fact<number>): Verdict {
  const proxy = proxyOf(model, pods);
  const { mode, by, path } = mutualTls(model, pods, 'value' in port ? port.value : undefined);
  if (proxy === 'no') {
    const [first] = appliedTo(model, 'AuthorizationPolicy', pods);
    if (!first) return OPEN;
    const text = 'at the pods: decides nothing: the pods have no proxy of Istio';
    return { ...OPEN, hops: [hop('policy', { manifest: first.manifest, path: ['spec'] }, text)] };
  }
  const strict = mode === 'STRICT' && by ? refusedPlain(arrival.caller, { manifest: by, path }, titleOf(by)) : OPEN;
  const decided = strict.denied ? strict : joined([strict, ofPolicies(model, arrival, pods, port, mode)]);
  if (proxy === 'yes' || (!decided.denied && decided.dependsOn.length === 0))
    return proxy === 'ambient' ? OPEN : decided;
  // What is believed to decide is not sure to be asked.
  const on =
    proxy === 'ambient' ? 'what the waypoint of the namespace decides' : 'whether the pods have a proxy of Istio';
  return { hops: decided.hops, by: decided.by, dependsOn: [...new Set([on, ...decided.dependsOn])] };
}

/** Pods that take mutual TLS alone close the connection of who has no certificate of the mesh. */
function refusedPlain({ name, peer, onReset, otherTls }: Caller, place: Place, policy: string): Verdict {
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

function ofPolicies(model: Model, arrival: Arrival, pods: Pods, port: Fact<number>, mode: string): Verdict {
  const { caller, claims, query } = arrival;
  const refused = refusedToken(model, pods, claims);
  if (refused) return refusal('pods', refused.place, refused, refused.status);
  const isPlain = caller.otherTls !== undefined || mode === 'DISABLE';
  const seen: Seen = {
    http: isHttp(arrival),
    method: arrival.method,
    path: arrival.path,
    authority: arrival.authority,
    port,
    header: arrival.header,
    peer: isPlain ? known(undefined) : caller.peer,
    sourceIp: unknown(`the address of ${caller.name}`),
    remoteIp: unknown('the address of the client, as the proxies before the pods pass it on'),
    claims: claimsFor(model, pods, { header: arrival.header, query, given: claims }),
    serverName: unknown('the name that the connection asks for'),
  };
  const { providers: _, ...asked } = customAt(model, pods, seen, 'at the pods: ');
  return joined([asked, verdictOf(decide(model, pods, seen), 'pods')]);
}
