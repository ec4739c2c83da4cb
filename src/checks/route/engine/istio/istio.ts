import { list, number, record } from '../../../accept/read';
import type { Model } from '../../../model/model';
import { lookUp } from '../hosts';
import { answered, hop, plain } from '../hops';
import { namespaceOf, textMap, title } from '../objects';
import type { Inbound } from '../request';
import type { AskedGateway, Hop, Outcome } from '../types';
import type { Workloads } from '../pods';
import { Clusters } from './clusters';
import type { PortServers, Server } from './gateways';
import { location } from './location';
import { normalized } from './normal-path';
import { matches } from './match';
import { routed } from './destinations';
import type { Reached } from './destinations';
import { showMatch } from './show';
import { carriedHeaders } from '../policy/carried';
import { answerOf } from '../policy/custom';
import { PolicyGate } from '../policy/gate';
import type { Before } from '../policy/gate';
import { isService, OPEN } from '../policy/verdict';
import type { Verdict } from '../policy/verdict';
import { gatewayPods } from '../policy/gateway-pods';
import type { GatewayPods } from '../policy/gateway-pods';
import { dependingOn, refused } from '../policy/outcome';
import { known } from '../policy/seen';
import { writtenHeaders } from '../policy/tokens';
import { SignIn } from './sign-in';
import { RouteTables } from './tables';
import type { EnvoyRoute, VirtualHost } from './virtual-hosts';

/** Follows requests as the Envoy of one gateway of Istio does with what istiod sends it. */
export class IstioGateway {
  public readonly tables: RouteTables;
  public readonly clusters: Clusters;
  public readonly signIn: SignIn;
  private readonly gate: PolicyGate;
  private readonly self: GatewayPods;

  public constructor(
    private readonly model: Model,
    private readonly asked: AskedGateway,
    private readonly workloads: Workloads,
  ) {
    this.tables = new RouteTables(model, asked);
    this.clusters = new Clusters(model, asked);
    this.signIn = new SignIn(model, asked, workloads);
    this.gate = new PolicyGate(model, workloads);
    this.self = gatewayPods(asked, workloads);
  }

  /** Whether any Gateway selects this gateway. */
  public get exists(): boolean {
    return this.tables.merged.servers.length > 0;
  }

  /** `undefined` where no server takes requests of the port. */
  public answer(asked: Inbound): Outcome | undefined {
    const request = normalized(asked);
    const port = this.port(request.port);
    if (!port) return undefined;
    const isPlain = request.scheme === 'http';
    if ((port.kind === 'tls') === isPlain && !(isPlain && port.plain)) return this.wrongScheme(port, request);
    const table = this.tables.table(port, request.serverName, isPlain);
    if (!table) return this.noTable(port, request);
    const first = table.servers[0]!;
    const found = lookUp(table.hosts, request.host);
    const at = found?.value.routes[0]?.server ?? first;
    // What stands before the routes decides whether or not there is one.
    const before = this.before(request, at);
    // A host that is not served here may be served by another way in.
    if (before.denied && found) return refused([listener(at, request), ...before.hops], before.denied);
    const outcome = this.routed(request, first, found, before);
    return dependingOn(outcome, before.dependsOn);
  }

  private routed(request: Inbound, first: Server, found: Found | undefined, sent: Before): Outcome {
    if (!found) {
      const none = `no VirtualService of this port serves the host ${request.host}`;
      return answered(404, [listener(first, request), plain('host', none)]);
    }
    const { httpsRedirect, routes } = found.value;
    if (httpsRedirect && request.scheme === 'http') {
      const to = `https://${request.authority}${request.target}`;
      const text = `httpsRedirect: 301 to ${to}`;
      return answered(301, [listener(httpsRedirect, request), hop('redirect', place(httpsRedirect, 'tls'), text)], {
        redirect: to,
      });
    }
    const before = [listener(routes[0]?.server ?? first, request), ...sent.hops];
    const route = routes.find(({ match }) => matches(match, request));
    if (!route) {
      const none = `none of the ${routes.length} routes of host ${found.name} fits ${request.method} ${request.path}`;
      return answered(404, [...before, plain('route', none)]);
    }
    const hops = [listener(route.server, request), ...before.slice(1), routeHop(route)];
    return this.follow(route, request, hops, sent);
  }

  private before(request: Inbound, { tls, manifest }: Server): Before {
    const { pods } = this.self;
    const { guards } = this.signIn;
    if (this.gate.isOpen && guards.length === 0) return NOTHING;
    const byClient = tls?.mode.includes('MUTUAL') === true ? title(manifest) : undefined;
    const edge = { pods, ...(byClient === undefined ? {} : { clientCertificate: byClient }) };
    const seen = this.gate.seenAt(edge, request);
    const { hops, providers, dependsOn } = this.signIn.answer(seen);
    const changedBy = providers.length === 0 ? undefined : providers.join(' and ');
    const verdict = this.gate.atEdge({ ...edge, changedBy }, request);
    const on = [...providers.map(answerOf), ...dependsOn, ...verdict.dependsOn];
    return { ...verdict, hops: [...hops, ...verdict.hops], dependsOn: [...new Set(on)], seen, changedBy };
  }

  /** Asks the policies of the pods that a request reached. */
  private arrive({ service, port, route, target, path, host }: Reached, request: Inbound, sent: Before): Verdict {
    if (this.gate.isOpen || !service || !isService(service.manifest)) return OPEN;
    const { peer, pods } = this.self;
    const written = writtenHeaders(this.model, pods);
    const operations = [route.rule.headers, target.headers];
    const sentHeader = sent.seen?.header ?? ((name: string) => known(request.headers.get(name)));
    const otherTls = this.clusters.otherTls(service, port, target.subset);
    const subset = this.clusters.subsetLabels(service, target.subset);
    return this.gate.atPods({
      caller: {
        name: 'the gateway',
        peer: known(peer),
        onReset: 503,
        proxy: 'gateway' as const,
        ...(otherTls ? { otherTls } : {}),
      },
      service: service.manifest,
      ...(subset && { subset }),
      port,
      method: known(request.method),
      path: known(path.split('?', 1)[0]!),
      authority: known(host ?? request.authority),
      query: known(request.query),
      header: carriedHeaders({ sent: sentHeader, operations, written, changedBy: sent.changedBy }),
      claims: request.claims,
    });
  }

  private follow(route: EnvoyRoute, request: Inbound, hops: readonly Hop[], sent: Before): Outcome {
    const { redirect, directResponse, place: at } = route.rule;
    if (redirect) {
      const to = location(redirect, route, request);
      const said = hop('redirect', { ...at, path: [...at.path, 'redirect'] }, `${redirect.code} to ${to}`);
      return answered(redirect.code, [...hops, said], { redirect: to });
    }
    if (directResponse !== undefined) {
      const said = hop('answer', { ...at, path: [...at.path, 'directResponse'] }, `answers ${directResponse} itself`);
      return answered(directResponse, [...hops, said]);
    }
    const arrive = (reached: Reached): Verdict => this.arrive(reached, request, sent);
    return routed(route, request, hops, this.clusters, this.workloads, arrive);
  }

  /** The servers of a port; where there are none, those of the port of the pods that the gateway's own Service maps it to. */
  private port(asked: number): PortServers | undefined {
    const { ports } = this.tables.merged;
    const direct = ports.get(asked);
    if (direct) return direct;
    for (const manifest of this.model.ofKind('', 'Service')) {
      if (namespaceOf(manifest) !== this.asked.namespace) continue;
      const { selector, ports: mapped } = record(manifest.object.spec);
      const labels = textMap(selector);
      if (labels.size === 0 || ![...labels].every(([key, value]) => this.asked.labels[key] === value)) continue;
      for (const one of list(mapped)) {
        const { port, targetPort } = record(one);
        const target = number(targetPort);
        if (number(port) === asked && target !== undefined && ports.has(target)) return ports.get(target);
      }
    }
    return undefined;
  }

  private wrongScheme({ kind, servers }: PortServers, request: Inbound): Outcome {
    const says = kind === 'tls' ? 'TLS, and the request is plain HTTP' : 'not TLS, and the request is HTTPS';
    const text = `port ${request.port} is ${says}: the connection is closed`;
    return answered(404, [hop('listener', place(servers[0]!), text)]);
  }

  private noTable({ kind, servers }: PortServers, { port, serverName }: Inbound): Outcome {
    if (kind === 'tcp') return answered(404, [hop('listener', place(servers[0]!), `port ${port} is TCP, not HTTP`)]);
    const passed = servers.find((one) => one.hosts.some((host) => lookUp(new Map([[host, one]]), serverName)));
    const text = passed
      ? `port ${port} passes TLS on by its name, no HTTP is read here`
      : `port ${port}: no server is for the name ${serverName}, the connection is closed`;
    return answered(404, [hop('listener', place(passed ?? servers[0]!), text)]);
  }
}

const NOTHING: Before = OPEN;

type Found = NonNullable<ReturnType<typeof lookUp<VirtualHost>>>;

function place(server: Server, ...more: string[]) {
  return { manifest: server.manifest, path: ['spec', 'servers', server.index, ...more] };
}

function listener(server: Server, { port }: Inbound): Hop {
  const seen = server.port === port ? '' : `, port ${port} of the Service`;
  const text = `port ${server.port} ${server.protocol}${seen}, hosts ${server.hosts.join(', ')}`;
  return hop('listener', place(server), text);
}

function routeHop({ rule, match }: EnvoyRoute): Hop {
  return hop('route', match?.place ?? rule.place, showMatch(match, rule));
}
