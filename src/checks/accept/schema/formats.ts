import { isIPv6 } from 'net';

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const DATE_TIME = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,](\d+))?(?:Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const LOOSE_DATE_TIME = /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const GO_DURATION = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const GO_DURATION_PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;
const UNIT_SECONDS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};
const MAX_DURATION_SECONDS = 2 ** 63 / 1e9;
const IPV4 = /^0*(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.0*(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;

/** A date that the calendar has. */
export function isDate(text: string): boolean {
  const [, year, month, day] = (DATE.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** A time as RFC 3339 has it, with any number of digits behind the second; `digits` where their number is fixed. */
export function isDateTime(text: string, digits?: number): boolean {
  const match = DATE_TIME.exec(text);
  return match !== null && isDate(match[1] ?? '') && (digits === undefined || match[3]?.length === digits);
}

/** As the format of custom resources has it: in small letters too, with any sign before the fraction and any numbers in the offset. */
function isLooseDateTime(text: string): boolean {
  const match = LOOSE_DATE_TIME.exec(text);
  return match !== null && isDate(match[1] ?? '');
}

/** Base64 with its padding; Go skips line ends. */
export function isBase64(text: string): boolean {
  return BASE64.test(text.replace(/[\r\n]/g, ''));
}

/** What Go reads as a duration, such as `1h30m` and `0`; it counts nanoseconds in 64 bits, which is 292 years. */
export function isGoDuration(text: string): boolean {
  return goSeconds(text) !== undefined;
}

/** The seconds of a duration of Go; `undefined` where it is none. */
export function goSeconds(text: string): number | undefined {
  if (!GO_DURATION.test(text)) return undefined;
  let seconds = 0;
  for (const [, count, unit = ''] of text.matchAll(GO_DURATION_PART))
    seconds += Number(count) * (UNIT_SECONDS[unit] ?? 0);
  if (seconds >= MAX_DURATION_SECONDS) return undefined;
  return text.startsWith('-') ? -seconds : seconds;
}

/** An IPv4 address as Go's older reader takes it: with leading zeros, and in the form of an IPv6 address. */
function isSloppyIPv4(text: string): boolean {
  return IPV4.test(text) || (text.includes('.') && isGoIPv6(text));
}

/** Go knows no zones (`%eth0`). */
function isGoIPv6(text: string): boolean {
  return !text.includes('%') && isIPv6(text);
}

/** Formats of texts that the API server checks in custom resources. */
const KNOWN = new Set(['date-time', 'date', 'byte', 'duration', 'ipv4', 'ipv6', 'uuid']);

/** Whether the API server knows the format of a text; it leaves other formats alone. */
export function isKnownFormat(format: unknown): boolean {
  return typeof format === 'string' && KNOWN.has(format);
}

/** Whether a text is of a format that the API server checks; it leaves other formats alone. */
export function hasFormat(text: string, format: unknown): boolean {
  switch (format) {
    case 'date-time':
      return isLooseDateTime(text);
    case 'date':
      return isDate(text);
    case 'byte':
      // Unlike Go's decoder this format knows neither line ends nor empty text.
      return text !== '' && BASE64.test(text);
    case 'duration':
      return isGoDuration(text);
    case 'ipv4':
      return isSloppyIPv4(text);
    case 'ipv6':
      return isGoIPv6(text);
    case 'uuid':
      return UUID.test(text);
    default:
      return true;
  }
}
