import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { run } from '../../src/commands/run';
import { commandLine, FILES } from './support/command-line';
import { ODD } from './support/mutations';
import { fuzz } from './support/runs';

// Standard input of a worker of jest has no end, so that here it has one at once.
jest.mock('fs', () => {
  const real = jest.requireActual<typeof fs>('fs');
  const readSync = (descriptor: number, ...rest: unknown[]): number => {
    return descriptor === 0 ? 0 : (real.readSync as (...all: unknown[]) => number)(descriptor, ...rest);
  };
  return { ...real, readSync };
});

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'fuzz-cli-')));
const before = process.cwd();
beforeAll(() => {
  for (const [name, content] of Object.entries(FILES)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
  fs.mkdirSync(path.join(folder, 'out'));
  process.chdir(folder);
});

afterAll(() => {
  process.chdir(before);
  fs.rmSync(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function ran(given: readonly string[]): Outcome {
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += String(text);
      return true;
    }),
  );
  try {
    return { code: run(given), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** The files below the folder with their content, but for those in `out`. */
function state(): string {
  const names = fs.readdirSync(folder, { recursive: true }) as string[];
  return names
    .filter((name) => !name.startsWith('out'))
    .sort()
    .map((name) => `${name} ${fs.statSync(path.join(folder, name)).mtimeMs}`)
    .join('\n');
}

const codes = new Map<number, number>();

fuzz(
  'any words end with an answer or a line that says what is wrong with them',
  commandLine,
  (given) => {
    const files = state();
    const { code, stdout, stderr } = ran(given);
    codes.set(code, (codes.get(code) ?? 0) + 1);
    expect([0, 1, 2]).toContain(code);
    const words_ = given.join(' ');
    for (const text of [stdout, stderr]) {
      const odd = ODD.exec(text)?.[0];
      if (odd !== undefined && !words_.includes(odd)) throw new Error(`prints ${odd}: ${text.slice(0, 500)}`);
    }
    if (code === 2) {
      expect([stdout, stderr.trim() === '']).toEqual(['', false]);
    }
    expect(state()).toBe(files);
  },
  {
    examples: [
      ['check', 'a\0b'],
      ['graph', '-o', 'out/\0.svg', 'a.yaml'],
      ['check', '--crds', 'odd-crd.yaml', 'a.yaml'],
      ['check', 'x'.repeat(5000)],
      ['route', '--header', '--target', ''],
    ],
  },
);

test('every exit code is met', () => {
  expect([...codes.keys()].sort()).toEqual([0, 1, 2]);
});
