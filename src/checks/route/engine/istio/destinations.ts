import { answered, hop, plain } from '../hops';
import type { Workloads } from '../pods';
import type { Inbound } from '../request';
import type { Hop, Outcome } from '../types';
import { OPEN } from '../policy/verdict';
import type { Verdict } from '../policy/verdict';
import { byWeight } from '../weights';
import type { Branch } from '../weights';
import type { Clusters, KnownService } from './clusters';
import { rewrittenPath } from './location';
import { shortHost } from './names';
import type { EnvoyRoute } from './virtual-hosts';
import type { Destination } from './virtual-service';

/** A destination with what istiod makes of it. */
export interface Target {
  readonly destination: Destination;
  /** The host of the cluster: that of the Service, or the one that an ExternalName stands for. */
  readonly host: string;
  readonly port: number;
  readonly service?: KnownService;
  /** Why there is no cluster; `undefined` where there is one. */
  readonly lacks?: string;
}

/** Host and port of a destination: without a port that of the Service if it has only one, else that of the gateway's server. */
export function targetOf(destination: Destination, route: EnvoyRoute, clusters: Clusters): Target {
  const service = clusters.find(destination.host, route.service.namespace);
  const host = service?.alias ?? destination.host;
  const port = destination.port ?? service?.onlyPort ?? route.server.port;
  return { destination, host, port, service, lacks: clusters.lacks(host, port, destination.subset) };
}

/** The destinations that requests really go to: with several, one without weight gets none. */
export function weighted(destinations: readonly Destination[]): readonly Destination[] {
  return destinations.length === 1 ? destinations : destinations.filter(({ weight }) => weight > 0);
}

/** What a request reached. */
export interface Reached {
  readonly service?: KnownService;
  readonly port: number;
  readonly route: EnvoyRoute;
  readonly target: Destination;
  /** The path that the destination sees, with its query. */
  readonly path: string;
  readonly host?: string;
}

/**
 * The answer of a route to Services.
 *
 * @param arrive what the policies of the pods say
 */
export function routed(
  route: EnvoyRoute,
  request: Inbound,
  hops: readonly Hop[],
  clusters: Clusters,
  workloads: Workloads,
  arrive: (reached: Reached) => Verdict,
): Outcome {
  const { rule } = route;
  const targets = weighted(rule.destinations).map((one) => targetOf(one, route, clusters));
  const heaviest = [...targets].sort((a, b) => b.destination.weight - a.destination.weight);
  const found = heaviest.find(({ lacks }) => lacks === undefined);
  const first = found ?? heaviest[0];
  if (!first) return answered(503, [...hops, plain('destination', 'the route has no destination')]);
  if (!found) {
    const missing = nameOf(first);
    const said = hop('destination', first.destination.place, `${missing} has no cluster: ${first.lacks ?? ''}`);
    return answered(503, [...hops, said], { missing, ...subsetOf(first) });
  }
  const path = rewrittenPath(route, request);
  const host = rule.rewrite?.authority ?? rule.authority ?? found.destination.authority;
  const several = [...new Set(targets.map(nameOf))];
  const outcome = {
    destination: nameOf(found),
    ...(several.length > 1 ? { destinations: several } : {}),
    path,
    ...(host === undefined ? {} : { host }),
    ...subsetOf(found),
    redirect: null,
    status: null,
  };
  const branches = targets.map((one): Branch => {
    const { service, port, destination, lacks } = one;
    const of = { name: nameOf(one), ...subsetOf(one), weight: destination.weight, hops: [], verdict: OPEN };
    if (lacks !== undefined)
      return { ...of, lacks: { status: 503, place: destination.place, text: `has no cluster: ${lacks}` } };
    const real = service?.alias === undefined ? service : clusters.all(one.host)[0];
    const seen = rule.rewrite?.authority ?? rule.authority ?? destination.authority;
    const verdict = arrive({ service: real, port, route, target: destination, path, host: seen });
    return { ...of, verdict, hops: to(one, clusters, workloads) };
  });
  return byWeight(branches, branches[targets.indexOf(found)]!, {
    ...outcome,
    hops: [...hops, ...rewriteHops(route, request, path, host), ...weightHops(targets)],
  });
}

function nameOf({ host, port }: Target): string {
  return `${shortHost(host)}:${port}`;
}

function subsetOf({ destination: { subset } }: Target): { subset?: string } {
  return subset === '' ? {} : { subset };
}

function rewriteHops({ rule }: EnvoyRoute, request: Inbound, path: string, host: string | undefined): Hop[] {
  const parts = [
    ...(path === request.target ? [] : [`${request.target} becomes ${path}`]),
    ...(host === undefined ? [] : [`host ${request.authority} becomes ${host}`]),
  ];
  if (parts.length === 0) return [];
  const field = rule.rewrite ? 'rewrite' : 'headers';
  return [hop('rewrite', { ...rule.place, path: [...rule.place.path, field] }, parts.join(', '))];
}

function weightHops(targets: readonly Target[]): Hop[] {
  if (targets.length < 2) return [];
  const shown = targets.map((one) => `${one.destination.weight} to ${nameOf(one)}`);
  return [plain('destination', `by weight: ${shown.join(', ')}`)];
}

function to({ service, host, port, destination }: Target, clusters: Clusters, workloads: Workloads): readonly Hop[] {
  const subset = destination.subset === '' ? [] : [plain('destination', `subset ${destination.subset}`)];
  if (!service) return [plain('destination', `${shortHost(host)}:${port}`)];
  if (service.alias === undefined) return [...workloads.hops(service.manifest, port), ...subset];
  const real = clusters.all(host)[0];
  return [...workloads.hops(service.manifest, port), ...(real ? workloads.hops(real.manifest, port) : []), ...subset];
}
