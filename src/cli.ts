#!/usr/bin/env node
import { run } from './commands/run';

// A reader such as `head` may have enough before the end; that is no error of this program.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = run(process.argv.slice(2));
