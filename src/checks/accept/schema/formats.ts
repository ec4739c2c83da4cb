import { isIPv4, isIPv6 } from 'net';

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const DATE_TIME = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,](\d+))?(?:Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const GO_DURATION = /^[+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

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

/** Base64 with its padding; Go skips line ends. */
export function isBase64(text: string): boolean {
  return BASE64.test(text.replace(/[\r\n]/g, ''));
}

/** What Go reads as a duration, such as `1h30m` and `0`. */
export function isGoDuration(text: string): boolean {
  return GO_DURATION.test(text);
}

/** Whether a text is of a format that the API server checks; it leaves other formats alone. */
export function hasFormat(text: string, format: unknown): boolean {
  switch (format) {
    case 'date-time':
      return isDateTime(text.toUpperCase());
    case 'date':
      return isDate(text);
    case 'byte':
      // Unlike Go's decoder this format knows neither line ends nor empty text.
      return text !== '' && BASE64.test(text);
    case 'duration':
      return isGoDuration(text);
    case 'ipv4':
      return isIPv4(text);
    case 'ipv6':
      return isIPv6(text);
    case 'uuid':
      return UUID.test(text);
    default:
      return true;
  }
}
