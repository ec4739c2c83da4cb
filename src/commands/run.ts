import { InputError } from '../checks/model/input-error';
import { ProgressBar } from '../checks/report/progress-bar';
import { hideSecrets } from '../checks/secret/hide-secrets';
import { nearest } from '../facts/given';
import { COMMANDS } from '.';
import { UsageError } from './arguments';
import { packageVersion } from './package-version';
import { say } from './print';

/**
 * Runs the command line: results go to standard output, all else to standard error. What cannot be used is said in a line there, and is
 * never thrown.
 *
 * @param args the words behind the name of the program
 * @returns the exit code: 0 for yes or nothing found, 1 for no or findings, 2 for input that cannot be used
 */
export function run(args: readonly string[]): number {
  try {
    return commandOf(args);
  } catch (error) {
    ProgressBar.clear();
    if (!(error instanceof InputError) && !(error instanceof UsageError)) throw error;
    // What was given is repeated in messages, and these go into logs.
    say(`${hideSecrets(error.message)}\n`);
    const known = COMMANDS.some(({ name }) => name === args[0]);
    if (error instanceof UsageError) say(`see cdk8s-ml-platform ${known ? `${args[0]} ` : ''}--help\n`);
    return 2;
  }
}

function commandOf([name, ...rest]: readonly string[]): number {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? process.stderr : process.stdout).write(usage());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    process.stdout.write(`${packageVersion()}\n`);
    return 0;
  }
  if ([name, ...rest].some((one) => one.includes('\0')))
    throw new UsageError('a word of the command line holds a NUL byte');
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) {
    const names = COMMANDS.map((one) => one.name);
    const near = name.length > 2 ? nearest(name, names) : undefined;
    const hint = near === undefined ? '' : `; did you mean '${near}'?`;
    throw new UsageError(`'${name}' is no command, allowed are ${names.join(', ')}${hint}`);
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(command.help);
    return 0;
  }
  return command.run(rest);
}

function usage(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}`);
  return `usage: cdk8s-ml-platform COMMAND ...\n\n${lines.join('\n')}\n\ncdk8s-ml-platform COMMAND --help tells more of one, --version the version.\n`;
}
