import { number, record, text } from '../../accept/read';
import { servicePort } from './built-in';
import { SERVICE, filled, found, kind } from './row';
import type { Found, Reader } from './row';

const ISTIO_GATEWAY = kind('gateway', 'networking.istio.io', 'Gateway');
const GATEWAY_API = 'gateway.networking.k8s.io';

/** `mesh`, `name`, or `namespace/name`. */
export function* istioGateway(...[value, path, namespace]: Parameters<Reader>): Iterable<Found> {
  const given = text(value);
  // The names with dots are of an old form that is a host.
  if (given === undefined || given === 'mesh' || given.includes('.')) return;
  const [first, second] = given.split('/');
  const where = second === undefined ? { name: first, namespace } : { name: second, namespace: first! };
  yield* found(ISTIO_GATEWAY, path, where);
}

/** `{ host, port: { number } }`. */
export function* istioDestination(...[value, path, namespace]: Parameters<Reader>): Iterable<Found> {
  const { host, port } = record(value);
  const service = serviceOf(host, namespace);
  if (!service) return;
  yield* found(SERVICE, [...path, 'host'], service);
  const asked = number(record(port).number);
  if (asked !== undefined) yield* found(SERVICE, [...path, 'port', 'number'], { ...service, port: asked });
}

export function* istioHost(...[value, path, namespace]: Parameters<Reader>): Iterable<Found> {
  const service = serviceOf(value, namespace);
  if (service) yield* found(SERVICE, path, service);
}

/** The Service that a host names: `name`, or `name.namespace.svc` and a domain. Any other host may be outside of the cluster. */
function serviceOf(host: unknown, namespace: string): { name: string; namespace: string } | undefined {
  const given = text(host);
  if (given === undefined || given.includes('*')) return undefined;
  if (!given.includes('.')) return { name: given, namespace };
  const match = /^([^.]+)\.([^.]+)\.svc(\.cluster\.local)?$/.exec(given);
  return match ? { name: match[1]!, namespace: match[2]! } : undefined;
}

/** A Gateway, or a Service in a mesh; of other kinds nothing is known. */
export function* gatewayParent(...[value, path, namespace]: Parameters<Reader>): Iterable<Found> {
  const given = record(value);
  const group = text(given.group) ?? GATEWAY_API;
  const of = text(given.kind) ?? 'Gateway';
  const where = { name: text(given.name), namespace: filled(given.namespace) ?? namespace };
  if (group === GATEWAY_API && of === 'Gateway') {
    yield* found(kind('gateway', GATEWAY_API, 'Gateway'), [...path, 'name'], where);
  } else if (group === '' && of === 'Service') {
    yield* servicePort('port')(value, path, namespace);
  }
}

/** A Service with a port; of other kinds nothing is known. */
export function* gatewayBackend(...[value, path, namespace]: Parameters<Reader>): Iterable<Found> {
  const given = record(value);
  if ((text(given.group) ?? '') !== '' || (text(given.kind) ?? 'Service') !== 'Service') return;
  yield* servicePort('port')(value, path, namespace);
}
