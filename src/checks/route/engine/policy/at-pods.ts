import type { Model } from '../../../model/model';
import { hop } from '../hops';
import { isHttp } from './arrival';
import type { Arrival } from './arrival';
import { atNode } from './at-node';
import { customAt } from './custom';
import { decide } from './decide';
import { refusedPlain } from './plain';
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
  const proxy = proxyOf(pods, model);
  if (proxy === 'ambient') return atNode(model, arrival, pods, port);
  const { mode, by, path } = mutualTls(model, pods, 'value' in port ? port.value : undefined);
  if (proxy === 'no') {
    const [first] = appliedTo(model, 'AuthorizationPolicy', pods);
    if (!first) return OPEN;
    const text = 'at the pods: decides nothing: the pods have no proxy of Istio';
    return { ...OPEN, hops: [hop('policy', { manifest: first.manifest, path: ['spec'] }, text)] };
  }
  const strict = mode === 'STRICT' && by ? refusedPlain(arrival.caller, { manifest: by, path }, titleOf(by)) : OPEN;
  const decided = strict.denied ? strict : joined([strict, ofPolicies(model, arrival, pods, port, mode)]);
  if (proxy === 'yes' || (!decided.denied && decided.dependsOn.length === 0)) return decided;
  // What is believed to decide is not sure to be asked.
  const on = 'whether the pods have a proxy of Istio';
  return { hops: decided.hops, by: decided.by, dependsOn: [...new Set([on, ...decided.dependsOn])] };
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
