import type * as cel from '@marcbachmann/cel-js' with { 'resolution-mode': 'import' };
import { isQuantity, parseMilli } from '../../../../facts/quantity';
import { Unknowable } from './unknowable';

/** What a quantity must be smaller than for its integer to be certain: Go keeps others as decimals, of which it makes no integers. */
const CERTAIN = 10n ** 9n;

/** An amount in thousandths, the least that quantities are compared by here. */
class Quantity {
  public constructor(public readonly milli: bigint) {}
}

/**
 * The functions of quantities.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apiserver/pkg/cel/library/quantity.go
 */
export function registerQuantities(environment: cel.Environment): void {
  const of = 'kubernetes.Quantity';
  environment.registerType(of, Quantity);
  environment.registerFunction('isQuantity(string): bool', (text: string) => isQuantity(text));
  environment.registerFunction(`quantity(string): ${of}`, (text: string) => {
    const milli = parseMilli(text);
    if (milli === undefined) throw new Error('quantities must match the regular expression');
    return new Quantity(milli);
  });
  const order = (a: Quantity, b: Quantity): number => (a.milli < b.milli ? -1 : a.milli > b.milli ? 1 : 0);
  environment.registerFunction(`${of}.compareTo(${of}): int`, (a: Quantity, b: Quantity) => BigInt(order(a, b)));
  environment.registerFunction(`${of}.isGreaterThan(${of}): bool`, (a: Quantity, b: Quantity) => order(a, b) > 0);
  environment.registerFunction(`${of}.isLessThan(${of}): bool`, (a: Quantity, b: Quantity) => order(a, b) < 0);
  environment.registerOperator(`${of} == ${of}`, (a: Quantity, b: Quantity) => order(a, b) === 0);
  environment.registerFunction(`${of}.sign(): int`, ({ milli }: Quantity) => (milli < 0n ? -1n : milli > 0n ? 1n : 0n));
  environment.registerFunction(
    `${of}.add(${of}): ${of}`,
    (a: Quantity, b: Quantity) => new Quantity(a.milli + b.milli),
  );
  environment.registerFunction(`${of}.add(int): ${of}`, (a: Quantity, b: bigint) => new Quantity(a.milli + b * 1000n));
  environment.registerFunction(
    `${of}.sub(${of}): ${of}`,
    (a: Quantity, b: Quantity) => new Quantity(a.milli - b.milli),
  );
  environment.registerFunction(`${of}.sub(int): ${of}`, (a: Quantity, b: bigint) => new Quantity(a.milli - b * 1000n));
  environment.registerFunction(`${of}.isInteger(): bool`, (amount: Quantity) => wholeOf(amount) !== undefined);
  environment.registerFunction(`${of}.asInteger(): int`, (amount: Quantity) => {
    const whole = wholeOf(amount);
    if (whole === undefined) throw new Error('cannot convert value to integer');
    return whole;
  });
  environment.registerFunction(`${of}.asApproximateFloat(): double`, ({ milli }: Quantity) => Number(milli) / 1000);
}

/** `undefined` of an amount that has a fraction. */
function wholeOf({ milli }: Quantity): bigint | undefined {
  if (milli % 1000n !== 0n) return undefined;
  const whole = milli / 1000n;
  if (whole >= CERTAIN * 1024n || whole <= -CERTAIN * 1024n) throw new Unknowable('the integer of a large quantity');
  return whole;
}
