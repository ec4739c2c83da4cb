import type { SingleBar } from 'cli-progress';
import { canDraw, terminalBar } from '../checks/report/terminal-bar';

/** A bar on a terminal for a fleet: clusters, objects, findings and the time that is left. Elsewhere it writes nothing. */
export class FleetProgress {
  private readonly begun = Date.now();
  private bar: SingleBar | undefined;
  private done = 0;
  private objects = 0;
  private findings = 0;
  private left = '';

  /**
   * @param stream where to draw, if it is a terminal
   * @param delay milliseconds before it appears
   */
  public constructor(
    private readonly stream: NodeJS.WriteStream,
    private readonly delay = 1000,
  ) {}

  /** One more cluster is done. */
  public step(objects: number, findings: number, total: number): void {
    this.done += 1;
    this.objects += objects;
    this.findings += findings;
    const elapsed = Date.now() - this.begun;
    if (!canDraw(this.stream) || elapsed < this.delay) return;
    this.left = inWords((elapsed / this.done) * (total - this.done));
    if (!this.bar) {
      const after = (done: number, all: number): string =>
        `${done}/${all} clusters, ${this.objects} objects, ${this.findings} findings, ${this.left} left`;
      // The loop never rests, so a timer of the bar's own would not draw.
      this.bar = terminalBar(this.stream, '', after);
      this.bar.start(total, this.done);
    }
    this.bar.update(this.done);
  }

  /** Takes the bar away. */
  public stop(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}

/** A duration such as `1m 20s`. */
function inWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes}m ${seconds % 60}s` : `${seconds}s`;
}
