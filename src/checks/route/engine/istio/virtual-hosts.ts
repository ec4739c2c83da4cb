import { intersection } from '../hosts';
import type { AskedGateway } from '../types';
import { hostsFor } from './gateways';
import type { Server } from './gateways';
import { isCatchAll } from './match';
import type { Match } from './match';
import type { HttpRule, VirtualService } from './virtual-service';

/** One route of Envoy: one match of one rule. */
export interface EnvoyRoute {
  readonly service: VirtualService;
  readonly rule: HttpRule;
  /** `undefined` where the rule has no match, which every request fits. */
  readonly match?: Match;
  /** The server whose port and TLS the route was made for. */
  readonly server: Server;
}

/** What Envoy does with the requests of one host. */
export interface VirtualHost {
  readonly domain: string;
  /** In the order in which Envoy asks them. */
  readonly routes: EnvoyRoute[];
  /** The server that sends plain HTTP to HTTPS. */
  httpsRedirect?: Server;
}

/** A VirtualService with the routes of its delegates. */
export interface ResolvedService {
  readonly service: VirtualService;
  readonly rules: readonly HttpRule[];
}

/**
 * The hosts of servers that share one route table: all HTTP servers of a port, or one HTTPS server. Later VirtualServices of a host add
 * their routes behind those of earlier ones; routes without a condition go last.
 */
export function virtualHosts(
  servers: readonly Server[],
  attached: (gateway: string) => readonly ResolvedService[],
  asked: AskedGateway,
): ReadonlyMap<string, VirtualHost> {
  const hosts = new Map<string, VirtualHost>();
  const made = new Map<string, readonly EnvoyRoute[]>();
  for (const server of servers) {
    for (const resolved of attached(server.gateway)) {
      const { service } = resolved;
      const shared = intersection(hostsFor(server, service.namespace), service.hosts);
      if (shared.length === 0) continue;
      const key = `${server.gateway} ${service.name}/${service.namespace}`;
      const routes = made.get(key) ?? routesOf(resolved, server, asked);
      // istiod takes a host up only where the VirtualService has a route for it, so another one with a wildcard may answer.
      if (routes.length === 0) continue;
      made.set(key, routes);
      for (const host of shared) {
        const found = take(hosts, host.toLowerCase());
        found.routes.push(...routes);
        if (server.tls?.httpsRedirect) found.httpsRedirect = server;
      }
    }
    if (!server.tls?.httpsRedirect) continue;
    for (const host of server.hosts) take(hosts, host.toLowerCase()).httpsRedirect = server;
  }
  for (const { routes } of hosts.values()) {
    const last = routes.filter(({ match }) => isCatchAll(match));
    const first = routes.filter(({ match }) => !isCatchAll(match));
    routes.splice(0, routes.length, ...first, ...last);
  }
  return hosts;
}

function take(hosts: Map<string, VirtualHost>, domain: string): VirtualHost {
  const found = hosts.get(domain) ?? { domain, routes: [] };
  hosts.set(domain, found);
  return found;
}

/** The routes of one VirtualService for a server. Behind a route that takes everything istiod makes none. */
export function routesOf({ service, rules }: ResolvedService, server: Server, asked: AskedGateway): EnvoyRoute[] {
  const routes: EnvoyRoute[] = [];
  for (const rule of rules) {
    if (rule.matches.length === 0) {
      routes.push({ service, rule, server });
      return routes;
    }
    for (const match of rule.matches) {
      if (!isFor(match, server, asked)) continue;
      routes.push({ service, rule, match, server });
      if (isCatchAll(match)) return routes;
    }
  }
  return routes;
}

/** Whether a match is for this gateway and port at all. */
export function isFor(match: Match, server: Server, asked: AskedGateway): boolean {
  if (match.port !== 0 && match.port !== server.port) return false;
  if (match.gateways.length > 0) return match.gateways.includes(server.gateway);
  for (const [key, value] of match.sourceLabels) if (asked.labels[key] !== value) return false;
  return match.sourceNamespace === '' || match.sourceNamespace === asked.namespace;
}
