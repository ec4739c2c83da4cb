/**
 * The word in the number that fits: `object` for 1, `objects` for any other.
 *
 * @param many the plural, by default with an `s` behind it
 */
export function plural(amount: number, one: string, many = `${one}s`): string {
  return amount === 1 ? one : many;
}

/** How many there are, with the word in the number that fits: `1 object`, `2 objects`. */
export function count(amount: number, one: string, many?: string): string {
  return `${amount} ${plural(amount, one, many)}`;
}
