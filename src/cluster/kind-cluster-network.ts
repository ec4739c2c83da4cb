import type { IConstruct } from 'constructs';
import { parseCidr, parseIp } from '../checks/accept/network/ip';
import type { IpRange } from '../checks/accept/network/ip';
import { fail } from '../core/fail';

/** The ranges of kind itself, by IP family. */
const OWN = {
  4: { podSubnet: '10.244.0.0/16', serviceSubnet: '10.96.0.0/16' },
  6: { podSubnet: 'fd00:10:244::/56', serviceSubnet: 'fd00:10:96::/112' },
} as const;

/** The two ranges of addresses of a cluster. */
export interface KindSubnets {
  readonly family: 4 | 6;
  readonly podSubnet: string;
  readonly serviceSubnet: string;
}

/**
 * The ranges of a cluster, those of kind where none is given.
 *
 * @throws where one is no range, kubeadm would refuse its size, or the two overlap
 */
export function subnetsOf(
  construct: IConstruct,
  given: { readonly podSubnet?: string; readonly serviceSubnet?: string },
): KindSubnets {
  const pods = given.podSubnet === undefined ? undefined : rangeOf(construct, 'podSubnet', given.podSubnet);
  const services =
    given.serviceSubnet === undefined ? undefined : rangeOf(construct, 'serviceSubnet', given.serviceSubnet);
  if (pods && services && pods.bits !== services.bits)
    throw fail(
      construct,
      `podSubnet is '${given.podSubnet}' and serviceSubnet '${given.serviceSubnet}', allowed are two of IPv4 or two of IPv6`,
    );
  const family = (services ?? pods)?.bits === 128 ? 6 : 4;
  const subnets = { family, ...OWN[family], ...definedOf(given) } as const;
  requireSizes(construct, subnets);
  const [podRange, serviceRange] = [parseCidr(subnets.podSubnet)!, parseCidr(subnets.serviceSubnet)!];
  if (overlap(podRange, serviceRange))
    throw fail(
      construct,
      `podSubnet '${subnets.podSubnet}' and serviceSubnet '${subnets.serviceSubnet}' have addresses in common`,
    );
  return subnets;
}

/**
 * Fails unless a Service may have the address.
 *
 * @throws where it is outside of the range, or has another use
 */
export function requireServiceAddress(construct: IConstruct, address: string, serviceSubnet: string): void {
  const range = parseCidr(serviceSubnet)!;
  const ip = parseIp(address);
  if (ip?.family !== (range.bits === 32 ? 4 : 6) || ip.value >> rest(range) !== range.address.value >> rest(range))
    throw fail(construct, `the address '${address}' is not in the serviceSubnet '${serviceSubnet}'`);
  const offset = ip.value - range.address.value;
  const uses = new Map([
    [0n, 'names the range itself'],
    [1n, 'is that of the Service default/kubernetes'],
    [10n, "is that of the cluster's DNS"],
    [(1n << rest(range)) - 1n, 'is the last of the range, which no Service gets'],
  ]);
  const use = uses.get(offset);
  if (use !== undefined)
    throw fail(construct, `the address '${address}' ${use}; give another one of '${serviceSubnet}'`);
}

function definedOf<T extends object>(given: T): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function rangeOf(construct: IConstruct, name: string, text: string): IpRange {
  const range = parseCidr(text);
  if (!range || range.address.leadingZeros || range.leadingZeros || range.address.mapped)
    throw fail(construct, `${name} is '${text}', allowed is one range such as 10.96.0.0/16`);
  if ((range.address.value & ((1n << rest(range)) - 1n)) !== 0n)
    throw fail(construct, `${name} is '${text}', allowed is a range that begins with its first address`);
  return range;
}

/** What kubeadm takes: from 10 to 2^20 Services, and room for the pods of one node. */
function requireSizes(construct: IConstruct, { family, podSubnet, serviceSubnet }: KindSubnets): void {
  const bits = family === 4 ? 32 : 128;
  const services = parseCidr(serviceSubnet)!.prefix;
  if (services < bits - 20 || services > bits - 4)
    throw fail(construct, `serviceSubnet is '${serviceSubnet}', allowed are ranges from /${bits - 20} to /${bits - 4}`);
  const node = family === 4 ? 24 : 64;
  if (parseCidr(podSubnet)!.prefix > node)
    throw fail(construct, `podSubnet is '${podSubnet}', allowed are ranges of /${node}, that of one node, or larger`);
}

function overlap(a: IpRange, b: IpRange): boolean {
  const shift = BigInt(a.bits - Math.min(a.prefix, b.prefix));
  return a.address.value >> shift === b.address.value >> shift;
}

function rest({ bits, prefix }: IpRange): bigint {
  return BigInt(bits - prefix);
}
