import type { Model } from '../../../model/model';
import { isWildcard } from '../hosts';
import type { AskedGateway } from '../types';
import { delegatesOf, withDelegates } from './delegates';
import type { LostDelegate } from './delegates';
import { bareHost, gatewaysOf, mergeGateways, terminates } from './gateways';
import type { MergedGateway, PortServers, Server } from './gateways';
import { virtualHosts } from './virtual-hosts';
import type { ResolvedService, VirtualHost } from './virtual-hosts';
import { virtualServices } from './virtual-service';
import type { HttpRule, VirtualService } from './virtual-service';

/** The hosts that one set of servers answers. */
export interface RouteTable {
  /** As messages name it: `port 80`, or the hosts of an HTTPS server. */
  readonly servers: readonly Server[];
  readonly hosts: ReadonlyMap<string, VirtualHost>;
}

/** What istiod makes of the Gateways and VirtualServices of a model for one gateway. */
export class RouteTables {
  public readonly merged: MergedGateway;
  public readonly services: readonly VirtualService[];
  /** Routes that name a delegate which gives them nothing. */
  public readonly lost: readonly (LostDelegate & { readonly service: VirtualService })[];
  private readonly rules: ReadonlyMap<VirtualService, readonly HttpRule[]>;
  private readonly resolved: readonly ResolvedService[];
  private readonly attachedTo = new Map<string, readonly ResolvedService[]>();
  private readonly made = new Map<Server, RouteTable>();

  public constructor(
    model: Model,
    private readonly asked: AskedGateway,
  ) {
    this.merged = mergeGateways(gatewaysOf(model, asked));
    this.services = virtualServices(model);
    const delegates = delegatesOf(this.services);
    const lost: (LostDelegate & { service: VirtualService })[] = [];
    this.resolved = this.services
      .filter(({ hosts }) => hosts.length > 0)
      .map((service) => ({
        service,
        rules: withDelegates(service, delegates, (one) => lost.push({ ...one, service })),
      }));
    this.lost = lost;
    this.rules = new Map(this.resolved.map(({ service, rules }) => [service, rules]));
  }

  /** The route table of a port for plain HTTP, or of the HTTPS server that a name of the client picks. */
  public table({ kind, servers, plain }: PortServers, serverName: string, isPlain = false): RouteTable | undefined {
    if (isPlain && plain) return this.tableOf(plain, [plain]);
    const picked = kind === 'tls' ? serverFor(servers, serverName) : servers[0];
    if (!picked || (kind === 'tls' && !terminates(picked)) || kind === 'tcp') return undefined;
    return this.tableOf(picked, kind === 'tls' ? [picked] : servers);
  }

  /** Every route table of the gateway. */
  public *all(): Iterable<RouteTable> {
    for (const { kind, servers, plain } of this.merged.ports.values()) {
      if (plain) yield this.tableOf(plain, [plain]);
      if (kind === 'http') yield this.tableOf(servers[0]!, servers);
      if (kind === 'tls') for (const one of servers) if (terminates(one)) yield this.tableOf(one, [one]);
    }
  }

  /** The VirtualServices of a Gateway that this gateway sees: those that are only for its namespace come first. */
  public attached(gateway: string): readonly ResolvedService[] {
    const known = this.attachedTo.get(gateway);
    if (known) return known;
    const all = this.resolved.filter(({ service }) => service.gateways.includes(gateway));
    const to = this.asked.namespace;
    const isPublic = ({ service: { exportTo } }: ResolvedService): boolean =>
      exportTo.length === 0 || exportTo.includes('*');
    const named = all.filter(
      (one) => !isPublic(one) && one.service.exportTo.includes(to) && !one.service.exportTo.includes('~'),
    );
    const found = [
      ...named.filter(({ service }) => service.namespace === to),
      ...named.filter(({ service }) => service.namespace !== to),
      ...all.filter(isPublic),
    ];
    this.attachedTo.set(gateway, found);
    return found;
  }

  /** The routes of a VirtualService, those of its delegates among them. */
  public rulesOf(service: VirtualService): readonly HttpRule[] {
    return this.rules.get(service) ?? [];
  }

  private tableOf(key: Server, servers: readonly Server[]): RouteTable {
    const known = this.made.get(key);
    if (known) return known;
    const hosts = virtualHosts(servers, (gateway) => this.attached(gateway), this.asked);
    const table = { servers, hosts };
    this.made.set(key, table);
    return table;
  }
}

/** The server whose filter chain Envoy picks by the name that a TLS client sends: exact, then the longest wildcard, then any. */
export function serverFor(servers: readonly Server[], serverName: string): Server | undefined {
  let best: { server: Server; rank: number } | undefined;
  for (const server of servers) {
    const hosts = server.hosts.map(bareHost);
    // One `*` among the hosts makes the server one for any name.
    const rank = hosts.includes('*') ? 0 : Math.max(-1, ...hosts.map((host) => rankOf(host.toLowerCase(), serverName)));
    if (rank >= 0 && (!best || rank > best.rank)) best = { server, rank };
  }
  return best?.server;
}

function rankOf(host: string, name: string): number {
  if (host === name) return Infinity;
  return isWildcard(host) && name.length >= host.length && name.endsWith(host.slice(1)) ? host.length : -1;
}
