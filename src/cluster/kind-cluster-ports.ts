import type { IConstruct } from 'constructs';
import { isIP } from 'net';
import { fail, requireInteger, requireKnown, requireOneOf } from '../core/fail';
import type { KindPortMapping } from './kind-cluster-props';

/** Every address of the machine. */
const ALL = ['0.0.0.0', '::'];

/**
 * The mappings in full.
 *
 * @throws where a port or address is none, or two mappings want one port of the machine
 */
export function portsOf(
  construct: IConstruct,
  ports: readonly (number | KindPortMapping)[],
  listenAddress: string,
): Required<KindPortMapping>[] {
  requireAddress(construct, listenAddress);
  const full = ports.map((port) => fullMapping(construct, port, listenAddress));
  full.forEach((mapping, index) => {
    const { hostPort, protocol } = mapping;
    if (full.slice(0, index).some((other) => clash(other, mapping)))
      throw fail(construct, `ports has the port ${hostPort}/${protocol} of the machine twice`);
  });
  return full;
}

function fullMapping(
  construct: IConstruct,
  port: number | KindPortMapping,
  listenAddress: string,
): Required<KindPortMapping> {
  const given: KindPortMapping = typeof port === 'object' ? port : { containerPort: port };
  requireKnown(construct, 'a port', given, ['containerPort', 'hostPort', 'protocol', 'listenAddress']);
  const full = { hostPort: given.containerPort, protocol: 'TCP', listenAddress, ...given } as const;
  // JavaScript callers may leave it out, and kind then maps port 0.
  requireInteger(construct, 'containerPort', full.containerPort ?? null, 1, 65535);
  requireInteger(construct, 'hostPort', full.hostPort, 1, 65535);
  requireOneOf(construct, 'protocol', full.protocol, ['TCP', 'UDP', 'SCTP']);
  requireAddress(construct, full.listenAddress);
  const { containerPort, hostPort, protocol } = full;
  return { containerPort, hostPort, protocol, listenAddress: full.listenAddress };
}

function requireAddress(construct: IConstruct, address: string): void {
  if (isIP(address) === 0)
    throw fail(construct, `listenAddress is '${address}', allowed is an IP of the machine, or 0.0.0.0 for all of them`);
}

function clash(a: Required<KindPortMapping>, b: Required<KindPortMapping>): boolean {
  if (a.hostPort !== b.hostPort || a.protocol !== b.protocol) return false;
  return a.listenAddress === b.listenAddress || ALL.includes(a.listenAddress) || ALL.includes(b.listenAddress);
}
