/** Thrown where input cannot be read as manifests at all: a missing file, a binary one, text that is not YAML. */
export class InputError extends Error {
  /**
   * @param place the file, and the line where it is known
   * @param problem what is wrong with it, and how to mend it
   */
  public constructor(place: string, problem: string) {
    super(`${place}: ${problem}`);
    this.name = 'InputError';
  }
}
