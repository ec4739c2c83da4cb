import { isIPv6 } from 'net';
import type { FieldPath } from '../../field-path';
import { invalid } from '../field-error';
import type { Sink } from '../field-error';

/** An IP address as a number. */
export interface IpAddress {
  /** 4 also for an IPv4 address in the form of an IPv6 address. */
  readonly family: 4 | 6;
  readonly value: bigint;
  /** It is written as `::ffff:1.2.3.4`. */
  readonly mapped: boolean;
  /** It has zeros that some software reads as the mark of an octal number. */
  readonly leadingZeros: boolean;
}

/** A range of addresses as `10.0.0.0/8`. */
export interface IpRange {
  readonly address: IpAddress;
  /** How many bits of the address are fixed. */
  readonly prefix: number;
  /** How many bits the written form of the address has. */
  readonly bits: 32 | 128;
  /** The prefix begins with 0. */
  readonly leadingZeros: boolean;
}

/** Reads an address in any form that an API server has ever read. */
export function parseIp(text: string): IpAddress | undefined {
  if (/^\d+(\.\d+){3}$/.test(text)) {
    const parts = text.split('.');
    if (parts.some((part) => Number(part) > 255)) return undefined;
    const value = parts.reduce((sum, part) => sum * 256n + BigInt(Number(part)), 0n);
    return { family: 4, value, mapped: false, leadingZeros: parts.some((part) => /^0\d/.test(part)) };
  }
  if (text.includes('%') || !isIPv6(text)) return undefined;
  const value = ipv6Value(text);
  const mapped = value >> 32n === 0xffffn;
  return { family: mapped ? 4 : 6, value: mapped ? value & 0xffffffffn : value, mapped, leadingZeros: false };
}

/** Reads a range in any form that an API server has ever read. */
export function parseCidr(text: string): IpRange | undefined {
  const slash = text.indexOf('/');
  const length = text.slice(slash + 1);
  const address = slash < 0 ? undefined : parseIp(text.slice(0, slash));
  if (!address || !/^\d+$/.test(length)) return undefined;
  const bits = text.slice(0, slash).includes(':') ? 128 : 32;
  const prefix = Number(length);
  return prefix > bits ? undefined : { address, prefix, bits, leadingZeros: /^0\d/.test(length) };
}

/** Whether a range holds all of another and more. */
export function isStrictSubset(inner: IpRange, outer: IpRange): boolean {
  if (inner.address.family !== outer.address.family || inner.prefix <= outer.prefix) return false;
  const rest = BigInt(outer.bits - outer.prefix);
  return inner.address.value >> rest === outer.address.value >> rest;
}

/** An address that the API server of a Kubernetes minor version takes. 1.36 refuses forms that software reads in two ways. */
export function ipAddress(text: string, path: FieldPath, minor: number, sink: Sink): void {
  const ip = parseIp(text);
  if (!ip) sink(invalid(path, text, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'));
  else if (minor < 36) return;
  else if (ip.leadingZeros) sink(invalid(path, text, 'must not have leading 0s'));
  else if (ip.mapped) sink(invalid(path, text, 'must not be an IPv4-mapped IPv6 address'));
}

/** The same for a range. */
export function ipRange(text: string, path: FieldPath, minor: number, sink: Sink): void {
  const range = parseCidr(text);
  if (!range) {
    sink(invalid(path, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'));
  } else if (minor < 36) {
    return;
  } else if (range.leadingZeros || range.address.leadingZeros) {
    sink(invalid(path, text, 'must not have leading 0s in IP or prefix length'));
  } else if (range.address.mapped) {
    sink(invalid(path, text, 'must not have an IPv4-mapped IPv6 address'));
  } else if ((range.address.value & ((1n << BigInt(range.bits - range.prefix)) - 1n)) !== 0n) {
    sink(invalid(path, text, 'must not have bits set beyond the prefix length'));
  }
}

/** An address to which traffic may be sent: not the machine itself and not the link alone. */
export function ordinaryIp(text: string, path: FieldPath, sink: Sink): void {
  const ip = parseIp(text);
  if (!ip) return;
  const { family, value } = ip;
  const within = (prefix: bigint, rest: bigint): boolean => value >> rest === prefix;
  if (value === 0n) sink(invalid(path, text, `may not be unspecified (${text})`));
  if (family === 4 ? within(127n, 24n) : value === 1n) {
    sink(invalid(path, text, 'may not be in the loopback range (127.0.0.0/8, ::1/128)'));
  }
  if (family === 4 ? within(0xa9fen, 16n) : within(0x3fan, 118n)) {
    sink(invalid(path, text, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)'));
  }
  if (family === 4 ? within(0xe00000n, 8n) : within(0xff02n, 112n)) {
    sink(invalid(path, text, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)'));
  }
}

function ipv6Value(text: string): bigint {
  // An IPv4 address at the end stands for two groups.
  const plain = text.replace(/\d+\.\d+\.\d+\.\d+$/, (tail) => {
    const value = tail.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
    return `${Math.floor(value / 65536).toString(16)}:${(value % 65536).toString(16)}`;
  });
  const [head = '', tail] = plain.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const before = groups(head);
  const after = groups(tail ?? '');
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...zeros, ...after].reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}
