// `npm run bench -- --n 100,1000 --runs 5 --only ours,helm [--smoke] [--micro]`: see docs/speed.md.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { PlatformApp, Target } from 'cdk8s-ml-platform';
import { readArguments } from './lib/arguments.mjs';
import { CONTESTANTS, VERSIONS } from './lib/contestants.mjs';
import { requireEqual, requireSameBytes } from './lib/equal.mjs';
import { measure, median } from './lib/measure.mjs';
import { plot } from './lib/plot.mjs';
import { page } from './lib/report.mjs';
import { shapeOf } from './lib/shape.mjs';
import { parameters, stack } from './workload/stack.cjs';

const here = import.meta.dirname;
// Below the checkout, for programs that are written here find their packages as any program in it.
const cache = path.join(here, '../.cache/bench');

/** The objects as cdk8s itself renders them, an app for each stack. */
function workload(n) {
  const stacks = Array.from({ length: n }, (_, index) => {
    const app = new PlatformApp({ target: Target.aks('1.34') });
    return stack(app, parameters(index)).toJson();
  });
  return JSON.parse(JSON.stringify(stacks));
}

function bench(n, runs, contestants) {
  const stacks = workload(n);
  if (stacks.some((objects) => objects.length !== 12)) throw new Error('a stack has 12 objects');
  const inputs = path.join(cache, `inputs-${n}`);
  fs.rmSync(inputs, { recursive: true, force: true });
  fs.mkdirSync(inputs, { recursive: true });
  const shape = shapeOf(stacks);
  fs.writeFileSync(path.join(inputs, 'rows.json'), JSON.stringify(shape.rows));
  const outputs = path.join(cache, 'out');
  fs.rmSync(outputs, { recursive: true, force: true });
  // A folder for each run: what the file system has to do for deleted files would be measured with the next contestant.
  const output = (id, run) => path.join(outputs, `${id}-${run}`);
  const field = contestants
    .filter(({ limit = Infinity }) => n <= limit)
    .map((one) => ({ ...one, n, command: one.prepare(shape, { n, cache, inputs }), taken: [] }));
  for (const one of field) {
    measure(one.command(output(one.id, 'first')), cache);
    if (!one.ownWork) requireEqual(one.name, output(one.id, 'first'), stacks);
    const like = one.sameBytesAs && field.find(({ id }) => id === one.sameBytesAs);
    if (like) requireSameBytes(one.name, output(like.id, 'first'), output(one.id, 'first'));
    console.error(`N = ${n}: ${one.name} wrote what it should`);
  }
  for (let run = 0; run < runs; run++) {
    for (const one of field) one.taken.push(measure(one.command(output(one.id, run)), cache));
  }
  return field.map(({ id, name, ownWork, taken }) => {
    const of = (what) => median(taken.map((cost) => cost[what]));
    return { id, name, ownWork, n, wall: of('wall'), cpu: of('cpu'), memory: of('memory') };
  });
}

function versions() {
  const read = (name) =>
    JSON.parse(fs.readFileSync(path.join(here, '../node_modules', name, 'package.json'), 'utf8')).version;
  const packages = ['cdk8s', 'cdk8s-plus-27', 'constructs'].map((name) => [name, read(name)]);
  return Object.fromEntries([...packages, ...Object.entries(VERSIONS).filter(([, version]) => version)]);
}

function commitOf() {
  const git = (...args) => execFileSync('git', args, { cwd: here, encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--', '../src', '../bench/workload', '../bench/contestants') !== '';
  return git('rev-parse', '--short', 'HEAD') + (changed ? ' and changes to src' : '');
}

function main({ wanted, runs, sizes, smoke }) {
  const contestants = CONTESTANTS.filter(({ id }) => wanted.includes(id));
  fs.mkdirSync(cache, { recursive: true });
  const results = sizes.flatMap((n) => bench(n, runs, contestants));
  fs.rmSync(path.join(cache, 'out'), { recursive: true, force: true });
  for (const { n, name, wall, cpu, memory } of results) {
    console.log(
      `${String(n).padStart(5)}  ${name.padEnd(40)} wall ${wall.toFixed(2)} s  CPU ${cpu?.toFixed(2) ?? '?'} s  ${memory?.toFixed(0) ?? '?'} MB`,
    );
  }
  // A smoke shows that the bench works; its numbers are no result.
  if (smoke) return;
  const commit = commitOf();
  const record = {
    date: new Date().toISOString().slice(0, 10),
    commit,
    runs,
    versions: { node: process.version, ...versions() },
    results,
  };
  fs.appendFileSync(path.join(here, 'history.jsonl'), `${JSON.stringify(record)}\n`);
  fs.writeFileSync(path.join(here, 'results.md'), page({ results, runs, versions: versions(), commit }));
  const lines = contestants.map(({ id, name }) => ({
    name,
    points: results.filter((row) => row.id === id).map(({ n, wall }) => [n, wall]),
  }));
  fs.writeFileSync(path.join(here, 'results.svg'), plot(lines.filter(({ points }) => points.length > 0)));
}

/** What is asked for; a mistake is told in a line, without a stack. */
function asked() {
  const ids = CONTESTANTS.map(({ id }) => id);
  try {
    return readArguments(process.argv.slice(2), ids);
  } catch ({ message }) {
    console.error(`bench: ${message}`);
    process.exit(2);
  }
}

const options = asked();
if (options.micro) await import('./micro.mjs');
else main(options);
