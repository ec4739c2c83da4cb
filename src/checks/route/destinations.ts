import type { Model } from '../model/model';
import { targetOf, weighted } from './engine/istio/destinations';
import type { Target } from './engine/istio/destinations';
import { shortHost } from './engine/istio/names';
import type { Place } from './engine/types';
import { routeViews } from './gateways';
import { once } from '../../facts/once';

/** What a destination without a cluster lacks. */
export type Lack = 'name' | 'port' | 'export' | 'subset' | 'outside';

/** A destination of a route of a gateway for which Envoy gets no cluster. */
export interface LostDestination {
  readonly target: Target;
  readonly lack: Lack;
  readonly message: string;
}

/** The destinations of all routes that have no cluster, but for those that the rules of references report. Searched once a model. */
export const lostDestinations = once((model: Model): readonly LostDestination[] => [...search(model)]);

function* search(model: Model): Iterable<LostDestination> {
  const said = new Set<unknown>();
  for (const { gateway, isGuess } of routeViews(model)) {
    for (const { hosts } of gateway.tables.all()) {
      for (const { routes } of hosts.values()) {
        for (const route of routes) {
          const { redirect, directResponse, destinations } = route.rule;
          if (redirect ?? directResponse !== undefined) continue;
          for (const one of weighted(destinations)) {
            if (said.has(one)) continue;
            said.add(one);
            const lost = judge(targetOf(one, route, gateway.clusters), model);
            // Without the Gateway nobody knows the port that a destination without one gets.
            if (lost && !(isGuess && lost.lack === 'port' && one.port === undefined)) yield lost;
          }
        }
      }
    }
  }
}

function judge(target: Target, model: Model): LostDestination | undefined {
  const { destination, host, port, service, lacks } = target;
  if (lacks === undefined || host === '') return undefined;
  const asked = `${shortHost(host)}:${port}`;
  if (!service) return unknownHost(target, model);
  if (service.alias !== undefined) {
    const message = `${destination.host} is a name for ${host}, which istiod does not know: 503`;
    return { target, lack: 'outside', message };
  }
  if (lacks.includes('is not exported')) return { target, lack: 'export', message: `${lacks}: 503` };
  if (!service.ports.includes(port)) {
    // The rule of references reports a port of a Service that is written down.
    if (destination.port !== undefined && service.manifest.object.kind === 'Service') return undefined;
    const ports = service.ports.join(', ') || 'none';
    const from =
      destination.port === undefined ? 'no port is given, so it is that of the gateway' : 'it is none of its ports';
    return { target, lack: 'port', message: `${asked} is not there, ${from}; the ports are ${ports}` };
  }
  return {
    target,
    lack: 'subset',
    message: `no DestinationRule gives ${shortHost(host)} the subset ${destination.subset}`,
  };
}

/** A host of the cluster that is missing is a matter of references; here is what only looks like one, and what is outside. */
function unknownHost(target: Target, model: Model): LostDestination | undefined {
  const { host } = target;
  const parts = /^([^.]+)\.([^.]+)(\.svc)?$/.exec(host);
  if (parts && model.find('', 'Service', parts[2]!, parts[1]!)) {
    const full = `${parts[1]!}.${parts[2]!}.svc.cluster.local`;
    return { target, lack: 'name', message: `${host} is no host that istiod knows, the Service is ${full}: 503` };
  }
  if (/\.svc(\.cluster\.local)?$/.test(host)) return undefined;
  return {
    target,
    lack: 'outside',
    message: `no ServiceEntry has the host ${host}, so Envoy has no cluster for it: 503`,
  };
}

/** Where a report of a destination stands. */
export function destinationField({ destination: { place } }: Target): Place {
  return { manifest: place.manifest, path: [...place.path, 'destination'] };
}
