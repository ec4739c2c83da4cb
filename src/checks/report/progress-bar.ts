import type { SingleBar } from 'cli-progress';
import { terminalBar } from './terminal-bar';

/** A bar on a terminal for a run that takes long: it appears after a second, and goes when the run ends. Elsewhere it writes nothing. */
export class ProgressBar {
  private static drawn: ProgressBar | undefined;
  private readonly begun = Date.now();
  private bar: SingleBar | undefined;
  private done = 0;

  /**
   * @param stream where to draw, if it is a terminal
   * @param what what goes on, such as `checking`
   * @param delay milliseconds before it appears
   */
  public constructor(
    private readonly stream: NodeJS.WriteStream,
    private readonly what: string,
    private readonly delay = 1000,
  ) {}

  /** One step is done of a number that may grow. */
  public step(total: number): void {
    this.done += 1;
    if (!this.stream.isTTY || Date.now() - this.begun < this.delay) return;
    if (!this.bar) {
      this.bar = terminalBar(this.stream, this.what, (done, all) => `${Math.floor((done / Math.max(all, 1)) * 100)}%`);
      this.bar.start(total, this.done);
      ProgressBar.drawn = this;
    }
    this.bar.setTotal(total);
    this.bar.update(this.done);
  }

  /** Takes away a bar that is still drawn, before an error is said on its line. */
  public static clear(): void {
    ProgressBar.drawn?.stop();
  }

  /** Takes the bar away. */
  public stop(): void {
    this.bar?.stop();
    this.bar = undefined;
    ProgressBar.drawn = undefined;
  }
}
