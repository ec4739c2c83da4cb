#!/usr/bin/env node
import { run } from './commands/run';
import { watchStandardOutput } from './commands/standard-output';

watchStandardOutput();
process.exitCode = run(process.argv.slice(2));
