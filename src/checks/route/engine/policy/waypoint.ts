import { list, record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { nameOf, namespaceOf, textMap } from '../objects';
import type { Pods } from './policies';
import { GATEWAY_NAME } from './policies';

/** The waypoint of a Service: a proxy that requests for it are led through. */
export interface Waypoint {
  /** Its pods, as policies name them. */
  readonly pods: Pods;
  /** The service account of its pods. */
  readonly account: string;
  /** As messages name it. */
  readonly name: string;
  /** Whether its Gateway is among the manifests, of the class of waypoints; another class may be one or not. */
  readonly isShown: boolean;
  /** Whether gateways lead their requests through it, too. */
  readonly isForGateways: boolean;
}

const GATEWAY_API = 'gateway.networking.k8s.io';
const USE = 'istio.io/use-waypoint';

/** Those of Services, found once each. */
const found = new WeakMap<Manifest, { readonly model: Model; readonly waypoint: Waypoint | undefined }>();

/**
 * The waypoint that a Service, or else its namespace, asks for by its labels; `undefined` where there is none. One that is for other traffic,
 * or lets no other namespace in, is none.
 *
 * @see https://istio.io/latest/docs/ambient/usage/waypoint/
 */
export function waypointOf(model: Model, service: Manifest): Waypoint | undefined {
  const known = found.get(service);
  if (known?.model === model) return known.waypoint;
  const waypoint = find(model, service);
  found.set(service, { model, waypoint });
  return waypoint;
}

function find(model: Model, service: Manifest): Waypoint | undefined {
  // Only what has an address of its own is led through one.
  if (record(service.object.spec).clusterIP === 'None') return undefined;
  const of = namespaceOf(service);
  const own = labelsOf(service);
  const shared = labelsOf(model.find('', 'Namespace', '', of));
  const labels = own.has(USE) ? own : shared;
  const name = labels.get(USE);
  if (name === undefined || name === '' || name === 'none') return undefined;
  const namespace = labels.get('istio.io/use-waypoint-namespace') ?? of;
  const gateway = model.find(GATEWAY_API, 'Gateway', namespace, name);
  if (gateway && !takes(gateway, of)) return undefined;
  const annotations = record(gateway?.object.metadata).annotations;
  const ingress = own.get('istio.io/ingress-use-waypoint') ?? shared.get('istio.io/ingress-use-waypoint');
  return {
    pods: {
      namespace,
      labels: new Map([[GATEWAY_NAME, name]]),
      isPartial: false,
      waypointFor: { name: nameOf(service), namespace: of },
    },
    account: text(record(annotations)['gateway.istio.io/service-account']) ?? name,
    name: `waypoint ${namespace}/${name}`,
    isShown: record(gateway?.object.spec).gatewayClassName === 'istio-waypoint',
    isForGateways: ingress?.toLowerCase() === 'true',
  };
}

function labelsOf(manifest: Manifest | undefined): ReadonlyMap<string, string> {
  return textMap(record(manifest?.object.metadata).labels);
}

/** Whether a Gateway is a waypoint for Services of a namespace. Which namespaces a selector takes is believed. */
function takes(gateway: Manifest, namespace: string): boolean {
  const { listeners } = record(gateway.object.spec);
  const traffic = labelsOf(gateway).get('istio.io/waypoint-for') ?? 'service';
  if (traffic !== 'service' && traffic !== 'all') return false;
  if (namespaceOf(gateway) === namespace) return true;
  return list(listeners).some((one) => {
    const from = record(record(record(one).allowedRoutes).namespaces).from;
    return from === 'All' || from === 'Selector';
  });
}
