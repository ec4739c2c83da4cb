/**
 * Fails where something is lacking, and says what is to be written where: a list that is not empty tells a maintainer what, and not what to do.
 *
 * @param todo what is to be done, with the file, such as `give each construct a row in test/support/constructs.ts`
 */
export function expectNothingLacks(todo: string, lacking: readonly string[]): void {
  if (lacking.length === 0) return;
  const error = new Error(`${todo}; it is lacking of:\n${lacking.map((one) => `  ${one}\n`).join('')}`);
  Error.captureStackTrace(error, expectNothingLacks);
  throw error;
}
