/** Words with separators, such as the name of a Secret, of a variable or of a field: `studioml-queue-2`, `clientSecret`, `k8s_token`. */
export function isName(value: string): boolean {
  // The length first: of a long part the pattern would try every place for its digits.
  return value.split(/[-_.:/]/).every((part) => part.length <= 24 && /^[A-Za-z]*\d{0,2}[A-Za-z]*$/.test(part));
}

/** Whether a text has letters and digits so mixed that nobody reads them as a word, be it among the signs of a program. */
export function hasMixed(value: string): boolean {
  return value.split(/[^A-Za-z0-9]+/).some((run) => run.length >= 8 && /\d[A-Za-z]+\d/.test(run));
}
