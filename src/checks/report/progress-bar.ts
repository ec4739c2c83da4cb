import type { SingleBar } from 'cli-progress';
import { canDraw, terminalBar } from './terminal-bar';

/** A bar on a terminal for a run that takes long: it appears after a second, and goes when the run ends. Elsewhere it writes nothing. */
export class ProgressBar {
  private static drawn: ProgressBar | undefined;
  private readonly begun = Date.now();
  private bar: SingleBar | undefined;
  private done = 0;
  private total = 0;
  /** The part that goes on, by how many are left with it, and what was done before it. */
  private part = { left: 1, before: 0 };

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

  /**
   * One step is done of a number that may grow.
   *
   * @param steps the steps of the part that goes on
   * @param left that part and those to come, which are taken to be as long
   */
  public step(steps: number, left = 1): void {
    if (left !== this.part.left) this.part = { left, before: this.done };
    this.done += 1;
    this.total = this.part.before + steps * left;
    if (!canDraw(this.stream) || Date.now() - this.begun < this.delay) return;
    if (!this.bar) {
      this.bar = terminalBar(this.stream, this.what, (done, all) => `${Math.floor((done / Math.max(all, 1)) * 100)}%`);
      this.bar.start(this.total, this.done);
      ProgressBar.drawn = this;
    }
    this.bar.setTotal(this.total);
    this.bar.update(this.done);
  }

  /** The steps that are done, and how many there are as far as is known. */
  public get reached(): readonly [done: number, total: number] {
    return [this.done, this.total];
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
