/** Orders texts by their characters, the same on each machine, which the order of a locale is not. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
