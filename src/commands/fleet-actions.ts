import { ConfigError } from '../blueprint/problem';
import { InputError } from '../checks/model/input-error';
import { changedSince } from '../fleet/changed';
import type { Explanation } from '../fleet/explain';
import { Fleet } from '../fleet/fleet';
import type { FleetSynthOptions } from '../fleet/fleet';
import { FolderError } from '../fleet/folder';
import { GitError } from '../fleet/git';
import { FleetProgress } from '../fleet/progress';
import { clusterTable, messagesText, summaryLine } from '../fleet/report';
import type { FleetReport } from '../fleet/report';
import { SelectionError } from '../fleet/selection-error';
import { oneOf, parseOptions, UsageError } from './arguments';
import { print, printData, say } from './print';
import { hideSecrets } from '../checks/secret/hide-secrets';

const OPTIONS = {
  output: { type: 'string', short: 'o' },
  only: { type: 'string', multiple: true },
  'changed-since': { type: 'string' },
  'no-prune': { type: 'boolean' },
  'require-prerequisites': { type: 'boolean' },
  format: { type: 'string' },
} as const;

/** Runs `fleet` as `FLEET` of `commands/fleet.ts` describes it. */
export function runFleet(args: string[]): number {
  const { values, positionals } = parseOptions(args, OPTIONS);
  const [action, ...rest] = positionals;
  const format = oneOf('--format', values.format ?? 'text', FORMATS);
  if (action === undefined) throw new UsageError('fleet needs what to do, synth or explain');
  switch (oneOf('the first word', action, ['synth', 'explain'])) {
    case 'synth':
      return synth(rest, values, format);
    case 'explain':
      requireNone(values);
      return explain(rest, format);
  }
}

const FORMATS = ['text', 'table', 'json'] as const;
type Format = (typeof FORMATS)[number];

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>['values'];

/** What is for the other action is refused, for it would do nothing. */
function requireNone({ format, ...others }: Values): void {
  const given = Object.entries(others).find(([, value]) => value !== undefined);
  if (given) throw new UsageError(`--${given[0]} is for synth, explain takes --format alone`);
  if (format === 'table') throw new UsageError("--format is 'table', allowed are text, json for explain");
}

function synth(files: readonly string[], values: Values, format: Format): number {
  const [file, other] = files;
  if (file === undefined) throw new UsageError('fleet synth needs a fleet.yaml');
  if (other !== undefined) throw new UsageError(`fleet synth takes one fleet.yaml, and '${other}' is a second`);
  const fleet = read(file);
  const selection = asUsage(() => selectionOf(fleet, file, values));
  const bar = new FleetProgress(process.stderr);
  let report: FleetReport;
  try {
    report = asUsage(() =>
      fleet.synth({
        ...selection,
        outdir: values.output,
        prune: values['no-prune'] !== true,
        onCluster: ({ objects, findings }, total) => bar.step(objects, findings, total),
      }),
    );
  } finally {
    bar.stop();
  }
  if (format === 'json') printData(`${JSON.stringify(report, null, 2)}\n`);
  else {
    say(messagesText(report));
    print(`${format === 'table' ? clusterTable(report) : ''}${summaryLine(report)}\n`);
  }
  const isLacking = report.clusters.some(({ lacks, unknown }) => lacks.length + unknown.length > 0);
  return (isLacking && values['require-prerequisites'] === true) ||
    report.messages.some(({ severity }) => severity === 'error')
    ? 1
    : 0;
}

/** What is to be written, and which folders of clusters go that are no longer in the fleet. */
function selectionOf(
  fleet: Fleet,
  file: string,
  { only, 'changed-since': revision }: Values,
): Pick<FleetSynthOptions, 'only' | 'left'> {
  const selected = only && fleet.select(only);
  if (revision === undefined) return { only: selected };
  const { changed, left } = changedSince(file, revision, fleet);
  if (selected === undefined) return { only: changed, left };
  return { only: changed.filter((name) => selected.includes(name)) };
}

function explain(words: readonly string[], format: Format): number {
  const [cluster, ...rest] = words;
  const file = rest.at(-1);
  if (cluster === undefined || file === undefined || rest.length > 2)
    throw new UsageError('fleet explain needs CLUSTER [KEY] FLEET.YAML');
  const fleet = read(file);
  const found = asUsage(() => fleet.explain(cluster, rest.length === 2 ? rest[0] : undefined));
  if (format === 'json') printData(hideSecrets(`${JSON.stringify(found, null, 2)}\n`));
  else print(hideSecrets(found.map(toText).join('')));
  return 0;
}

function toText({ key, value, origins, unset }: Explanation): string {
  if (unset) {
    const { default: held, description } = unset;
    return `${key}: ${held === undefined ? 'set nowhere' : `${show(held)} by default`}\n${description ? `  ${description}\n` : ''}`;
  }
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
    if (error instanceof SelectionError || error instanceof FolderError) throw new UsageError(error.message);
    throw error;
  }
}
