import { spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { contents, Place } from './fleet-folder';

/** Twelve runs of a process of its own, on a machine that may have other things to do. */
jest.setTimeout(300_000);

const LIBRARY = path.resolve(__dirname, '../../dist/lib/src/fleet/fleet.js');
const NAMES = Array.from({ length: 12 }, (_, index) => `c-${index}`);

/** Two fleets of the same clusters, which differ in three files of each. */
function text(gpus: number, plugin: string, namespace: string): string {
  const clusters = NAMES.map((name, index) => {
    const pools = `{ a100: { limits: { gpus: ${gpus + index} } } }`;
    return `  ${name}: { overrides: { namespace: ${namespace}, pools: ${pools}, devicePlugin: ${plugin} } }\n`;
  });
  return `base: platform.yaml\ndelivery: { engine: kubectl }\nclusters:\n${clusters.join('')}`;
}

const FLEETS = [text(8, '{ timeSlicing: { replicas: 4 } }', 'one'), text(100, '{}', 'two')];

/** Says a word for each cluster that is done. */
const PROGRAM = `
  const { Fleet } = require(process.argv[1]);
  const onCluster = ({ name }) => require('fs').writeSync(1, name + '\\n');
  Fleet.fromFile(process.argv[2]).synth({ outdir: process.argv[3], onCluster });
`;

let place: Place;
beforeEach(() => {
  if (!fs.existsSync(LIBRARY)) throw new Error('dist/lib is missing: run npm run build first');
  place = new Place();
  place.write(
    'platform.yaml',
    "target: { provider: aks, kubernetes: '1.34' }\npools: { a100: { skus: [Standard_NC24ads_A100_v4], taint: gpu } }\nsmokeTest: { pool: a100 }\n",
  );
  for (const [index, fleet] of FLEETS.entries()) place.write(`fleet-${index}.yaml`, fleet);
});
afterEach(() => place.remove());

/** Runs the program; kills it some milliseconds after it has said so many words. */
async function run(fleet: number, out: string, kill?: { words: number; milliseconds: number }): Promise<string | null> {
  const args = ['-e', PROGRAM, LIBRARY, place.path(`fleet-${fleet}.yaml`), place.path(out)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let words = 0;
  const end = (): void => {
    if (kill && words >= kill.words) setTimeout(() => child.kill('SIGKILL'), kill.milliseconds);
  };
  child.stdout.on('data', (data: Buffer) => {
    words += data.toString().split('\n').length - 1;
    end();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === null || code === 0) resolve(signal);
      else reject(new Error(`exit code ${code}`));
    });
  });
}

/** What the folder of a cluster holds: one of the two fleets, whole, or nothing. */
function stateOf(folder: string, name: string, whole: readonly Record<string, Record<string, string>>[]): string {
  if (!fs.existsSync(folder)) return 'missing';
  const found = JSON.stringify(contents(folder));
  const index = whole.findIndex((fleet) => JSON.stringify(fleet[name]) === found);
  return index < 0 ? 'mixed' : `fleet ${index}`;
}

test('killed at ten random moments, a run leaves every folder of a cluster whole, either the old one or the new one', async () => {
  const whole: Record<string, Record<string, string>>[] = [];
  for (const index of [0, 1]) {
    await run(index, `whole-${index}`);
    whole.push(Object.fromEntries(NAMES.map((name) => [name, contents(place.path(`whole-${index}`, name))])));
  }
  for (const name of NAMES) expect(whole[0]![name]).not.toEqual(whole[1]![name]);
  fs.cpSync(place.path('whole-0'), place.path('out'), { recursive: true });

  let between = 0;
  for (let round = 0; round < 10; round += 1) {
    const to = (round + 1) % 2;
    const signal = await run(to, 'out', {
      words: 1 + Math.floor(Math.random() * (NAMES.length - 2)),
      milliseconds: Math.random() * 30,
    });
    const states = NAMES.map((name) => stateOf(place.path('out', name), name, whole));
    for (const [index, state] of states.entries()) {
      if (state !== 'missing') expect(state).toMatch(/^fleet [01]$/);
      // Killed between two renames: the earlier folder waits beside, and the next run puts it back.
      else {
        const runs = fs.readdirSync(place.path('out', '.fleet'));
        const kept = runs.map((one) =>
          stateOf(place.path('out', '.fleet', one, 'old', NAMES[index]!), NAMES[index]!, whole),
        );
        expect(kept).toContainEqual(expect.stringMatching(/^fleet [01]$/));
      }
    }
    if (signal === 'SIGKILL' && new Set(states).size > 1) between += 1;
  }
  // Were all killed before the first folder or after the last, this would say nothing.
  expect(between).toBeGreaterThanOrEqual(3);

  await run(1, 'out');
  expect(contents(place.path('out'))).toEqual(contents(place.path('whole-1')));
});

test('a folder that was taken from its place is put back, also where the run that follows leaves it alone', async () => {
  await run(0, 'out');
  const before = contents(place.path('out'));
  // What a run leaves that is killed between its two renames; no process has the number 4194305.
  fs.mkdirSync(place.path('out', '.fleet', '4194305-x', 'old'), { recursive: true });
  fs.mkdirSync(place.path('out', '.fleet', '4194305-x', 'new', 'c-4'), { recursive: true });
  fs.renameSync(place.path('out', 'c-3'), place.path('out', '.fleet', '4194305-x', 'old', 'c-3'));
  const args = ['-e', PROGRAM.replace('onCluster }', "onCluster, only: ['c-0'] }"), LIBRARY];
  const child = spawn(process.execPath, [...args, place.path('fleet-0.yaml'), place.path('out')]);
  await new Promise((resolve) => child.on('close', resolve));
  expect(contents(place.path('out'))).toEqual(before);
  expect(fs.existsSync(place.path('out', '.fleet'))).toBe(false);
});

test('the folder of a run that is still alive is left alone', async () => {
  const alive = place.path('out', '.fleet', `${process.pid}-x`, 'old', 'c-3');
  fs.mkdirSync(alive, { recursive: true });
  await run(0, 'out');
  expect(fs.existsSync(alive)).toBe(true);
});
