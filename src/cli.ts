#!/usr/bin/env node
import { run } from './commands/run';
import { fileProblem } from './facts/file-problem';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader such as `head` may have enough before the end; that is no error of this program.
  if (error.code === 'EPIPE') process.exit();
  process.stderr.write(`standard output cannot be written: ${fileProblem(error, 'write')}\n`);
  process.exit(2);
});

process.exitCode = run(process.argv.slice(2));
