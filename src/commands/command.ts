/** One command of the command line. */
export interface Command {
  /** As it is typed, such as `check`. */
  readonly name: string;
  /** What it answers, in a line of the general help. */
  readonly summary: string;
  /** Its own help: usage, options with their defaults, examples, exit codes. */
  readonly help: string;
  /**
   * Runs it and writes to standard output.
   *
   * @returns the exit code
   * @throws `UsageError` where the arguments are wrong, `InputError` where a file cannot be used
   */
  run(args: string[]): number;
}
