// Runs one command and says what it cost.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** GNU time tells what a child process used; where it is missing, the time on the wall is all that is measured. */
const GNU_TIME = ['/usr/bin/time'].find((file) => fs.existsSync(file));

/**
 * @param command program and arguments; what it prints goes to `stdout` where a file is named
 * @returns seconds on the wall, seconds of CPU and peak memory in MB, the latter two where the system tells
 */
export function measure({ command, stdout }, folder) {
  const report = path.join(folder, 'time.txt');
  const [program, ...args] = GNU_TIME ? [GNU_TIME, '-o', report, '-f', '%U %S %M', ...command] : command;
  if (stdout) fs.mkdirSync(path.dirname(stdout), { recursive: true });
  const out = stdout ? fs.openSync(stdout, 'w') : 'ignore';
  const begin = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(program, args, { stdio: ['ignore', out, 'pipe'], encoding: 'utf8' });
  const wall = Number(process.hrtime.bigint() - begin) / 1e9;
  if (stdout) fs.closeSync(out);
  if (status !== 0) throw new Error(`${command.join(' ')} failed: ${error?.message ?? stderr.slice(-2000)}`);
  if (!GNU_TIME) return { wall };
  const [user, system, kilobytes] = fs.readFileSync(report, 'utf8').trim().split(' ').map(Number);
  return { wall, cpu: user + system, memory: kilobytes / 1024 };
}

export function median(values) {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  return sorted.length === 0 ? undefined : (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
