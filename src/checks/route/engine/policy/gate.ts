import { list, number, record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { namespaceOf, textMap } from '../objects';
import type { Inbound } from '../request';
import type { Workloads } from '../pods';
import { customAt } from './custom';
import { decide } from './decide';
import { hasPolicies } from './policies';
import type { Pods } from './policies';
import { arrive } from './arrive';
import type { Arrival } from './arrival';
import { known, unknown } from './seen';
import type { Claims, Fact, Peer, Seen } from './seen';
import { claimsFor, refusedToken } from './tokens';
import { OPEN, refusal, verdictOf } from './verdict';
import type { Verdict } from './verdict';

/** A proxy at the edge, which a client outside of the mesh asks. */
export interface Edge {
  readonly pods: Pods;
  /** How the client may show a certificate; `undefined` where it can't. */
  readonly clientCertificate?: string;
  /** Who may change the request before policies see it, such as a provider that is asked. */
  readonly changedBy?: string;
}

/** What stands before the routes of a gateway. */
export interface Before extends Verdict {
  readonly seen?: Seen;
  /** Who may have changed the request. */
  readonly changedBy?: string;
}

/** The policies of Istio that stand before requests, at gateways and at the pods. */
export class PolicyGate {
  /** Whether there is any policy; where there is none, nothing is asked. */
  public readonly isOpen: boolean;
  private services: ReadonlyMap<string, readonly Manifest[]> | undefined;

  public constructor(
    private readonly model: Model,
    private readonly workloads: Workloads,
  ) {
    this.isOpen = !hasPolicies(model);
  }

  /** What a gateway sees of a request. */
  public seenAt(edge: Edge, request: Inbound): Seen {
    const { pods, clientCertificate, changedBy } = edge;
    const header = (name: string): Fact<string | undefined> => headerAtEdge(request, name);
    const certificate = `the certificate of the client, by ${clientCertificate ?? ''}`;
    const peer: Fact<Peer | undefined> = clientCertificate === undefined ? known(undefined) : unknown(certificate);
    const address = request.sourceIp;
    const ip = address === undefined ? unknown('the address of the client') : known(address);
    const hasForwarded = request.headers.has('x-forwarded-for');
    return {
      http: true,
      method: known(request.method),
      path: known(request.path),
      authority: known(request.authority),
      port: this.podPort(pods, request.port),
      header,
      peer,
      sourceIp: ip,
      remoteIp: hasForwarded ? unknown('the number of proxies that the mesh trusts before the gateway') : ip,
      claims: this.claims(pods, request, header, changedBy),
      serverName: known(request.scheme === 'https' ? request.serverName : undefined),
    };
  }

  /** What the policies of a gateway say. */
  public atEdge(edge: Edge, request: Inbound): Verdict {
    if (this.isOpen) return OPEN;
    const refused = refusedToken(this.model, edge.pods, request.claims);
    if (refused) return refusal('gateway', refused.place, refused, refused.status);
    return verdictOf(decide(this.model, edge.pods, this.seenAt(edge, request)), 'gateway');
  }

  /** What the policies of a gateway say, those that ask a provider among them, and what of the request is seen. */
  public before(edge: Edge, request: Inbound): Before {
    if (this.isOpen) return OPEN;
    const seen = this.seenAt(edge, request);
    const asked = customAt(this.model, edge.pods, seen);
    const changedBy = asked.providers.length === 0 ? undefined : asked.providers.join(' and ');
    const verdict = this.atEdge({ ...edge, changedBy }, request);
    const dependsOn = [...new Set([...asked.dependsOn, ...verdict.dependsOn])];
    return { ...verdict, hops: [...asked.hops, ...verdict.hops], dependsOn, seen, changedBy };
  }

  /** What the pods behind a Service say of a request that reached it. */
  public atPods(arrival: Arrival): Verdict {
    return this.isOpen ? OPEN : arrive(this.model, this.workloads, arrival);
  }

  private claims(pods: Pods, request: Inbound, header: Seen['header'], changedBy: string | undefined): Fact<Claims> {
    const found = claimsFor(this.model, pods, { header, query: known(request.query), given: request.claims });
    // A provider may add the token; without a policy that reads tokens it would not be read.
    const mayAdd = changedBy !== undefined && request.claims === undefined && this.readsTokens(pods);
    return mayAdd && 'value' in found ? unknown(`the token that ${changedBy} may add`) : found;
  }

  private readsTokens(pods: Pods): boolean {
    const always = (): Fact<string> => unknown('a header');
    return 'dependsOn' in claimsFor(this.model, pods, { header: always, query: known(new Map()), given: undefined });
  }

  /** The port of the gateway's pods that its Service leads a port to. */
  private podPort({ namespace, labels }: Pods, port: number): Fact<number> {
    this.services ??= servicesOf(this.model);
    for (const manifest of this.services.get(namespace) ?? []) {
      const { selector, ports } = record(manifest.object.spec);
      const selected = textMap(selector);
      if (selected.size === 0 || ![...selected].every(([key, value]) => labels.get(key) === value)) continue;
      for (const one of list(ports).map(record)) {
        if (number(one.port) !== port) continue;
        const target = number(one.targetPort) ?? (text(one.targetPort) === undefined ? port : undefined);
        if (target !== undefined) return known(target);
      }
    }
    return unknown(`the port of the gateway's pods that port ${port} leads to`);
  }
}

function servicesOf(model: Model): ReadonlyMap<string, readonly Manifest[]> {
  const found = new Map<string, Manifest[]>();
  for (const manifest of model.ofKind('', 'Service')) {
    const same = found.get(namespaceOf(manifest));
    if (same) same.push(manifest);
    else found.set(namespaceOf(manifest), [manifest]);
  }
  return found;
}

/** Headers that Envoy writes itself where the client does not. */
const OWN_HEADERS = /^x-(forwarded|envoy|request-id|b3)/;

function headerAtEdge({ headers }: Inbound, name: string): Fact<string | undefined> {
  const value = headers.get(name);
  if (value === undefined && OWN_HEADERS.test(name)) return unknown(`what Envoy writes into header ${name}`);
  return known(value);
}
