const UNIT: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** The milliseconds of a text such as `1m30s`. */
export function milliseconds(timeout: string): number {
  const parts = [...timeout.matchAll(/([0-9]+)(ms|h|m|s)/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNIT[unit!]!, 0);
}
