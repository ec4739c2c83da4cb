import type { Construct } from 'constructs';
import { fail } from '../core/fail';

/** A release of studio-go-runner, as far as its behaviour depends on it. */
export class RunnerVersion {
  /**
   * Reads a version such as `0.9.21` or `0.14.2-main-aaaagririzo`.
   *
   * @throws where the text is not of that form
   */
  public static parse(runner: Construct, text: string): RunnerVersion {
    const match = /^v?(\d+)\.(\d+)\.(\d+)(?:[-+][0-9A-Za-z.+-]*)?$/.exec(text);
    if (!match) throw fail(runner, `version is '${text}', allowed is a version such as 0.9.21`);
    return new RunnerVersion(text, [Number(match[1]), Number(match[2]), Number(match[3])]);
  }

  private constructor(
    private readonly text: string,
    private readonly numbers: readonly [number, number, number],
  ) {}

  /**
   * Whether it obeys `STATE` in its state maps. Commit f9f949f2 (2022-04-06), first released in 0.14.3, stopped that.
   *
   * @see https://github.com/leaf-ai/studio-go-runner
   */
  public get obeysState(): boolean {
    return this.isBefore(0, 14, 3);
  }

  public toString(): string {
    return this.text;
  }

  private isBefore(...other: [number, number, number]): boolean {
    const at = this.numbers.findIndex((number, index) => number !== other[index]);
    return at >= 0 && this.numbers[at]! < other[at]!;
  }
}
