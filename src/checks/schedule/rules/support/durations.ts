const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };

/** Seconds of a duration such as `720h` or `1h30m`; `Infinity` of `Never`; `undefined` where it is neither. */
export function seconds(value: unknown): number | undefined {
  if (value === 'Never') return Infinity;
  if (typeof value !== 'string' || !/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(value)) return undefined;
  let sum = 0;
  for (const [, amount, unit] of value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) sum += Number(amount) * UNITS[unit!]!;
  return sum;
}
