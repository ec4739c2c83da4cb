import { list, number, record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import type { Workload } from '../pods';
import type { Place } from '../types';
import { known, unknown } from './seen';
import type { Claims, Fact, Peer, Seen } from './seen';

/** Who leads a request to the pods of a Service. */
export interface Caller {
  /** As messages call it. */
  readonly name: string;
  /** Its identity in the mesh; `undefined` where it has none. */
  readonly peer: Fact<Peer | undefined>;
  /** The status that it answers with where the pods close the connection. */
  readonly onReset: number;
  /**
   * The proxy that it connects with: a gateway goes by a waypoint unless the Service says otherwise, ztunnel of the node never does. `none`
   * where it is outside of the mesh.
   */
  readonly proxy: 'gateway' | 'sidecar' | 'node' | 'none' | 'unknown';
  /** A DestinationRule that turns mutual TLS off, by its mode. */
  readonly otherTls?: { readonly place: Place; readonly mode: string };
}

/** A request that reached a Service. */
export interface Arrival {
  readonly caller: Caller;
  readonly service: Manifest;
  /** The labels of the pods of the subset of a DestinationRule. */
  readonly subset?: ReadonlyMap<string, string>;
  /** The port of the Service. */
  readonly port: number;
  readonly method: Fact<string>;
  /** The path that the pods see, without a query. */
  readonly path: Fact<string>;
  readonly authority: Fact<string>;
  readonly query: Fact<ReadonlyMap<string, string>>;
  readonly header: Seen['header'];
  readonly claims: Claims;
}

/** The port of the pods that a port of the Service leads to. */
export function podPort({ service, port }: Arrival, workload: Workload | undefined): Fact<number> {
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
const HTTP = /^(http|http2|grpc)(-|$)/i;

/** Ports whose programs speak first, so that what comes is not waited for. */
const BYTE_PORTS: ReadonlySet<number> = new Set([25, 53, 3306, 27017]);

/**
 * Whether the proxy of the pods reads a port as HTTP: by its protocol, by the first part of its name, by its number, else by what comes.
 *
 * @see https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/
 */
export function isHttp({ service, port }: Pick<Arrival, 'service' | 'port'>): boolean {
  const { name, appProtocol } = portOf(service, port);
  const spoken = text(appProtocol) ?? text(name) ?? '';
  if (BYTES.test(spoken)) return false;
  return text(appProtocol) !== undefined || HTTP.test(spoken) || !BYTE_PORTS.has(port);
}
