import { Writable } from 'stream';
import { ProgressBar } from '../../../src/checks/report/progress-bar';

const { TERM } = process.env;

beforeEach(() => {
  process.env.TERM = 'xterm';
});

afterAll(() => {
  if (TERM === undefined) delete process.env.TERM;
  else process.env.TERM = TERM;
});

const TEN = (bar: ProgressBar): void => {
  for (let step = 0; step < 10; step += 1) bar.step(10);
};

/** What a run of some steps draws. */
function drawn(isTTY: boolean, delay: number, columns = 80, steps = TEN): string {
  let text = '';
  const write = (chunk: Buffer, _encoding: string, done: () => void): void => {
    text += chunk.toString();
    done();
  };
  const stream = Object.assign(new Writable({ write }), { isTTY, columns, rows: 24 });
  const bar = new ProgressBar(stream as unknown as NodeJS.WriteStream, 'checking', delay);
  steps(bar);
  bar.stop();
  return text;
}

test('a terminal shows a bar and how far the run is', () => {
  expect(drawn(true, 0)).toMatch(/checking .+ \d+%/);
});

test.each([80, 40, 20])(
  'on a terminal of %d columns the percentage stands at the end of a line that is not longer',
  (columns) => {
    const lines = drawn(true, 0, columns).match(/checking [=-]+ \d+%/g) ?? [];
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.length >= columns)).toEqual([]);
  },
);

test('nothing of the terminal is changed that a run that is interrupted would leave so', () => {
  expect(drawn(true, 0)).not.toContain('\u001b[?');
});

test('a bar that an error left is taken away', () => {
  let text = '';
  const write = (chunk: Buffer, _encoding: string, done: () => void): void => {
    text += chunk.toString();
    done();
  };
  const stream = Object.assign(new Writable({ write }), { isTTY: true, columns: 80, rows: 24 });
  new ProgressBar(stream as unknown as NodeJS.WriteStream, 'asking', 0).step(10);
  const before = text.length;
  ProgressBar.clear();
  expect(text.length).toBeGreaterThan(before);
  const after = text.length;
  ProgressBar.clear();
  expect(text).toHaveLength(after);
});

test('a short run shows none', () => {
  expect(drawn(true, 60_000)).toBe('');
});

test('what is no terminal gets nothing', () => {
  expect(drawn(false, 0)).toBe('');
});

test('a terminal that calls itself dumb gets nothing', () => {
  process.env.TERM = 'dumb';
  expect(drawn(true, 0)).toBe('');
});

test('of several parts, as many clusters, the bar grows once over all of them', () => {
  const perCluster = [10, 20, 6];
  const totals: number[][] = [];
  drawn(true, 0, 80, (bar) => {
    perCluster.forEach((steps, index) => {
      for (let step = 0; step < steps; step += 1) {
        bar.step(steps, perCluster.length - index);
        totals.push([...bar.reached]);
      }
    });
  });
  expect(totals.filter(([done, total]) => done! > total!)).toEqual([]);
  expect([totals[0], totals[10], totals.at(-1)]).toEqual([
    [1, 30],
    [11, 50],
    [36, 36],
  ]);
});
