#!/usr/bin/env node
import { InputError } from './checks/model/input-error';
import { COMMANDS } from './commands';
import { UsageError } from './commands/arguments';

function usage(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}`);
  return `usage: cdk8s-ml-platform COMMAND ...\n\n${lines.join('\n')}\n\ncdk8s-ml-platform COMMAND --help tells more of one.\n`;
}

function main([name, ...rest]: string[]): number {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    (name === undefined ? process.stderr : process.stdout).write(usage());
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((one) => one.name === name);
  if (!command)
    throw new UsageError(`'${name}' is no command, allowed are ${COMMANDS.map((one) => one.name).join(', ')}`);
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(command.help);
    return 0;
  }
  return command.run(rest);
}

// A reader such as `head` may have enough before the end; that is no error of this program.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const args = process.argv.slice(2);
try {
  process.exitCode = main(args);
} catch (error) {
  if (!(error instanceof InputError) && !(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  const known = COMMANDS.some(({ name }) => name === args[0]);
  if (error instanceof UsageError) process.stderr.write(`see cdk8s-ml-platform ${known ? `${args[0]} ` : ''}--help\n`);
  process.exitCode = 2;
}
