import { kindOf, requireObjects, requireText } from '../facts/given';
import { hideField } from '../facts/hide-field';
import { oneLine } from '../facts/printable';
import { hideSecrets } from '../checks/secret/hide-secrets';

/** A place in a configuration: the keys that lead to it, from the outermost. */
export type ConfigPath = readonly (string | number)[];

/** What is wrong with a configuration, and where. */
export interface ConfigProblem {
  /** The keys that lead to the value. */
  readonly path: ConfigPath;
  /** What was given and what is allowed. */
  readonly message: string;
  /** From 1; only where the configuration is read from a file. */
  readonly line?: number;
  /** The column in the line, from 1. */
  readonly column?: number;
}

/** Thrown where a configuration cannot be used. Nothing has been written then. */
export class ConfigError extends Error {
  public constructor(
    /** All problems, each with its place. */
    public readonly problems: readonly ConfigProblem[],
    /** The file, where the configuration is read from one. */
    public readonly file?: string,
  ) {
    requireProblems(problems);
    // Two rules of one place may say the same of it.
    super([...new Set(problems.map((problem) => describe(problem, file)))].join('\n'));
    this.name = 'ConfigError';
    hideField(this, 'problems');
    hideField(this, 'file');
  }
}

/** What a compiler says to those who have one. */
function requireProblems(problems: readonly ConfigProblem[]): void {
  const noun = 'the problems of a ConfigError';
  requireObjects(noun, problems, ['path', 'message', 'line', 'column']);
  for (const [index, { path, message }] of problems.entries()) {
    const given: unknown = path;
    if (!Array.isArray(given)) throw new Error(`path of ${noun}[${index}] is ${kindOf(given)}, allowed is a list`);
    requireText(`message of ${noun}[${index}]`, message);
  }
}

/** One line, whatever the value that it repeats. */
function describe({ path, message, line, column }: ConfigProblem, file: string | undefined): string {
  const place = file === undefined ? '' : [file, line, column].filter((part) => part !== undefined).join(':') + '  ';
  return oneLine(place + withoutPassword(path.length === 0 ? message : `${path.join('.')}: ${message}`));
}

/** What looks like a password of a URL, whatever its characters are, and what is known by its shape, is for no log. */
function withoutPassword(text: string): string {
  return hideSecrets(text).replace(/(:\/\/[^\s/:@]*:)\S+@/g, '$1***@');
}
