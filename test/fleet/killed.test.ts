import { spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { contents, Place, random } from './fleet-folder';

/** Many runs of a process of its own, on a machine that may have other things to do. */
jest.setTimeout(300_000);

const LIBRARY = path.resolve(__dirname, '../../dist/lib/src/fleet/fleet.js');
const NAMES = Array.from({ length: 12 }, (_, index) => `c-${index}`);
const LIST = '.fleet-files';

/** The moments of the kills follow from it, as far as a machine lets them: `FLEET_KILL_SEED=7 npx jest test/fleet/killed` tries others. */
const SEED = Number(process.env.FLEET_KILL_SEED ?? 20);

/** Two fleets of the same clusters, which differ in five files of each; the second has one file less. */
function text(gpus: number, plugin: string, namespace: string): string {
  const clusters = NAMES.map((name, index) => {
    const pools = `{ a100: { limits: { gpus: ${gpus + index} } } }`;
    return `  ${name}: { overrides: { namespace: ${namespace}, pools: ${pools}, devicePlugin: ${plugin} } }\n`;
  });
  return `base: platform.yaml\ndelivery: { engine: kubectl }\nclusters:\n${clusters.join('')}`;
}

const FLEETS = [text(8, '{ timeSlicing: { replicas: 4 } }', 'one'), text(100, 'null', 'two')];

/** Says a word for each cluster that is done. With a number it ends itself, as a kill would, before so many renames have been done. */
const PROGRAM = `
  const fs = require('fs');
  const { Fleet } = require(process.argv[1]);
  let left = Number(process.argv[4] ?? Infinity);
  for (const name of ['renameSync', 'rmSync']) {
    const real = fs[name];
    fs[name] = (from, ...more) => {
      const at = String(name === 'rmSync' ? from : more[0]);
      if (!at.includes('.fleet/') && left-- === 0) process.kill(process.pid, 'SIGKILL');
      return real(from, ...more);
    };
  }
  const onCluster = ({ name }) => fs.writeSync(1, name + '\\n');
  Fleet.fromFile(process.argv[2]).synth({ outdir: process.argv[3], onCluster, only: JSON.parse(process.argv[5] ?? 'null') ?? undefined });
`;

type Files = Readonly<Record<string, string>>;

let place: Place;
/** What each fleet writes when nobody kills it, by cluster. */
let whole: Readonly<Record<string, Files>>[];
beforeAll(async () => {
  if (!fs.existsSync(LIBRARY)) throw new Error('dist/lib is missing: run npm run build first');
  place = new Place();
  place.write(
    'platform.yaml',
    "target: { provider: aks, kubernetes: '1.34' }\npools: { a100: { skus: [Standard_NC24ads_A100_v4], taint: gpu } }\nsmokeTest: { pool: a100 }\n",
  );
  for (const [index, fleet] of FLEETS.entries()) place.write(`fleet-${index}.yaml`, fleet);
  whole = [];
  for (const index of [0, 1]) {
    await run(index, `whole-${index}`);
    whole.push(Object.fromEntries(NAMES.map((name) => [name, contents(place.path(`whole-${index}`, name))])));
  }
});
afterAll(() => place.remove());
beforeEach(() => {
  fs.rmSync(place.path('out'), { recursive: true, force: true });
  fs.cpSync(place.path('whole-0'), place.path('out'), { recursive: true });
});

interface Kill {
  readonly words: number;
  readonly milliseconds: number;
}

/** Runs the program; kills it some milliseconds after it has said so many words, or lets it end itself. */
async function run(fleet: number, out: string, kill?: Kill, more: readonly string[] = []): Promise<string | null> {
  const args = ['-e', PROGRAM, LIBRARY, place.path(`fleet-${fleet}.yaml`), place.path(out), ...more];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let words = 0;
  child.stdout.on('data', (data: Buffer) => {
    words += data.toString().split('\n').length - 1;
    if (kill && words >= kill.words) setTimeout(() => child.kill('SIGKILL'), kill.milliseconds);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === null || code === 0) resolve(signal);
      else reject(new Error(`exit code ${code}`));
    });
  });
}

/** Compares every file of a cluster with those of the two fleets, and gives which of them the folder is. */
function stateOf(name: string): 'old' | 'new' | 'between' {
  const found = contents(place.path('out', name));
  const [before, after] = whole.map((fleet) => fleet[name]!) as [Files, Files];
  for (const [file, said] of Object.entries(found)) {
    if (file === LIST) continue;
    // Whole, and of this place: the text of one of the two, and no file that neither has.
    expect([file, [before[file], after[file]].includes(said)]).toEqual([file, true]);
    expect(found[LIST]!.split('\n')).toContain(file);
  }
  for (const file of Object.keys(before)) if (file in after) expect(Object.keys(found)).toContain(file);
  if (JSON.stringify(found) === JSON.stringify(before)) return 'old';
  return JSON.stringify(found) === JSON.stringify(after) ? 'new' : 'between';
}

test(`killed at ten random moments (seed ${SEED}), a run leaves every file whole, old or new, and the next run leaves nothing else`, async () => {
  const next = random(SEED);
  let between = 0;
  for (let round = 0; round < 10; round += 1) {
    const kill = { words: 1 + Math.floor(next() * (NAMES.length - 2)), milliseconds: next() * 30 };
    const signal = await run((round + 1) % 2, 'out', kill);
    const states = NAMES.map(stateOf);
    if (signal === 'SIGKILL' && new Set(states).size > 1) between += 1;
  }
  // Were all killed before the first folder or after the last, this would say nothing.
  expect(between).toBeGreaterThanOrEqual(3);
  await run(1, 'out');
  expect(contents(place.path('out'))).toEqual(contents(place.path('whole-1')));
  expect(fs.existsSync(place.path('out', '.fleet'))).toBe(false);
});

test('killed before each of the renames of a folder, all files are there, and a run of another cluster makes the folder whole', async () => {
  const seen: string[] = [];
  for (let renames = 0; ; renames += 1) {
    fs.rmSync(place.path('out'), { recursive: true, force: true });
    fs.cpSync(place.path('whole-0'), place.path('out'), { recursive: true });
    const signal = await run(1, 'out', undefined, [String(renames), '["c-3"]']);
    if (signal === null) break;
    seen.push(stateOf('c-3'));
    await run(1, 'out', undefined, ['Infinity', '["c-5"]']);
    expect([stateOf('c-3'), stateOf('c-5')]).toEqual(['new', 'new']);
    expect(fs.existsSync(place.path('out', '.fleet'))).toBe(false);
    expect(stateOf('c-4')).toBe('old');
  }
  expect(seen.length).toBeGreaterThan(4);
  expect(new Set(seen)).toEqual(new Set(['old', 'between']));
});

test('what a killed run left of a cluster that is no longer in the fleet is known until it goes', async () => {
  place.write('less.yaml', FLEETS[1]!.replace(/ {2}c-3: .*\n/, ''));
  expect(await run(1, 'out', undefined, ['3', '["c-3"]'])).toBe('SIGKILL');
  fs.renameSync(place.path('less.yaml'), place.path('fleet-2.yaml'));
  await run(2, 'out', undefined, ['Infinity', '["c-5"]']);
  expect(fs.existsSync(place.path('out', '.fleet'))).toBe(true);
  await run(2, 'out');
  expect(fs.existsSync(place.path('out', 'c-3'))).toBe(false);
  expect(fs.existsSync(place.path('out', '.fleet'))).toBe(false);
});

// Only where there is /proc a run knows when the process of another one began.
const withProcesses = fs.existsSync('/proc/self/stat') ? describe : describe.skip;

withProcesses('the folder of another run', () => {
  test('is left alone while its process lives', async () => {
    const start = fs.readFileSync(`/proc/${process.pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[19];
    const alive = place.path('out', '.fleet', `${process.pid}.${start}-x`, 'new');
    fs.mkdirSync(alive, { recursive: true });
    await run(0, 'out');
    expect(fs.existsSync(alive)).toBe(true);
  });

  test('goes where its process does not, also where another has its number by now, as in every container', async () => {
    for (const name of ['4194305.1-x', `${process.pid}.1-x`, 'left-1.1-x'])
      fs.mkdirSync(place.path('out', '.fleet', name, 'new'), { recursive: true });
    await run(0, 'out');
    expect(fs.existsSync(place.path('out', '.fleet'))).toBe(false);
  });
});
