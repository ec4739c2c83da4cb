import type { Model } from '../model/model';
import { Candidates } from './engine/istio/candidates';
import { covers, endOf, isSame } from './engine/istio/coverage';
import { isCatchAll } from './engine/istio/match';
import { isFor } from './engine/istio/virtual-hosts';
import type { EnvoyRoute, VirtualHost } from './engine/istio/virtual-hosts';
import { createdAt } from './engine/objects';
import type { IstioView } from './gateways';
import { routeViews } from './gateways';
import { once } from '../../facts/once';

/** Two routes of one host of which the first takes all requests of the second, with another end. */
export interface Overlap {
  readonly first: EnvoyRoute;
  readonly second: EnvoyRoute;
  readonly domain: string;
  /** Whether each takes the requests of the other. */
  readonly isSame: boolean;
  /** Whether the manifests say which one istiod asks first. */
  readonly isOrdered: boolean;
}

/** What is known of the routes of all gateways of a model. */
export interface Overlaps {
  /** Routes that no request reaches on any host, each with one that takes its requests. */
  readonly unreachable: readonly Overlap[];
  /** Pairs of which only the age of the objects tells which one answers. */
  readonly byAge: readonly Overlap[];
}

/** Compares the routes of every host of every gateway. Made once a model. */
export const overlapsOf = once((model: Model): Overlaps => search(model));

function search(model: Model): Overlaps {
  const hidden = new Map<unknown, Overlap | undefined>();
  const byAge = new Map<string, Overlap>();
  for (const view of routeViews(model)) {
    for (const { hosts } of view.gateway.tables.all()) {
      for (const host of hosts.values()) judge(host, view, hidden, byAge);
    }
  }
  const unreachable = [...hidden.values()].filter((one) => one !== undefined);
  return { unreachable, byAge: [...byAge.values()] };
}

function judge(
  host: VirtualHost,
  view: IstioView,
  hidden: Map<unknown, Overlap | undefined>,
  byAge: Map<string, Overlap>,
): void {
  const routes = fullRoutes(host, view);
  const candidates = new Candidates(routes.map(({ route }) => route));
  const places = new Map(routes.map(({ route, at }) => [route, at]));
  for (const { route: second } of routes) {
    const key = second.match ?? second.rule;
    let sure: Overlap | undefined;
    for (const first of candidates.of(second)) {
      if (first === second || !covers(first.match, second.match) || endOf(first) === endOf(second)) continue;
      const order = orderOf(first, second, places);
      if (order === 'after') continue;
      const same = isSame(first.match, second.match);
      // Between objects a route without a condition goes last, whoever is older.
      if (first.service !== second.service && isCatchAll(first.match) && !isCatchAll(second.match)) continue;
      const overlap = { first, second, domain: host.domain, isSame: same, isOrdered: order === 'before' };
      if (order === 'before') sure ??= overlap;
      else if (!isTwin(first, second)) note(byAge, overlap);
    }
    // A route that some host reaches is no finding, so the first host without a hindrance settles it.
    if (!hidden.has(key)) hidden.set(key, sure);
    else if (!sure) hidden.set(key, undefined);
  }
}

/** One finding a pair; of two that are equal, on the one whose name comes later. */
function note(byAge: Map<string, Overlap>, overlap: Overlap): void {
  const name = ({ service, rule, match }: EnvoyRoute): string =>
    `${service.name}/${service.namespace} ${JSON.stringify((match?.place ?? rule.place).path)}`;
  const [a, b] = [name(overlap.first), name(overlap.second)];
  if (overlap.isSame && a > b) return;
  if (!byAge.has(`${a}\n${b}`)) byAge.set(`${a}\n${b}`, overlap);
}

/** Two objects of one identity: another rule says that the second replaces the first. */
function isTwin({ service: a }: EnvoyRoute, { service: b }: EnvoyRoute): boolean {
  return a.name === b.name && a.namespace === b.namespace;
}

function orderOf(
  first: EnvoyRoute,
  second: EnvoyRoute,
  places: ReadonlyMap<EnvoyRoute, number>,
): 'before' | 'after' | 'unknown' {
  if (first.service === second.service) return places.get(first)! < places.get(second)! ? 'before' : 'after';
  const [a, b] = [createdAt(first.service.manifest), createdAt(second.service.manifest)];
  if (a === b || a === Infinity || b === Infinity) return 'unknown';
  return a < b ? 'before' : 'after';
}

/** The routes of a host with those that istiod leaves out behind a route that takes everything. */
function fullRoutes(host: VirtualHost, { asked, gateway }: IstioView): { route: EnvoyRoute; at: number }[] {
  const servers = new Map(host.routes.map(({ service, server }) => [service, server]));
  const all: { route: EnvoyRoute; at: number }[] = [];
  for (const [service, server] of servers) {
    for (const rule of gateway.tables.rulesOf(service)) {
      for (const match of rule.matches.length === 0 ? [undefined] : rule.matches) {
        if (match && !isFor(match, server, asked)) continue;
        all.push({ route: { service, rule, match, server }, at: all.length });
      }
    }
  }
  return all;
}
