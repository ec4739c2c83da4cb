import { list, number, record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { hop } from '../hops';
import { namespaceOf, textMap } from '../objects';
import type { Workload, Workloads } from '../pods';
import type { Place } from '../types';
import { customAt } from './custom';
import { decide } from './decide';
import { OPEN, refusal, verdictOf } from './verdict';
import type { Verdict } from './verdict';
import { appliedTo, titleOf } from './policies';
import type { Pods } from './policies';
import { mutualTls, proxyOf } from './proxies';
import type { ProxiedPods } from './proxies';
import { known, unknown } from './seen';
import type { Fact, Peer, Seen } from './seen';
import { claimsFor, refusedToken } from './tokens';
import type { Claims } from './seen';

/** Who leads a request to the pods of a Service. */
export interface Caller {
  /** As messages call it. */
  readonly name: string;
  /** Its identity in the mesh; `undefined` where it has none. */
  readonly peer: Fact<Peer | undefined>;
  /** The status that it answers with where the pods close the connection. */
  readonly onReset: number;
  /** A DestinationRule that turns mutual TLS off, by its mode. */
  readonly otherTls?: { readonly place: Place; readonly mode: string };
}

/** A request that reached a Service. */
export interface Arrival {
  readonly caller: Caller;
  readonly service: Manifest;
  /** The port of the Service. */
  readonly port: number;
  readonly method: string;
  /** The path that the pods see, without a query. */
  readonly path: string;
  readonly authority: string;
  readonly query: ReadonlyMap<string, string>;
  readonly header: Seen['header'];
  readonly claims: Claims;
}

/** What the policies of the pods behind a Service say: where it selects several workloads, each has its own. */
export function arrive(model: Model, workloads: Workloads, arrival: Arrival): Verdict {
  const { service } = arrival;
  const namespace = namespaceOf(service);
  const selector = textMap(record(service.object.spec).selector);
  if (selector.size === 0) return OPEN;
  const found = workloads.select(namespace, selector);
  const verdicts: Verdict[] = [];
  const said = new Set<string>();
  if (found.length === 0) {
    const pods = podsBehind(service, () => ({ namespace, labels: selector, isPartial: true }));
    verdicts.push(judge(model, arrival, pods, undefined));
  }
  for (const workload of found) {
    const { labels, annotations, hostNetwork } = workload;
    const pods = podsBehind(workload, () => ({ namespace, labels, annotations, hostNetwork, isPartial: false }));
    verdicts.push(judge(model, arrival, pods, workload));
  }
  const denied = verdicts.filter((one) => one.denied !== undefined);
  if (denied.length === verdicts.length) return verdicts[0]!;
  const hops = verdicts
    .flatMap((one) => one.hops)
    .filter((one) => {
      const key = JSON.stringify(one);
      const isNew = !said.has(key);
      said.add(key);
      return isNew;
    });
  const pods = denied.length > 0 ? ['which of the pods of the Service answers'] : [];
  return { hops, dependsOn: [...new Set([...pods, ...verdicts.flatMap((one) => one.dependsOn)])] };
}

/** The pods of workloads, and those of Services without any, made once each. */
const behind = new WeakMap<object, ProxiedPods>();

function podsBehind(of: Workload | Manifest, make: () => ProxiedPods): ProxiedPods {
  const pods = behind.get(of) ?? make();
  behind.set(of, pods);
  return pods;
}

function judge(model: Model, arrival: Arrival, pods: ProxiedPods, workload: Workload | undefined): Verdict {
  const proxy = proxyOf(model, pods);
  const target = podPort(arrival, workload);
  const { mode, by, path } = mutualTls(model, pods, 'value' in target ? target.value : undefined);
  const policies = appliedTo(model, 'AuthorizationPolicy', pods);
  if (proxy === 'no') {
    const [first] = policies;
    if (!first) return OPEN;
    const text = 'decides nothing: the pods have no proxy of Istio';
    return {
      hops: [hop('policy', { manifest: first.manifest, path: ['spec'] }, `at the pods: ${text}`)],
      dependsOn: [],
    };
  }
  const strict = mode === 'STRICT' && by ? refusedPlain(arrival.caller, { manifest: by, path }, titleOf(by)) : OPEN;
  const decided = strict.denied ? strict : both(strict, ofPolicies(model, arrival, pods, target, mode));
  if (proxy === 'yes' || (!decided.denied && decided.dependsOn.length === 0))
    return proxy === 'ambient' ? OPEN : decided;
  // What is believed to decide is not sure to be asked.
  const on =
    proxy === 'ambient' ? 'what the waypoint of the namespace decides' : 'whether the pods have a proxy of Istio';
  return { hops: decided.hops, dependsOn: [...new Set([on, ...decided.dependsOn])] };
}

/** Pods that take mutual TLS alone close the connection of who has no certificate of the mesh. */
function refusedPlain({ name, peer, onReset, otherTls }: Caller, place: Place, policy: string): Verdict {
  if (otherTls) {
    const reason = `it takes mutual TLS alone, and ${titleOf(otherTls.place.manifest)} has ${name} connect with TLS mode ${otherTls.mode}`;
    return refusal('pods', place, { policy, reason }, onReset);
  }
  if ('dependsOn' in peer) {
    const text = `at the pods: takes mutual TLS alone, it depends on ${peer.dependsOn}`;
    return { hops: [hop('policy', place, text)], dependsOn: [peer.dependsOn] };
  }
  if (peer.value !== undefined) return OPEN;
  return refusal(
    'pods',
    place,
    { policy, reason: `it takes mutual TLS alone, and ${name} is outside of the mesh` },
    onReset,
  );
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
  const asked = customAt(model, pods, seen, 'at the pods: ');
  return both(asked, verdictOf(decide(model, pods, seen), 'pods'));
}

function both(first: Verdict, second: Verdict): Verdict {
  if (second.denied) return { ...second, hops: [...first.hops, ...second.hops] };
  return { hops: [...first.hops, ...second.hops], dependsOn: [...new Set([...first.dependsOn, ...second.dependsOn])] };
}

/** The port of the pods that a port of the Service leads to. */
function podPort({ service, port }: Arrival, workload: Workload | undefined): Fact<number> {
  const given = portOf(service, port);
  const target = number(given.targetPort) ?? text(given.targetPort) ?? port;
  if (typeof target === 'number') return known(target);
  const found = workload?.ports.get(target);
  return found === undefined ? unknown(`the port ${target} of the pods`) : known(found);
}

function portOf(service: Manifest, port: number): Readonly<Record<string, unknown>> {
  const found = list(record(service.object.spec).ports).find((one) => number(record(one).port) === port);
  return record(found);
}

const BYTES = /^(tcp|tls|https|mongo|mysql|redis|udp|kubernetes\.io\/tls)(-|$)/i;

/** Whether the proxy of the pods reads a port as HTTP: by its protocol, by the first part of its name, else by what comes. */
function isHttp({ service, port }: Arrival): boolean {
  const { name, appProtocol } = portOf(service, port);
  return !BYTES.test(text(appProtocol) ?? text(name) ?? '');
}
