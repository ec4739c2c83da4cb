/** A Kubernetes quantity: a number, or text such as `500m`, `16Gi` and `8G`. */
export type Quantity = string | number;

/** What may stand behind the digits of a quantity: a binary unit, a decimal one, or an exponent; as the source of an expression. */
export const UNITS = '([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\\d+)';
const SYNTAX = new RegExp(`^([+-]?)(\\d+\\.?\\d*|\\.\\d*|)(?:${UNITS})?$`);
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** With these the API server reads a quantity that has no digit (`Gi`, `m`, `-`) as zero; of larger and smaller units it wants a digit. */
const WITHOUT_DIGITS = { binary: ['Ki', 'Mi', 'Gi', 'Ti'], leastPower: -9 };

/**
 * The value of a quantity in thousandths, rounded up as the API server rounds (a quantity smaller than `1m` becomes `1m`).
 * Whole numbers stay exact up to 200 digits behind their own, for they are counted with `bigint`; with a binary unit they end where the API
 * server ends, at 2^63 - 1. Text without a digit is zero where the API server has it so.
 *
 * @returns `undefined` where the text is no quantity.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go
 */
export function parseMilli(quantity: Quantity): bigint | undefined {
  if (typeof quantity !== 'string' || quantity.length > MAX_KNOWN_LENGTH) return read(quantity);
  let milli = known.get(quantity);
  if (milli === undefined && !known.has(quantity)) {
    milli = read(quantity);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(quantity, milli);
  }
  return milli;
}

// The same few texts come again in container after container; anyone's YAML may have others without end.
const known = new Map<string, bigint | undefined>();
const MAX_KNOWN = 1000;
const MAX_KNOWN_LENGTH = 30;
const MAX_DIGITS = 400;

/**
 * The exponents that a quantity may have. Beyond them newer API servers refuse it; those up to 1.36 keep the last 32 bits of the exponent, so
 * that `1e4294967297` is ten, or calculate without end.
 */
const MAX_POWER = 2 ** 31 - 1;

/** Exponents are counted between these two: a smaller amount is rounded up to `1m` anyway, and of two larger ones none is there to be had. */
const [LEAST_COUNTED, MOST_COUNTED] = [-1000, 200];

/** In thousandths: to what the API server lowers an amount with a binary unit, and no other. */
const MAX_BINARY = (2n ** 63n - 1n) * 1000n;

function read(quantity: Quantity): bigint | undefined {
  const match = quantity === '' ? null : SYNTAX.exec(typeof quantity === 'number' ? numberText(quantity) : quantity);
  if (!match) return undefined;
  const [, sign, digits = '', binary, decimal, exponent] = match;
  const [left = '', right = ''] = digits.split('.');
  // More digits than any amount has would take their square in time.
  const [whole, fraction] = [left.replace(/^0+/, '').slice(0, MAX_DIGITS), right.slice(0, MAX_DIGITS)];
  const power = decimal !== undefined ? (DECIMAL[decimal] ?? 0) : Number(exponent ?? 0);
  if (Math.abs(power) > MAX_POWER) return undefined;
  if (digits === '' || digits === '.') {
    const zero = binary === undefined ? power >= WITHOUT_DIGITS.leastPower : WITHOUT_DIGITS.binary.includes(binary);
    return zero ? 0n : undefined;
  }
  const scale = binary !== undefined ? 1024n ** BigInt(BINARY.indexOf(binary) + 1) : 1n;
  const shift = Math.min(Math.max(power, LEAST_COUNTED), MOST_COUNTED) + 3 - fraction.length;
  const units = BigInt(whole + fraction || '0') * scale;
  const counted = shift >= 0 ? units * 10n ** BigInt(shift) : divideUp(units, 10n ** BigInt(-shift));
  const milli = binary !== undefined && counted > MAX_BINARY ? MAX_BINARY : counted;
  return sign === '-' ? -milli : milli;
}

/** Whether the text or number is a quantity that the API server reads. */
export function isQuantity(value: unknown): value is Quantity {
  return (typeof value === 'string' || typeof value === 'number') && parseMilli(value) !== undefined;
}

/**
 * Compares two quantities by value: negative where `a` is less, 0 where they are equal (`1000m` and `1` are), positive where `a` is more.
 *
 * @throws where one of the two is no quantity.
 */
export function compareQuantities(a: Quantity, b: Quantity): number {
  const left = parseMilli(a);
  const right = parseMilli(b);
  if (left === undefined) throw new Error(`'${a}' is not a quantity, such as 500m, 4 or 16Gi`);
  if (right === undefined) throw new Error(`'${b}' is not a quantity, such as 500m, 4 or 16Gi`);
  return left < right ? -1 : left > right ? 1 : 0;
}

function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : 'not a quantity';
}

function divideUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}
