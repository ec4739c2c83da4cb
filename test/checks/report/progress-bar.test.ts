import { Writable } from 'stream';
import { ProgressBar } from '../../../src/checks/report/progress-bar';

/** What a run of some steps draws. */
function drawn(isTTY: boolean, delay: number, columns = 80): string {
  let text = '';
  const write = (chunk: Buffer, _encoding: string, done: () => void): void => {
    text += chunk.toString();
    done();
  };
  const stream = Object.assign(new Writable({ write }), { isTTY, columns, rows: 24 });
  const bar = new ProgressBar(stream as unknown as NodeJS.WriteStream, 'checking', delay);
  for (let step = 0; step < 10; step += 1) bar.step(10);
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
