/**
 * Reads a schedule as the API server does, with the five fields of cron, `@daily` and its kin, or `@every 1h30m`.
 *
 * @returns what is wrong with it, `undefined` where nothing is
 * @see https://pkg.go.dev/github.com/robfig/cron/v3
 */
export function scheduleProblem(schedule: string): string | undefined {
  let rest = schedule;
  if (rest.startsWith('TZ=') || rest.startsWith('CRON_TZ=')) {
    const space = rest.indexOf(' ');
    if (space < 0) return `provided bad location ${rest}`;
    rest = rest.slice(space).trim();
  }
  if (rest.startsWith('@')) return descriptorProblem(rest);
  const given = rest.split(/\s+/).filter((field) => field !== '');
  if (given.length !== FIELDS.length) {
    return `expected exactly ${FIELDS.length} fields, found ${given.length}: [${given.join(' ')}]`;
  }
  for (const [index, bounds] of FIELDS.entries()) {
    // To the parser an empty part of a list is none.
    for (const part of given[index]!.split(',').filter((one) => one !== '')) {
      const problem = rangeProblem(part, bounds);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

/** What a field of a schedule counts. */
export interface Bounds {
  /** The least value. */
  readonly min: number;
  /** The greatest value. */
  readonly max: number;
  /** Names of the values, from `min`. */
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Minute, hour, day of the month, month and day of the week. Sunday is 0 and never 7. */
export const FIELDS: readonly Bounds[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: MONTHS },
  { min: 0, max: 6, names: DAYS },
];

/** The words that stand for a whole schedule; `@every` has a duration behind it. */
export const DESCRIPTORS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const HOURS: Readonly<Record<string, number>> = {
  h: 1,
  m: 1 / 60,
  s: 1 / 3600,
  ms: 1 / 3.6e6,
  us: 1 / 3.6e9,
  µs: 1 / 3.6e9,
  μs: 1 / 3.6e9,
  ns: 1 / 3.6e12,
};

/** What stands behind `@every`. */
export const DURATION = /^[-+]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;

/** What fits into the 64 bits in which durations are counted. */
const MAX_HOURS = 2_562_047.78;

function descriptorProblem(descriptor: string): string | undefined {
  if (DESCRIPTORS.includes(descriptor)) return undefined;
  if (!descriptor.startsWith('@every ')) return `unrecognized descriptor: ${descriptor}`;
  const duration = descriptor.slice('@every '.length);
  const problem = `failed to parse duration ${descriptor}: time: invalid duration "${duration}"`;
  if (!DURATION.test(duration)) return problem;
  let hours = 0;
  for (const [, amount, unit] of duration.matchAll(/([\d.]+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    hours += Number(amount) * (HOURS[unit ?? ''] ?? 0);
  }
  return hours > MAX_HOURS ? problem : undefined;
}

function rangeProblem(range: string, bounds: Bounds): string | undefined {
  const [values = '', ...steps] = range.split('/');
  const limits = values.split('-');
  let [start, end] = [bounds.min, bounds.max];
  if (limits[0] !== '*' && limits[0] !== '?') {
    const first = valueOf(limits[0] ?? '', bounds);
    if (typeof first === 'string') return first;
    if (limits.length > 2) return `too many hyphens: ${range}`;
    const last = limits.length === 2 ? valueOf(limits[1] ?? '', bounds) : first;
    if (typeof last === 'string') return last;
    [start, end] = [first, last];
  }
  if (steps.length > 1) return `too many slashes: ${range}`;
  const step = steps.length === 1 ? integer(steps[0] ?? '') : 1;
  if (typeof step === 'string') return step;
  // `5/15` means `5-59/15`.
  if (steps.length === 1 && limits.length === 1) end = bounds.max;
  if (start < bounds.min) return `beginning of range (${start}) below minimum (${bounds.min}): ${range}`;
  if (end > bounds.max) return `end of range (${end}) above maximum (${bounds.max}): ${range}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${range}`;
  if (step === 0) return `step of range should be a positive number: ${range}`;
  return undefined;
}

/** The number of a value or of its name; what is wrong with it where it is none. */
function valueOf(text: string, { min, names = [] }: Bounds): number | string {
  const index = names.indexOf(text.toLowerCase());
  return index >= 0 ? min + index : integer(text);
}

function integer(text: string): number | string {
  if (!/^[-+]?\d+$/.test(text) || Math.abs(Number(text)) >= 2 ** 63) {
    return `failed to parse int from ${text}: strconv.Atoi: parsing "${text}": invalid syntax`;
  }
  return Number(text) < 0 ? `negative number (${text}) not allowed: ${text}` : Number(text);
}
