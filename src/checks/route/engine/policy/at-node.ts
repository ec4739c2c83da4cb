import type { Model } from '../../../model/model';
import { hop } from '../hops';
import { isHttp } from './arrival';
import type { Arrival } from './arrival';
import { customAt } from './custom';
import { decide } from './decide';
import { appliedTo, isDryRun, titleOf } from './policies';
import type { Pods } from './policies';
import { refusedPlain } from './plain';
import { mutualTls } from './proxies';
import { known, unknown } from './seen';
import type { Fact, Peer, Seen } from './seen';
import { claimsFor, refusedToken } from './tokens';
import { joined, OPEN, refusal, verdictOf } from './verdict';
import type { Verdict } from './verdict';
import { waypointOf } from './waypoint';
import type { Waypoint } from './waypoint';

/**
 * What the policies of pods in ambient mode say: those of their waypoint, where the request is led through one, then what ztunnel knows of
 * those for the pods. Gateways of Istio go by a waypoint, unless the Service says that they do not; who is outside of the mesh always does.
 *
 * @param port the port of the pods
 * @see https://istio.io/latest/docs/ambient/usage/l4-policy/
 */
export function atNode(model: Model, arrival: Arrival, pods: Pods, port: Fact<number>): Verdict {
  const waypoint = waypointOf(model, arrival.service);
  const { proxy, name } = arrival.caller;
  const isDirect = !waypoint || proxy === 'none' || (proxy === 'gateway' && !waypoint.isForGateways);
  const direct = ofNode(model, arrival, pods, port, peerOf(arrival));
  if (isDirect) return direct;
  const through = throughWaypoint(model, arrival, waypoint, pods, port);
  if (!waypoint.isShown) return either(direct, through, `whether there is ${waypoint.name}, which no manifest shows`);
  if (proxy === 'gateway' || proxy === 'node') return through;
  return either(direct, through, `whether ${name} connects by way of ${waypoint.name}`);
}

/** What is sure of two ways, of which it is not known which one is taken. */
function either(first: Verdict, second: Verdict, on: string): Verdict {
  const both = [first, second];
  if (both.every(({ denied }) => denied)) return first;
  if (both.every(({ denied, dependsOn }) => !denied && dependsOn.length === 0)) return joined(both);
  const open = both.map(({ hops, by, dependsOn }) => ({ hops, by, dependsOn }));
  const deciding = both.filter(({ denied, dependsOn }) => denied ?? dependsOn.length > 0).flatMap(({ by }) => by);
  return joined([{ ...OPEN, by: deciding, dependsOn: [on] }, ...open]);
}

/** Who connects: pods in ambient mode take mutual TLS of every proxy, unless a DestinationRule may have turned it off. */
function peerOf({ caller }: Arrival): Fact<Peer | undefined> {
  const { otherTls, name, peer } = caller;
  if (!otherTls) return peer;
  const rule = titleOf(otherTls.place.manifest);
  return unknown(`whether ${name} connects with mutual TLS, though ${rule} has TLS mode ${otherTls.mode}`);
}

function ofNode(model: Model, arrival: Arrival, pods: Pods, port: Fact<number>, peer: Fact<Peer | undefined>): Verdict {
  const { name, onReset } = arrival.caller;
  const { mode, by, path } = mutualTls(model, pods, 'value' in port ? port.value : undefined);
  const caller = { name, peer, onReset, proxy: arrival.caller.proxy };
  const strict = mode === 'STRICT' && by ? refusedPlain(caller, { manifest: by, path }, titleOf(by)) : OPEN;
  if (strict.denied) return strict;
  const seen: Seen = { ...seenOf(arrival, peer), http: false, isNode: true, port };
  const decision = decide(model, pods, seen);
  const verdict =
    decision.is === 'denied'
      ? { ...refusal('pods', decision.place, decision, onReset), by: decision.by }
      : verdictOf(decision, 'pods');
  return joined([strict, verdict, ...tried(model, pods)]);
}

/** ztunnel of some releases does not know that a policy is only to be tried. */
function tried(model: Model, pods: Pods): Verdict[] {
  return appliedTo(model, 'AuthorizationPolicy', pods)
    .filter(({ manifest }) => isDryRun(manifest))
    .map(({ manifest }) => {
      const on = `whether ztunnel of this release only tries ${titleOf(manifest)}`;
      const place = { manifest, path: ['metadata', 'annotations'] };
      return {
        hops: [hop('policy', place, `at the pods: it depends on ${on}`)],
        dependsOn: [on],
        by: [titleOf(manifest)],
      };
    });
}

function throughWaypoint(
  model: Model,
  arrival: Arrival,
  { pods: own, account }: Waypoint,
  pods: Pods,
  port: Fact<number>,
): Verdict {
  const { claims, header, query } = arrival;
  const refused = refusedToken(model, own, claims);
  if (refused) return refusal('waypoint', refused.place, refused, refused.status);
  const seen: Seen = {
    ...seenOf(arrival, peerOf(arrival)),
    http: isHttp(arrival),
    port: unknown('the port that the waypoint sees'),
    claims: claimsFor(model, own, { header, query, given: claims }),
  };
  const { providers: _, ...asked } = customAt(model, own, seen, 'at the waypoint: ');
  const verdict = joined([asked, verdictOf(decide(model, own, seen), 'waypoint')]);
  if (verdict.denied) return verdict;
  // To the node of the pods it is the waypoint that connects.
  const peer = known({ namespace: own.namespace, account: known(account) });
  return joined([verdict, ofNode(model, arrival, pods, port, peer)]);
}

function seenOf(arrival: Arrival, peer: Fact<Peer | undefined>): Omit<Seen, 'http' | 'port'> {
  const { caller, method, path, authority, header } = arrival;
  return {
    method,
    path,
    authority,
    header,
    peer,
    sourceIp: unknown(`the address of ${caller.name}`),
    remoteIp: unknown('the address of the client, as the proxies before the pods pass it on'),
    claims: known(undefined),
    serverName: unknown('the name that the connection asks for'),
  };
}
