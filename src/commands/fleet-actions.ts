import { ConfigError } from '../blueprint/problem';
import { InputError } from '../checks/model/input-error';
import { changedSince, GitError } from '../fleet/changed';
import type { Explanation } from '../fleet/explain';
import { Fleet } from '../fleet/fleet';
import { FleetProgress } from '../fleet/progress';
import { messagesText, summaryLine } from '../fleet/report';
import type { FleetReport } from '../fleet/report';
import { SelectionError } from '../fleet/selection-error';
import { oneOf, parseOptions, UsageError } from './arguments';

const OPTIONS = {
  out: { type: 'string' },
  only: { type: 'string', multiple: true },
  'changed-since': { type: 'string' },
  prune: { type: 'boolean' },
  format: { type: 'string' },
} as const;

/** Runs `fleet` as `FLEET` of `commands/fleet.ts` describes it. */
export function runFleet(args: string[]): number {
  const { values, positionals } = parseOptions(args, OPTIONS);
  const [action, ...rest] = positionals;
  const format = oneOf('--format', values.format ?? 'text', ['text', 'json']);
  if (action === undefined) throw new UsageError('fleet needs what to do, synth or explain');
  switch (oneOf('the first word', action, ['synth', 'explain'])) {
    case 'synth':
      return synth(rest, values, format);
    case 'explain':
      requireNone(values);
      return explain(rest, format);
  }
}

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>['values'];

function requireNone({ out, only, prune, 'changed-since': since }: Values): void {
  const given = Object.entries({ out, only, prune, 'changed-since': since }).find(([, value]) => value !== undefined);
  if (given) throw new UsageError(`--${given[0]} is for synth, explain takes --format alone`);
}

function synth(files: readonly string[], values: Values, format: 'text' | 'json'): number {
  const [file, other] = files;
  if (file === undefined) throw new UsageError('fleet synth needs a fleet.yaml');
  if (other !== undefined) throw new UsageError(`fleet synth takes one fleet.yaml, and '${other}' is a second`);
  const fleet = read(file);
  const only = asUsage(() => onlyOf(fleet, file, values));
  const bar = new FleetProgress(process.stderr);
  let report: FleetReport;
  try {
    report = asUsage(() =>
      fleet.synth({
        outdir: values.out,
        prune: values.prune,
        only,
        onCluster: ({ objects }, findings, total) => bar.step(objects, findings, total),
      }),
    );
  } finally {
    bar.stop();
  }
  if (format === 'json') process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else {
    process.stderr.write(messagesText(report));
    process.stdout.write(`${summaryLine(report)}\n`);
  }
  return report.messages.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function onlyOf(fleet: Fleet, file: string, { only, 'changed-since': revision }: Values): string[] | undefined {
  const selected = only && fleet.select(only);
  if (revision === undefined) return selected;
  const changed = changedSince(file, revision, fleet);
  return selected === undefined ? changed : changed.filter((name) => selected.includes(name));
}

function explain(words: readonly string[], format: 'text' | 'json'): number {
  const [cluster, ...rest] = words;
  const file = rest.at(-1);
  if (cluster === undefined || file === undefined || rest.length > 2)
    throw new UsageError('fleet explain needs CLUSTER [KEY] FLEET.YAML');
  const fleet = read(file);
  const found = asUsage(() => fleet.explain(cluster, rest.length === 2 ? rest[0] : undefined));
  process.stdout.write(format === 'json' ? `${JSON.stringify(found, null, 2)}\n` : found.map(toText).join(''));
  return 0;
}

function toText({ key, value, origins }: Explanation): string {
  const lines = origins.map(({ layer, file, place, value: said }, index) => {
    const at = place ? `${file}:${place.line}:${place.column}` : (file ?? 'program');
    return `  ${at}  ${layer}${index === 0 ? '' : `, which said ${show(said)}`}\n`;
  });
  return `${key}: ${value === undefined ? 'taken away' : show(value)}\n${lines.join('')}`;
}

function show(value: unknown): string {
  return value === null ? 'null' : JSON.stringify(value);
}

function read(file: string): Fleet {
  try {
    return Fleet.fromFile(file);
  } catch (error) {
    if (error instanceof ConfigError) throw new FleetInputError(error.message);
    throw error;
  }
}

/** What cannot be used as a fleet, in words that have their places already. */
class FleetInputError extends InputError {
  public constructor(message: string) {
    super('', '');
    this.message = message;
  }
}

/** Names and revisions that are not there are mistakes of the command line. */
function asUsage<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(`--changed-since: ${error.message}`);
    if (error instanceof SelectionError) throw new UsageError(error.message);
    throw error;
  }
}
