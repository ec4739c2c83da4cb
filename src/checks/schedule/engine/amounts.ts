import { isQuantity, parseMilli } from '../../../facts/quantity';
import { record } from '../../accept/read';

/** Amounts by resource name in thousandths, for exact sums. */
export type MilliAmounts = ReadonlyMap<string, bigint>;

/** Amounts by resource name as the scheduler compares them: `cpu` in thousandths, everything else in whole units, rounded up. */
export type Amounts = ReadonlyMap<string, number>;

/** The quantities of a `requests`, `limits` or `allocatable` map; what is no quantity is left out, null is zero. */
export function readMilli(value: unknown): Map<string, bigint> {
  const amounts = new Map<string, bigint>();
  for (const [name, amount] of Object.entries(record(value))) {
    if (amount === null) amounts.set(name, 0n);
    else if (isQuantity(amount)) amounts.set(name, parseMilli(amount) ?? 0n);
  }
  return amounts;
}

/** As the scheduler compares them. */
export function toAmounts(milli: MilliAmounts): Amounts {
  const amounts = new Map<string, number>();
  for (const [name, amount] of milli) {
    amounts.set(name, name === 'cpu' ? Number(amount) : Number((amount + 999n) / 1000n));
  }
  return amounts;
}

/** The quantities of a map as the scheduler compares them. */
export function readAmounts(value: unknown): Amounts {
  return toAmounts(readMilli(value));
}

/** Adds the amounts of one map to another. */
export function addTo(sum: Map<string, bigint>, more: MilliAmounts): void {
  for (const [name, amount] of more) sum.set(name, (sum.get(name) ?? 0n) + amount);
}

/** Raises the amounts of one map to those of another. */
export function raiseTo(high: Map<string, bigint>, other: MilliAmounts): void {
  for (const [name, amount] of other) {
    const known = high.get(name);
    if (known === undefined || amount > known) high.set(name, amount);
  }
}

/** The sum of two maps. */
export function plus(a: Amounts, b: Amounts): Amounts {
  if (b.size === 0) return a;
  const sum = new Map(a);
  for (const [name, amount] of b) sum.set(name, (sum.get(name) ?? 0) + amount);
  return sum;
}

const BINARY: readonly [string, number][] = [
  ['Ti', 2 ** 40],
  ['Gi', 2 ** 30],
  ['Mi', 2 ** 20],
  ['Ki', 2 ** 10],
];

/** An amount as Kubernetes writes it, such as `1500m` of `cpu` and `16Gi` of `memory`. */
export function showAmount(name: string, amount: number): string {
  if (name === 'cpu') return amount % 1000 === 0 ? String(amount / 1000) : `${amount}m`;
  const [unit, size] = BINARY.find(([, size]) => amount >= size && amount % size === 0) ?? ['', 1];
  return `${amount / size}${unit}`;
}

/** Amounts as the JSON that Karpenter's events show: `{"cpu":"4","pods":"1"}`. */
export function showAmounts(amounts: Amounts): string {
  const names = [...amounts.keys()].sort();
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, showAmount(name, amounts.get(name)!)])));
}
