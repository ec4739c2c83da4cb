import { spawnSync } from 'child_process';
import * as path from 'path';

const ALLOWED = 'allowed: --n NUMBERS, --runs NUMBER, --only NAMES, --smoke, --micro; see docs/speed.md';

/** Asks the arguments alone: nothing is measured. */
function said(...args: string[]): { readonly status: number | null; readonly stderr: string } {
  const bench = path.resolve(__dirname, '../../bench/main.mjs');
  const { status, stderr } = spawnSync(process.execPath, [bench, ...args], { encoding: 'utf8', timeout: 60_000 });
  return { status, stderr };
}

test.each([
  [['--help'], `Unknown option '--help'; ${ALLOWED}`],
  [['--rnus', '3'], `Unknown option '--rnus'; ${ALLOWED}`],
  [['--runs'], `Option '--runs <value>' argument missing; ${ALLOWED}`],
  [['100'], `Unexpected argument '100'; ${ALLOWED}`],
  [['--n', '10,many'], "--n has 'many', allowed are whole numbers above 0"],
  [['--runs', '0'], "--runs has '0', allowed are whole numbers above 0"],
])('bench %j is told in one line', (args, line) => {
  expect(said(...args)).toEqual({ status: 2, stderr: `bench: ${line}\n` });
});

// helm and kubectl are known where they are there.
test('a contestant that there is not', () => {
  expect(said('--only', 'ours,helmm')).toEqual({
    status: 2,
    stderr: expect.stringMatching(/^bench: --only has helmm, known are ours, ours-checks, json, cdk8s, .*plus-ours\n$/),
  });
});
