import { isIP } from 'net';
import type { IConstruct } from 'constructs';
import { fail, requireMatch } from '../core/fail';

/** What a name of a certificate must look like, as text: an address in its form is refused beside. */
export const DNS_NAME = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/;

/** What a certificate is for. */
export interface Names {
  /** Names that a client may ask for, `*.` before one for all names one level below it. */
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
}

/**
 * Fails unless there is a name or an address, and each is one.
 *
 * @throws with the value and what is allowed
 */
export function requireNames(construct: IConstruct, { dnsNames, ipAddresses }: Names): void {
  if (dnsNames.length + ipAddresses.length === 0)
    throw fail(construct, 'certificate has no name, allowed is at least one of dnsNames and ipAddresses');
  for (const name of dnsNames) {
    if (isIP(name) !== 0) throw fail(construct, `dnsNames has '${name}', an address; give it in ipAddresses`);
    requireMatch(
      construct,
      'a name of dnsNames',
      name,
      DNS_NAME,
      "a name in lower case with a dot, or '*.' and such a name",
    );
  }
  for (const address of ipAddresses) {
    if (isIP(address) === 0)
      throw fail(
        construct,
        `ipAddresses has '${address}', allowed are IP addresses, such as that of the load balancer`,
      );
  }
  const twice = [...dnsNames, ...ipAddresses].find((name, index, all) => all.indexOf(name) !== index);
  if (twice !== undefined) throw fail(construct, `certificate has '${twice}' twice`);
}

/** Whether a host of a gateway is a name of a certificate: the same, or one level below a `*.`. */
export function covers(dnsName: string, host: string): boolean {
  if (dnsName === host) return true;
  return dnsName.startsWith('*.') && !host.startsWith('*') && host.slice(host.indexOf('.')) === dnsName.slice(1);
}

/**
 * Fails where a gateway serves a host for which the certificate is not made, so that each client would refuse it.
 *
 * @throws with the host and the names
 */
export function requireCovered(
  construct: IConstruct,
  hosts: readonly string[],
  { dnsNames, ipAddresses }: Names,
): void {
  for (const host of hosts) {
    if (host === '*' || dnsNames.some((name) => covers(name, host))) continue;
    const names = [...dnsNames, ...ipAddresses].join(', ');
    throw fail(construct, `hosts has '${host}', which no name of the certificate covers: ${names}`);
  }
}
