/** An evaluation comes to what cannot be said for certain here: nothing may be concluded from its rule. */
export class Unknowable extends Error {}

/** Whether an evaluation ended so, also where the library has wrapped the error. */
export function isUnknowable(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) if (one instanceof Unknowable) return true;
  return false;
}
