import { list, number, record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { nameOf, namespaceOf, olderFirst, textMap } from '../objects';
import type { AskedGateway } from '../types';

/** One server of a Gateway of Istio. */
export interface Server {
  readonly manifest: Manifest;
  /** Its place in `servers`. */
  readonly index: number;
  /** `namespace/name` of the Gateway. */
  readonly gateway: string;
  readonly port: number;
  readonly portName: string;
  /** In upper case. */
  readonly protocol: string;
  readonly bind: string;
  /** A host, or `namespace/host` where only that namespace may serve it. */
  readonly hosts: readonly string[];
  readonly tls?: { readonly mode: string; readonly httpsRedirect: boolean; readonly credentialName?: string };
}

/** The servers that share a port. Only those of one kind can, but for one of plain HTTP beside TLS. */
export interface PortServers {
  readonly kind: 'http' | 'tls' | 'tcp';
  readonly servers: Server[];
  /** The server of plain HTTP on a port of TLS. */
  plain?: Server;
}

/** A server that istiod leaves out, and why. */
export interface RefusedServer {
  readonly server: Server;
  readonly other?: Server;
  readonly reason: string;
}

/** All Gateways of one gateway, merged as istiod merges them. */
export interface MergedGateway {
  readonly ports: ReadonlyMap<number, PortServers>;
  readonly refused: readonly RefusedServer[];
  readonly servers: readonly Server[];
}

const HTTP = ['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB', 'HTTP_PROXY'];

/** Whether the server decrypts HTTPS. */
export function terminates({ protocol, tls }: Server): boolean {
  return protocol === 'HTTPS' && tls !== undefined && !tls.mode.includes('PASSTHROUGH');
}

/** Whether a Gateway is for pods of some labels. One without a selector is for all. */
export function selects(manifest: Manifest, labels: Readonly<Record<string, string>>): boolean {
  return [...textMap(record(manifest.object.spec).selector)].every(([key, value]) => labels[key] === value);
}

/** The Gateways that select the asked gateway, the oldest first. */
export function gatewaysOf(model: Model, asked: AskedGateway): Manifest[] {
  return olderFirst(model.ofKind('networking.istio.io', 'Gateway')).filter((one) => selects(one, asked.labels));
}

/** The servers of Gateways that come first keep their port and their hosts; what does not fit beside them is left out. */
export function mergeGateways(gateways: readonly Manifest[]): MergedGateway {
  const ports = new Map<number, PortServers>();
  const refused: RefusedServer[] = [];
  const servers = gateways.flatMap(serversOf);
  const tlsHosts = new Map<string, Server>();
  const httpsNames = new Map<string, Server>();
  for (const server of servers) {
    if (server.tls) {
      const keys = server.hosts.map((host) => `${server.port} ${server.bind} ${host}`);
      const taken = keys.find((key) => tlsHosts.has(key));
      if (taken !== undefined) {
        const host = server.hosts[keys.indexOf(taken)]!;
        refused.push({ server, other: tlsHosts.get(taken), reason: `host ${host} of port ${server.port} is taken` });
        continue;
      }
      for (const key of keys) tlsHosts.set(key, server);
    }
    const refusal = place(server, ports, httpsNames);
    if (refusal) refused.push(refusal);
  }
  return { ports, refused, servers };
}

/** Puts a server to those of its port, or says why it cannot stand there. */
function place(server: Server, ports: Map<number, PortServers>, names: Map<string, Server>): RefusedServer | undefined {
  const isHttp = HTTP.includes(server.protocol);
  const isTls = server.tls !== undefined && !isHttp;
  const current = ports.get(server.port);
  const name = `${server.port} ${server.portName} ${server.gateway}`;
  if (current && isHttp && takesPlain(current, server)) {
    current.plain = server;
    return undefined;
  }
  if (current && !(current.kind === 'http' && isHttp) && !(current.kind === 'tls' && isTls)) {
    const other = current.servers[0]!;
    const reason = `port ${server.port} is ${other.protocol} already`;
    return { server, other, reason };
  }
  if (terminates(server)) {
    if (names.has(name))
      return { server, other: names.get(name), reason: `port name ${server.portName} is not unique in the Gateway` };
    names.set(name, server);
  }
  if (current) current.servers.push(server);
  else ports.set(server.port, { kind: isHttp ? 'http' : isTls ? 'tls' : 'tcp', servers: [server] });
  return undefined;
}

/**
 * Whether plain HTTP can stand on a port of TLS: as the second server, or with `httpsRedirect`. Envoy would refuse it beside a server for
 * any name, as nothing tells their connections apart.
 *
 * @see https://github.com/istio/istio/blob/master/pilot/pkg/model/gateway.go
 */
function takesPlain({ kind, servers, plain }: PortServers, server: Server): boolean {
  if (kind !== 'tls' || plain || servers.some(({ hosts }) => hosts.map(bareHost).includes('*'))) return false;
  return servers.length === 1 || server.tls !== undefined;
}

/** The servers of one Gateway; one without a port is no server. */
export function serversOf(manifest: Manifest): Server[] {
  const namespace = namespaceOf(manifest);
  return list(record(manifest.object.spec).servers).flatMap((one, index) => {
    const { port, hosts, tls, bind } = record(one);
    const given = record(port);
    const found = number(given.number);
    if (found === undefined) return [];
    const { mode, httpsRedirect, credentialName } = record(tls);
    return {
      manifest,
      index,
      gateway: `${namespace}/${nameOf(manifest)}`,
      port: found,
      portName: text(given.name) ?? '',
      protocol: (text(given.protocol) ?? '').toUpperCase(),
      bind: text(bind) ?? '',
      hosts: hostsOf(hosts, namespace),
      tls:
        tls === undefined || tls === null
          ? undefined
          : {
              mode: text(mode) ?? 'PASSTHROUGH',
              httpsRedirect: httpsRedirect === true,
              credentialName: text(credentialName),
            },
    };
  });
}

/** `./host` is a host of the own namespace, one of any namespace is the host alone, and with `*` of any namespace no other counts. */
function hostsOf(value: unknown, namespace: string): string[] {
  const hosts: string[] = [];
  for (const host of list(value)) {
    if (typeof host !== 'string') continue;
    const [first, second] = host.split('/');
    if (second === undefined) hosts.push(host);
    else if (first === '*' && second === '*') return ['*'];
    else hosts.push(first === '*' ? second : `${first === '.' ? namespace : first!}/${second}`);
  }
  return hosts;
}

/** The hosts of a server that VirtualServices of a namespace may serve. */
export function hostsFor({ hosts }: Pick<Server, 'hosts'>, namespace: string): string[] {
  return hosts.flatMap((host) => {
    const [first, second] = host.split('/');
    if (second === undefined) return [host];
    return first === namespace || first === '*' ? [second] : [];
  });
}

/** The host of `namespace/host`. */
export function bareHost(host: string): string {
  return host.slice(host.indexOf('/') + 1);
}
