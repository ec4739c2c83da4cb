import type { Construct } from 'constructs';
import { fail, quote } from '../core/fail';

/** The sources after the last known release, 0.14.x, as they stood in February 2025. */
export const HEAD = 'HEAD';

/**
 * Which releases read a setting. Both bounds are a release such as `0.9.22`, or `HEAD`.
 *
 * Sources tell of commits, not of releases; `docs/systems/runner.md` says how each bound was placed.
 */
export interface Span {
  /**
   * The first release that reads it.
   * @default - the oldest
   */
  readonly from?: string;

  /**
   * The first release that no longer reads it.
   * @default - the newest reads it too
   */
  readonly until?: string;
}

type Numbers = readonly [number, number, number];

/** No release above 0.14.x is known, so a number above counts as what the sources did then. */
const HEAD_NUMBERS: Numbers = [0, 15, 0];

/** A release of studio-go-runner, as far as its behaviour depends on it. */
export class RunnerVersion {
  /**
   * Reads a version such as `0.9.21` or `0.14.2-main-aaaagririzo`, or `HEAD`.
   *
   * @throws where the text is not of that form
   */
  public static parse(runner: Construct, text: string): RunnerVersion {
    const numbers = numbersOf(text);
    if (!numbers) throw fail(runner, `version is ${quote(text)}, allowed is a version such as 0.9.21, or HEAD`);
    return new RunnerVersion(text, numbers);
  }

  private constructor(
    private readonly text: string,
    private readonly numbers: Numbers,
  ) {}

  /** Whether it is one of those that read a setting. */
  public isIn({ from, until }: Span): boolean {
    return (from === undefined || !this.isBefore(from)) && (until === undefined || this.isBefore(until));
  }

  /**
   * Whether it obeys `STATE` in its state maps. Commit f9f949f2 (2022-04-06), first released in 0.14.3, stopped that.
   *
   * @see https://github.com/leaf-ai/studio-go-runner
   */
  public get obeysState(): boolean {
    return this.isIn(STATE);
  }

  /** Whether it takes `QUEUE_MATCH` and `QUEUE_MISMATCH` from a map that it watches: from commit c90dc724 (2022-04-05) to February 2025. */
  public get watchesQueues(): boolean {
    return this.isIn(WATCHED_QUEUES);
  }

  /** Whether it serves Prometheus metrics. Commit 2f927ef9 (2022-05-18) took the listener out, and no other was put in. */
  public get servesMetrics(): boolean {
    return this.isIn(METRICS);
  }

  /** Whether it ends by itself where it has been idle, or has done its number of tasks. */
  public get endsByItself(): boolean {
    return this.isIn(LIMITS);
  }

  /** Whether it is a release, whatever follows the three numbers of either. */
  public isSame(release: string): boolean {
    const numbers = boundOf(release);
    return this.numbers.every((number, index) => number === numbers[index]);
  }

  public toString(): string {
    return this.text;
  }

  /** Whether it is older than a release, of which only the three numbers count. */
  public isBefore(release: string): boolean {
    const [major, minor, patch] = boundOf(release);
    const [ownMajor, ownMinor, ownPatch] = this.numbers;
    if (ownMajor !== major) return ownMajor < major;
    return ownMinor === minor ? ownPatch < patch : ownMinor < minor;
  }
}

/** Which releases obey `STATE`. */
export const STATE: Span = { until: '0.14.3' };
/** Which releases take their queues from a map that they watch. */
export const WATCHED_QUEUES: Span = { from: '0.14.3', until: HEAD };
/** Which releases serve metrics. */
export const METRICS: Span = { until: '0.14.3' };
/** Which releases end by themselves; commit of 2021-03-23 and release 0.13.2, taken out 2024-12-27. */
export const LIMITS: Span = { from: '0.13.2', until: HEAD };

/** Says which releases read a setting: `releases from 0.9.22 on read it`. */
export function readers({ from, until }: Span): string {
  if (from === HEAD) return 'only HEAD reads it';
  const end = until === HEAD ? 'up to 0.14.x ' : until === undefined ? '' : `before ${until} `;
  if (from === undefined) return `releases ${end}read it`;
  return `releases from ${from} ${end || 'on '}read it`;
}

/** The bounds of settings are few and asked of every Runner. */
const bounds = new Map<string, Numbers>();

function boundOf(release: string): Numbers {
  let numbers = bounds.get(release);
  if (!numbers) bounds.set(release, (numbers = numbersOf(release)!));
  return numbers;
}

/** What the text of a release must look like; beside it there is HEAD. */
export const RELEASE = /^v?(\d+)\.(\d+)\.(\d+)(?:[-+][0-9A-Za-z.+-]*)?$/;

function numbersOf(text: string): Numbers | undefined {
  if (text === HEAD) return HEAD_NUMBERS;
  const match = RELEASE.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}
