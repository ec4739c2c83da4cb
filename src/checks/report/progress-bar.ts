import { SingleBar } from 'cli-progress';

/** A bar on a terminal for a run that takes long: it appears after a second, and goes when the run ends. Elsewhere it writes nothing. */
export class ProgressBar {
  private readonly begun = Date.now();
  private bar: SingleBar | undefined;
  private done = 0;

  /**
   * @param stream where to draw, if it is a terminal
   * @param delay milliseconds before it appears
   */
  public constructor(
    private readonly stream: NodeJS.WriteStream,
    private readonly delay = 1000,
  ) {}

  /** One step is done of a number that may grow. */
  public step(total: number): void {
    this.done += 1;
    if (!this.stream.isTTY || Date.now() - this.begun < this.delay) return;
    if (!this.bar) {
      this.bar = new SingleBar({ stream: this.stream, format: 'checking {bar} {percentage}%', clearOnComplete: true });
      this.bar.start(total, this.done);
    }
    this.bar.setTotal(total);
    this.bar.update(this.done);
  }

  /** Takes the bar away. */
  public stop(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}
