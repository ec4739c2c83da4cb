import { checkReport } from '../checks/check';
import type { CheckOptions, CheckReport } from '../checks/check';
import type { Finding } from '../checks/finding';
import { InputError } from '../checks/model/input-error';
import { externalsFor } from '../checks/model/read-externals';
import { readPaths } from '../checks/model/read-paths';
import { PRESETS } from '../checks/preset';
import { ProgressBar } from '../checks/report/progress-bar';
import { toGithub } from '../checks/report/github';
import { toJson } from '../checks/report/json';
import { toJunit } from '../checks/report/junit';
import { toSarif } from '../checks/report/sarif';
import { toText } from '../checks/report/table';
import { RULES } from '../checks/rules';
import { addCustomKinds } from '../facts/schemas';
import type { Target } from '../facts/target';
import { DEFAULT_TARGET, oneOf, parseOptions, targetOf, UsageError } from './arguments';
import type { Command } from './command';
import { packageVersion } from './package-version';
import { requireSome } from './require-some';
import { print, printData } from './print';

const HELP = `usage: cdk8s-ml-platform check PATH... [options]

Checks YAML and JSON manifests; of a folder every .yaml, .yml and .json file at any depth, and standard input for -.

  --target PROVIDER@VERSION   aks, eks, kind or generic, and a Kubernetes version, or a platform.yaml with both; default ${DEFAULT_TARGET}
  --preset NAME               ${PRESETS.join(', ')}; default default
  --format NAME               table, json, sarif, github (annotations of Actions) or junit; default table
  --fail-on SEVERITY          error or warning; default error
  --each                      every PATH is a cluster of its own
  --crds PATH                 CustomResourceDefinitions that are in the cluster, in a file or a folder; those among the manifests count too
  --external FILE             a YAML list of objects that exist outside of the manifests: kind, name, reason, and
                              apiVersion or group, namespace and keys where they matter, such as the dist/tools/externals.yaml
                              that npm run synth writes; that of a folder which fleet synth wrote is read without this
  --exclude PATTERN           leaves out what has the name or path, as in .gitignore; may be given again and again
  --help                      prints this

exit code 0: nothing found; 1: findings; 2: input that cannot be used
`;

const OPTIONS = {
  target: { type: 'string' },
  preset: { type: 'string' },
  format: { type: 'string' },
  'fail-on': { type: 'string' },
  each: { type: 'boolean' },
  crds: { type: 'string', once: true },
  external: { type: 'string', once: true },
  exclude: { type: 'string', multiple: true },
} as const;

/** `check`: every rule over the manifests of one cluster, or of several. */
export const CHECK: Command = {
  name: 'check',
  summary: 'checks manifests by every rule',
  help: HELP,
  run(args) {
    const { values, positionals } = parseOptions(args, OPTIONS);
    const format = oneOf('--format', values.format ?? 'table', ['table', 'json', 'sarif', 'github', 'junit']);
    const failOn = oneOf('--fail-on', values['fail-on'] ?? 'error', ['error', 'warning']);
    const preset = oneOf('--preset', values.preset ?? 'default', PRESETS);
    if (positionals.length === 0) throw new UsageError('check needs at least one PATH, or - for standard input');
    const target = targetOf(values.target);
    if (values.crds !== undefined) addCrds(values.crds);
    const clusters = values.each ? positionals.map((one) => [one]) : [positionals];
    const options = clusters.map((paths): CheckOptions => ({
      preset,
      externals: externalsFor(paths, values.external, values.exclude),
    }));
    const bar = new ProgressBar(process.stderr, 'checking');
    const reports = clusters.map((paths, index) => ({
      path: paths[0]!,
      report: checkCluster({ paths, exclude: values.exclude }, target, options[index]!, (total) => {
        bar.step(total, clusters.length - index);
      }),
    }));
    bar.stop();
    const fails = ({ severity }: Finding): boolean => severity === 'error' || failOn === 'warning';
    const shown = textOf(reports, format, values.each ?? false, fails);
    (format === 'table' || format === 'junit' ? print : printData)(shown);
    return reports.flatMap(({ report }) => report.findings).some(fails) ? 1 : 0;
  },
};

/** Adds the kinds that a file or folder of CustomResourceDefinitions defines. */
export function addCrds(given: string): void {
  const added = addCustomKinds(readPaths([given]).map(({ object }) => object));
  if (added === 0) throw new InputError(given, 'no CustomResourceDefinition found');
}

/** A folder without a manifest is a mistake in the path more often than it is meant. */
function checkCluster(
  { paths, exclude }: { readonly paths: readonly string[]; readonly exclude?: readonly string[] },
  target: Target,
  options: CheckOptions,
  onStep: (total: number) => void,
): CheckReport {
  // Reading and judging take about as long as each other, so each file and each rule is a step.
  let total = 0;
  const onFile = (files: number): void => {
    total = Math.max(total, files + RULES.length);
    onStep(total);
  };
  const manifests = readPaths(paths, { exclude, onFile });
  requireSome(paths, manifests, exclude);
  return checkReport(manifests, target, options, () => {
    onStep(total);
  });
}

type Reports = readonly { readonly path: string; readonly report: CheckReport }[];

function textOf(reports: Reports, format: string, each: boolean, fails: (finding: Finding) => boolean): string {
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  const all = reports.map(({ report }) => report);
  if (format === 'sarif') return json(toSarif(all, packageVersion()));
  if (format === 'github') return toGithub(all);
  if (format === 'junit') return toJunit(all, fails);
  if (format === 'json')
    return json(each ? reports.map(({ path: at, report }) => toJson(report, at)) : toJson(reports[0]!.report));
  return reports.map(({ path: at, report }) => (each ? `${at}\n` : '') + toText(report)).join('\n');
}
