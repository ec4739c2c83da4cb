/** Whether a value is a part of a hundred, such as `25%`. */
export function isPercent(value: unknown): value is string {
  return typeof value === 'string' && /^\d+%$/.test(value);
}

/** A number, or a part of some pods; `undefined` for any other value. */
export function portionOf(value: unknown, pods: number, round: (exact: number) => number): number | undefined {
  if (typeof value === 'number') return value;
  return isPercent(value) ? round((Number.parseInt(value, 10) * pods) / 100) : undefined;
}
