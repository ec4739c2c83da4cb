import * as fc from 'fast-check';

const { FUZZ_RUNS, FUZZ_SEED } = process.env;

/** How many times a property is asked: 1,000 in the suite, and as many as `FUZZ_RUNS` says. `history.jsonl` has the seeds of long runs. */
export const RUNS = Number(FUZZ_RUNS ?? 1000);

/** Of a long run each one is another, so that runs find what earlier ones did not; the suite is always the same. */
const SEED = Number(FUZZ_SEED ?? (FUZZ_RUNS === undefined ? 20_241_121 : Date.now() % 2 ** 31));

/** What a property is asked beside random values. */
export interface FuzzOptions<T> {
  /** What failed once, and must not again. */
  readonly examples?: readonly T[];
  /** How many times fewer it is asked than {@link RUNS}, where one time is many. */
  readonly divideBy?: number;
}

/** A test of random values. A failure has its seed and its smallest value; a long run prints its seed in any case. */
export function fuzz<T>(
  name: string,
  values: fc.Arbitrary<T>,
  holds: (value: T) => void,
  { examples = [], divideBy = 1 }: FuzzOptions<T> = {},
): void {
  const numRuns = Math.ceil(RUNS / divideBy);
  test(
    name,
    () => {
      if (FUZZ_RUNS !== undefined) process.stderr.write(`fuzz: seed ${SEED}, ${numRuns} runs: ${name}\n`);
      fc.assert(fc.property(values, holds), {
        seed: SEED,
        numRuns,
        examples: examples.map((one): [T] => [one]),
      });
    },
    3_600_000,
  );
}
