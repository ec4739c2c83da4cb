import { InputError } from '../checks/model/input-error';
import { Model } from '../checks/model/model';
import { readText } from '../checks/model/read-paths';
import { entriesOf } from '../checks/schedule/engine/karpenter/catalogue';
import type { SizeEntry } from '../checks/schedule/engine/karpenter/catalogue';
import { ProgressBar } from '../checks/report/progress-bar';
import { scheduleNotes } from '../checks/schedule/notes';
import { scheduleIn } from '../checks/schedule/schedule';
import type { ScheduleAnswer } from '../checks/schedule/schedule';
import { scheduleTable } from '../checks/schedule/table';
import { azureVmSizes } from '../facts/vm-sizes';
import { DEFAULT_TARGET, oneOf, parseOptions, targetOf, UsageError } from './arguments';
import type { Command } from './command';
import { readWith } from './read-with';
import { print, printData, say } from './print';

const HELP = `usage: cdk8s-ml-platform schedule PATH... [options]

Says where each pod of the manifests can run: on which existing nodes, on which sizes of which Karpenter pools and at what
price an hour, or why not. Nodes and NodePools are those among the manifests. Each pod is asked alone, and then whether the
replicas of its workload have room together.

  --target PROVIDER@VERSION   aks, eks, kind or generic, and a Kubernetes version, or a platform.yaml with both; default ${DEFAULT_TARGET}
  --sizes FILE                the sizes of the provider, as JSON: [{"name", "labels": {}, "allocatable": {}, "priceUsdPerHour"}],
                              one entry for each zone and capacity type; default those of Azure for its pools
  --region NAME               the region of the cluster, such as westeurope; default that of platform.yaml or of the zones named
  --format NAME               table or json; default table
  --exclude PATTERN           leaves out what has the name or path, as in .gitignore; may be given again and again
  --help                      prints this

examples:
  cdk8s-ml-platform schedule dist/manifests --target aks@1.34
  cdk8s-ml-platform schedule pools.yaml job.yaml --sizes sizes.json --format json

exit code 0: every pod can run, as far as the manifests tell; 1: some pod cannot; 2: input that cannot be used
`;

const OPTIONS = {
  target: { type: 'string' },
  sizes: { type: 'string', once: true },
  region: { type: 'string' },
  format: { type: 'string' },
  exclude: { type: 'string', multiple: true },
} as const;

/** `schedule`: where each pod can run, and at what price. */
export const SCHEDULE: Command = {
  name: 'schedule',
  summary: 'says where each pod can run, and at what price',
  help: HELP,
  run(args) {
    const { values, positionals } = parseOptions(args, OPTIONS);
    const format = oneOf('--format', values.format ?? 'table', ['table', 'json']);
    if (positionals.length === 0) throw new UsageError('schedule needs at least one PATH, or - for standard input');
    const target = targetOf(values.target);
    const sizes = values.sizes === undefined ? undefined : readSizes(values.sizes);
    const bar = new ProgressBar(process.stderr, 'asking');
    const { manifests, step } = readWith(bar, positionals, values.exclude);
    const model = new Model(manifests);
    const answers = scheduleIn(model, target, { sizes, region: values.region }, step);
    bar.stop();
    if (sizes === undefined && values.region !== undefined) warnOfRegion(values.region, answers);
    if (format === 'table') print(scheduleTable(answers, scheduleNotes(model, target)));
    else writeJson(answers);
    return answers.every(({ schedulable, known }) => schedulable || known === false) ? 0 : 1;
  },
};

/** Where no price of a region is known, the engine takes those of another: a slip such as `West Europe` must not pass for a price. */
function warnOfRegion(region: string, answers: readonly ScheduleAnswer[]): void {
  const { sizes } = azureVmSizes();
  const priced = answers.some(({ pools }) =>
    pools.some((pool) => pool.sizes.some(({ name }) => azureVmSizes().byName.has(name))),
  );
  if (!priced || sizes.some(({ prices }) => prices[region] !== undefined)) return;
  const regions = [...new Set(sizes.flatMap(({ prices }) => Object.keys(prices)))];
  const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const meant = regions.find((one) => one === bare(region));
  const hint = meant === undefined ? '' : `; did you mean '${meant}'?`;
  say(`Warning: no price is known in the region '${region}', the prices are those of eastus${hint}\n`);
}

/** One answer a line: thousands of pods would be more than one string can hold. Sizes that pods share are written out once. */
function writeJson(answers: readonly ScheduleAnswer[]): void {
  if (answers.length === 0) {
    printData('[]\n');
    return;
  }
  const texts = new Map<unknown, string>();
  const textOf = (value: unknown): string => {
    const text = texts.get(value) ?? JSON.stringify(value);
    texts.set(value, text);
    return text;
  };
  for (const [
    index,
    { object, replicas, schedulable, known, atMost, why, preempting, pools, nodes, rejected },
  ] of answers.entries()) {
    const ofPools = pools.map(({ pool, sizes }) => `{"pool":${JSON.stringify(pool)},"sizes":${textOf(sizes)}}`).join();
    const head = JSON.stringify({ object, replicas, schedulable, known, atMost, why, preempting }).slice(0, -1);
    const rest = `"pools":[${ofPools}],"nodes":${textOf(nodes)},"rejected":${textOf(rejected)}}`;
    printData(`${index === 0 ? '[\n' : ''}${head},${rest}${index + 1 < answers.length ? ',' : '\n]'}\n`);
  }
}

/** Reads a `--sizes` file. */
export function readSizes(file: string): readonly SizeEntry[] {
  const text = readText(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(file, `is not JSON: ${(error as Error).message.split('\n')[0]}`);
  }
  return entriesOf(file, value);
}
