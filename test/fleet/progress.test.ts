import { PassThrough } from 'stream';
import { FleetProgress } from '../../src/fleet/progress';

/** A stream that keeps what is drawn on it. */
function stream(isTTY: boolean, columns = 200): { readonly stream: NodeJS.WriteStream; readonly text: () => string } {
  const drawn: string[] = [];
  const through = new PassThrough();
  through.on('data', (data: Buffer) => drawn.push(data.toString()));
  const one = Object.assign(through, {
    isTTY,
    columns,
    cursorTo: () => true,
    clearLine: () => true,
    moveCursor: () => true,
  });
  return { stream: one as unknown as NodeJS.WriteStream, text: () => drawn.join('') };
}

test('on a terminal: clusters, objects, findings and the time that is left', () => {
  const { stream: terminal, text } = stream(true);
  const bar = new FleetProgress(terminal, 0);
  bar.step(40, 1, 3);
  bar.step(40, 0, 3);
  bar.stop();
  expect(text()).toMatch(/1\/3 clusters, 40 objects, 1 findings, \d+s left/);
  expect(text()).toMatch(/2\/3 clusters, 80 objects, 1 findings, \d+s left/);
});

test('a line that is longer than the terminal is cut, and no line wrap is turned off', () => {
  const { stream: terminal, text } = stream(true, 40);
  const bar = new FleetProgress(terminal, 0);
  bar.step(40, 1, 3);
  bar.stop();
  expect(text()).not.toContain('\u001b[?');
  const line = /[=-]{4}.*/.exec(text())?.[0] ?? '';
  expect(line).toMatch(/^[=-]{4} 1\/3 clusters, 40 objects/);
  expect(line.split('\u001b')[0]).toHaveLength(39);
});

test('elsewhere, and before its time, nothing', () => {
  const file = stream(false);
  const bar = new FleetProgress(file.stream, 0);
  bar.step(40, 1, 3);
  bar.stop();
  const early = stream(true);
  const other = new FleetProgress(early.stream, 60_000);
  other.step(40, 1, 3);
  other.stop();
  expect([file.text(), early.text()]).toEqual(['', '']);
});
