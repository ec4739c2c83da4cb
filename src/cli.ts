#!/usr/bin/env node
import * as fs from 'fs';
import * as path from 'path';
import { parseArgs } from 'util';
import { checkReport } from './checks/check';
import type { CheckOptions, CheckReport } from './checks/check';
import { InputError } from './checks/model/input-error';
import { readExternals } from './checks/model/read-externals';
import { readPaths } from './checks/model/read-paths';
import { PRESETS } from './checks/preset';
import type { Preset } from './checks/preset';
import { ProgressBar } from './checks/report/progress-bar';
import { toJson } from './checks/report/json';
import { toSarif } from './checks/report/sarif';
import { toText } from './checks/report/table';
import { RULES } from './checks/rules';
import { packageRoot } from './facts/package-root';
import { addCustomKinds } from './facts/schemas';
import { KUBERNETES_VERSIONS, Target } from './facts/target';

const USAGE = `usage: cdk8s-ml-platform check PATH... [options]

Checks YAML and JSON manifests; of a folder every .yaml, .yml and .json file at any depth, and standard input for -.

  --target PROVIDER@VERSION   aks, eks, kind or generic, and a Kubernetes version; default generic@${KUBERNETES_VERSIONS.newest}
  --preset NAME               ${PRESETS.join(', ')}; default default
  --format NAME               table, json or sarif; default table
  --fail-on SEVERITY          error or warning; default error
  --each                      every PATH is a cluster of its own
  --crds PATH                 CustomResourceDefinitions of the cluster, in a file or a folder; their kinds are checked too
  --external FILE             a YAML list of objects that exist outside of the manifests: kind, name, reason, and
                              apiVersion or group, namespace and keys where they matter
  --help                      prints this

exit code 0: nothing found; 1: findings; 2: input that cannot be used
`;

const FORMATS = ['table', 'json', 'sarif'];
const FAIL_ON = ['error', 'warning'];

/** Thrown where the command line is wrong. */
class UsageError extends Error {}

function main(args: readonly string[]): number {
  const [command, ...rest] = args;
  if (command === undefined || command === '--help' || command === '-h' || rest.includes('--help')) {
    (command === undefined ? process.stderr : process.stdout).write(USAGE);
    return command === undefined ? 2 : 0;
  }
  if (command !== 'check') throw new UsageError(`'${command}' is no command, allowed is check`);
  return runCheck(rest);
}

function runCheck(args: string[]): number {
  const { values, positionals } = parse(args);
  const format = oneOf('--format', values.format ?? 'table', FORMATS);
  const failOn = oneOf('--fail-on', values['fail-on'] ?? 'error', FAIL_ON);
  const preset = oneOf('--preset', values.preset ?? 'default', PRESETS) as Preset;
  if (positionals.length === 0) throw new UsageError('check needs at least one PATH, or - for standard input');
  const target = targetOf(values.target ?? `generic@${KUBERNETES_VERSIONS.newest}`);
  if (values.crds !== undefined) addCrds(values.crds);
  const externals = values.external === undefined ? [] : readExternals(values.external);
  const options: CheckOptions = { preset, externals };
  const clusters = values.each ? positionals.map((one) => [one]) : [positionals];
  const bar = new ProgressBar(process.stderr);
  const reports = clusters.map((paths) => ({ path: paths[0]!, report: checkCluster(paths, target, options, bar) }));
  bar.stop();
  process.stdout.write(print(reports, format, values.each ?? false));
  const fails = reports
    .flatMap(({ report }) => report.findings)
    .some(({ severity }) => severity === 'error' || failOn === 'warning');
  return fails ? 1 : 0;
}

function addCrds(given: string): void {
  const added = addCustomKinds(readPaths([given]).map(({ object }) => object));
  if (added === 0) throw new InputError(given, 'no CustomResourceDefinition found');
}

/** A folder without a manifest is a mistake in the path more often than it is meant. */
function checkCluster(paths: readonly string[], target: Target, options: CheckOptions, bar: ProgressBar): CheckReport {
  // Reading and judging take about as long as each other, so each file and each rule is a step.
  let total = 0;
  const manifests = readPaths(paths, (files) => {
    total = Math.max(total, files + RULES.length);
    bar.step(total);
  });
  if (manifests.length === 0) throw new InputError(paths.join(', '), 'no manifests found');
  return checkReport(manifests, target, options, () => {
    bar.step(total);
  });
}

type Reports = readonly { readonly path: string; readonly report: CheckReport }[];

function print(reports: Reports, format: string, each: boolean): string {
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  if (format === 'sarif')
    return json(
      toSarif(
        reports.map(({ report }) => report),
        packageVersion(),
      ),
    );
  if (format === 'json')
    return json(each ? reports.map(({ path: at, report }) => toJson(report, at)) : toJson(reports[0]!.report));
  return reports.map(({ path: at, report }) => (each ? `${at}\n` : '') + toText(report)).join('\n');
}

const OPTIONS = {
  target: { type: 'string' },
  preset: { type: 'string' },
  format: { type: 'string' },
  'fail-on': { type: 'string' },
  each: { type: 'boolean' },
  crds: { type: 'string' },
  external: { type: 'string' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

/** Node's own messages explain its parser; here the option is named, and those that are allowed. */
function parse(args: string[]): { values: Values; positionals: string[] } {
  const { tokens } = parseArgs({ args, options: OPTIONS, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(OPTIONS, token.name)) {
      const allowed = [...Object.keys(OPTIONS), 'help'].map((name) => `--${name}`).join(', ');
      throw new UsageError(`${token.rawName} is no option, allowed are ${allowed}`);
    }
    const { type } = OPTIONS[token.name as keyof typeof OPTIONS];
    if (type === 'boolean' && token.value !== undefined) throw new UsageError(`${token.rawName} takes no value`);
    if (type === 'string' && (token.value === undefined || token.value === ''))
      throw new UsageError(`${token.rawName} needs a value`);
  }
  return parseArgs({ args: args, options: OPTIONS, allowPositionals: true });
}

function oneOf(option: string, value: string, allowed: readonly string[]): string {
  if (allowed.includes(value)) return value;
  throw new UsageError(`${option} is '${value}', allowed are ${allowed.join(', ')}`);
}

function targetOf(text: string): Target {
  try {
    return Target.parse(text);
  } catch (error) {
    throw new UsageError(`--target: ${(error as Error).message}`);
  }
}

function packageVersion(): string {
  return (JSON.parse(fs.readFileSync(path.join(packageRoot(), 'package.json'), 'utf8')) as { version: string }).version;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof InputError) && !(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  if (error instanceof UsageError) process.stderr.write('see cdk8s-ml-platform --help\n');
  process.exitCode = 2;
}
