import { SingleBar } from 'cli-progress';

/** Longest bar, in columns. */
const LONGEST = 40;

/** Whether a bar can be drawn: on a terminal that can go back on its line, which one that calls itself dumb cannot. */
export function canDraw(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && process.env.TERM !== 'dumb';
}

/**
 * A bar on one line of a terminal, never wider than it. Wrapping of lines stays on: a run that is ended by Ctrl-C cannot turn it on again.
 *
 * @param stream the terminal
 * @param before the text before the bar
 * @param after the text behind it, of the step that is done and the number of steps
 */
export function terminalBar(
  stream: NodeJS.WriteStream,
  before: string,
  after: (done: number, total: number) => string,
): SingleBar {
  return new SingleBar({
    stream,
    linewrap: true,
    clearOnComplete: true,
    noTTYOutput: false,
    format: (_options, { progress, value, total }) => {
      const text = after(value, total);
      // The last column stays empty: some terminals go to the next line once it is written.
      const room = (stream.columns || 80) - 1;
      const size = Math.max(4, Math.min(LONGEST, room - before.length - text.length - 2));
      const done = Math.round(Math.min(1, progress) * size);
      return [before, '='.repeat(done) + '-'.repeat(size - done), text].filter(Boolean).join(' ').slice(0, room);
    },
  });
}
