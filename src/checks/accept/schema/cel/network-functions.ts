import type * as cel from '@marcbachmann/cel-js' with { 'resolution-mode': 'import' };
import { parseCidr, parseIp } from '../../network/ip';
import type { IpAddress } from '../../network/ip';
import { registerNamespace } from './namespace';

/** An IP address as rules compute with it: none that is written in two ways. */
class Ip {
  public constructor(
    public readonly family: 4 | 6,
    public readonly value: bigint,
  ) {}

  public toString(): string {
    if (this.family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((this.value >> shift) & 0xffn)).join('.');
    const groups = Array.from({ length: 8 }, (_, at) => ((this.value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
    // A URL writes an address as RFC 5952 has it.
    return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
  }

  public starts(prefix: bigint, bits: number): boolean {
    return this.value >> BigInt((this.family === 4 ? 32 : 128) - bits) === prefix;
  }
}

/** A range of addresses, which may have bits behind its prefix. */
class Cidr {
  public constructor(
    public readonly ip: Ip,
    public readonly prefix: number,
  ) {}

  public masked(): Cidr {
    const rest = BigInt((this.ip.family === 4 ? 32 : 128) - this.prefix);
    return new Cidr(new Ip(this.ip.family, (this.ip.value >> rest) << rest), this.prefix);
  }

  public contains(other: Ip): boolean {
    return other.family === this.ip.family && new Cidr(other, this.prefix).masked().ip.value === this.masked().ip.value;
  }
}

/**
 * The functions of IP addresses and ranges.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apiserver/pkg/cel/library/ip.go
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apiserver/pkg/cel/library/cidr.go
 */
export function registerNetwork(environment: cel.Environment): void {
  environment.registerType('net.IP', Ip);
  environment.registerType('net.CIDR', Cidr);
  const namespace = registerNamespace(environment, 'ip');

  environment.registerFunction('ip(string): net.IP', ipOf);
  environment.registerFunction('isIP(string): bool', (text: string) => readIp(text) !== undefined);
  environment.registerFunction(
    `${namespace}.isCanonical(string): bool`,
    (_: unknown, text: string) => ipOf(text).toString() === text,
  );
  environment.registerFunction('string(net.IP): string', (ip: Ip) => ip.toString());
  environment.registerOperator('net.IP == net.IP', sameIp);
  environment.registerFunction('net.IP.family(): int', ({ family }: Ip) => BigInt(family));
  environment.registerFunction('net.IP.isUnspecified(): bool', ({ value }: Ip) => value === 0n);
  environment.registerFunction('net.IP.isLoopback(): bool', isLoopback);
  environment.registerFunction('net.IP.isLinkLocalMulticast(): bool', isLinkLocalMulticast);
  environment.registerFunction('net.IP.isLinkLocalUnicast(): bool', isLinkLocalUnicast);
  environment.registerFunction('net.IP.isGlobalUnicast(): bool', isGlobalUnicast);

  environment.registerFunction('cidr(string): net.CIDR', cidrOf);
  environment.registerFunction('isCIDR(string): bool', (text: string) => readCidr(text) !== undefined);
  environment.registerFunction('string(net.CIDR): string', ({ ip, prefix }: Cidr) => `${ip.toString()}/${prefix}`);
  environment.registerOperator(
    'net.CIDR == net.CIDR',
    (a: Cidr, b: Cidr) => sameIp(a.ip, b.ip) && a.prefix === b.prefix,
  );
  environment.registerFunction('net.CIDR.ip(): net.IP', ({ ip }: Cidr) => ip);
  environment.registerFunction('net.CIDR.masked(): net.CIDR', (range: Cidr) => range.masked());
  environment.registerFunction('net.CIDR.prefixLength(): int', ({ prefix }: Cidr) => BigInt(prefix));
  environment.registerFunction('net.CIDR.containsIP(net.IP): bool', (range: Cidr, ip: Ip) => range.contains(ip));
  environment.registerFunction('net.CIDR.containsIP(string): bool', (range: Cidr, text: string) =>
    range.contains(ipOf(text)),
  );
  environment.registerFunction('net.CIDR.containsCIDR(net.CIDR): bool', containsCidr);
  environment.registerFunction('net.CIDR.containsCIDR(string): bool', (range: Cidr, text: string) =>
    containsCidr(range, cidrOf(text)),
  );
}

/** Neither a form of an IPv4 address as IPv6 nor zeros that may mean an octal number. */
function plain(address: IpAddress | undefined): Ip | undefined {
  return !address || address.mapped || address.leadingZeros ? undefined : new Ip(address.family, address.value);
}

function readIp(text: string): Ip | undefined {
  return plain(parseIp(text));
}

function readCidr(text: string): Cidr | undefined {
  const range = parseCidr(text);
  const ip = range && !range.leadingZeros ? plain(range.address) : undefined;
  return ip && range ? new Cidr(ip, range.prefix) : undefined;
}

function ipOf(text: string): Ip {
  const ip = readIp(text);
  if (!ip) throw new Error(`IP Address ${JSON.stringify(text)} parse error during conversion from string`);
  return ip;
}

function cidrOf(text: string): Cidr {
  const range = readCidr(text);
  if (!range) throw new Error('network address parse error during conversion from string');
  return range;
}

function sameIp(a: Ip, b: Ip): boolean {
  return a.family === b.family && a.value === b.value;
}

/** The API server compares the address of the inner range as it is written, with the bits behind its prefix. */
function containsCidr(outer: Cidr, inner: Cidr): boolean {
  return sameIp(outer.masked().ip, inner.ip) && outer.prefix <= inner.prefix;
}

function isLoopback(ip: Ip): boolean {
  return ip.family === 4 ? ip.starts(127n, 8) : ip.value === 1n;
}

function isLinkLocalMulticast(ip: Ip): boolean {
  return ip.family === 4 ? ip.starts(0xe00000n, 24) : (ip.value >> 112n) % 0x10n === 2n && ip.starts(0xffn, 8);
}

function isLinkLocalUnicast(ip: Ip): boolean {
  return ip.family === 4 ? ip.starts(0xa9fen, 16) : ip.starts(0x3fan, 10);
}

function isGlobalUnicast(ip: Ip): boolean {
  if (ip.value === 0n || isLoopback(ip) || isLinkLocalUnicast(ip)) return false;
  return ip.family === 4 ? ip.value !== 0xffffffffn && !ip.starts(0xen, 4) : !ip.starts(0xffn, 8);
}
