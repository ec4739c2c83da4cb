// What `npm run bench` is asked.
import { parseArgs } from 'node:util';

const OPTIONS = {
  n: { type: 'string', default: '10,100,1000,3000' },
  runs: { type: 'string', default: '5' },
  only: { type: 'string' },
  smoke: { type: 'boolean', default: false },
  micro: { type: 'boolean', default: false },
};

/**
 * @param ids the contestants that there are
 * @returns the numbers of stacks, how often each is measured, and the contestants asked for
 * @throws Error with one line that says what is allowed
 */
export function readArguments(args, ids) {
  const { n, runs, only, ...flags } = parse(args);
  const wanted = only?.split(',') ?? ids;
  const unknown = wanted.filter((id) => !ids.includes(id));
  if (unknown.length > 0) throw new Error(`--only has ${unknown.join(', ')}, known are ${ids.join(', ')}`);
  return { ...flags, wanted, runs: count('--runs', runs), sizes: n.split(',').map((one) => count('--n', one)) };
}

function parse(args) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch ({ message }) {
    const what = message.split(/\. |\n/)[0];
    throw new Error(`${what}; allowed: --n NUMBERS, --runs NUMBER, --only NAMES, --smoke, --micro; see docs/speed.md`);
  }
}

function count(option, text) {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`${option} has '${text}', allowed are whole numbers above 0`);
}
