import * as path from 'path';
import type { Manifest } from '../checks/manifest';
import { InputError } from '../checks/model/input-error';
import { externalsFor } from '../checks/model/read-externals';
import { readPaths } from '../checks/model/read-paths';
import { PRESETS } from '../checks/preset';
import { ProgressBar } from '../checks/report/progress-bar';
import { writeFolders } from '../core/synth/write';
import { count } from '../facts/count';
import { fileProblem } from '../facts/file-problem';
import { REPORT_STEPS, reportOf } from '../report/report';
import { DEFAULT_TARGET, hostOf, oneOf, parseOptions, targetOf, UsageError } from './arguments';
import { addCrds } from './check';
import type { Command } from './command';
import { requireSome } from './require-some';
import { readSizes } from './schedule';
import { print } from './print';

const HELP = `usage: cdk8s-ml-platform report PATH... -o DIR [options]

Writes DIR/index.html: one page of everything that the other commands say of the manifests, with a search. It holds all that it needs
and loads nothing, so that it can be opened from a file and handed on: findings with their fix, graphs, where each pod runs and at
what price, who can do what, who can call what, images to mirror, and every object. Values of Secrets are not in it.

  -o, --output DIR            the folder of the page; it is made where it is not there
  --title TEXT                the heading of the page; default Platform at the host of a platform.yaml that
                              --target names, else Platform report
  --target PROVIDER@VERSION   aks, eks, kind or generic, and a Kubernetes version, or a platform.yaml with both; default ${DEFAULT_TARGET}
  --preset NAME               ${PRESETS.join(', ')}; default default
  --crds PATH                 CustomResourceDefinitions that are in the cluster, in a file or a folder; those among the manifests count too
  --external FILE             a YAML list of objects that exist outside of the manifests, as check takes it
  --sizes FILE                the sizes of the provider, as schedule takes them; default those of Azure for its pools
  --region NAME               the region of the cluster, such as westeurope; default that of platform.yaml or of the zones named
  --fail-on SEVERITY          exit with 1 where there is an error, or a warning; the page is written all the same; default never
  --exclude PATTERN           leaves out what has the name or path, as in .gitignore; may be given again and again
  --help                      prints this

examples:
  cdk8s-ml-platform report dist/manifests -o dist/report --target aks@1.34
  helm template charts/app | cdk8s-ml-platform report - -o report --title 'App, next release' --target eks@1.34
  cdk8s-ml-platform report dist/manifests -o dist/report --external dist/tools/externals.yaml --fail-on error

exit code 0: the page is written; 1: with --fail-on, where there are such findings; 2: input that cannot be used, nothing is written
`;

const OPTIONS = {
  output: { type: 'string', short: 'o' },
  title: { type: 'string' },
  target: { type: 'string' },
  preset: { type: 'string' },
  crds: { type: 'string', once: true },
  external: { type: 'string', once: true },
  sizes: { type: 'string', once: true },
  region: { type: 'string' },
  'fail-on': { type: 'string' },
  exclude: { type: 'string', multiple: true },
} as const;

/** `report`: one HTML page of everything that is known of manifests. */
export const REPORT: Command = {
  name: 'report',
  summary: 'writes one HTML page of findings, graphs, places and prices, rights, calls, images and objects',
  help: HELP,
  run(args) {
    const { values, positionals } = parseOptions(args, OPTIONS);
    const preset = oneOf('--preset', values.preset ?? 'default', PRESETS);
    const failOn = oneOf('--fail-on', values['fail-on'] ?? 'never', ['error', 'warning', 'never']);
    const target = targetOf(values.target);
    if (values.output === undefined) throw new UsageError('report needs -o DIR');
    if (positionals.length === 0) throw new UsageError('report needs at least one PATH, or - for standard input');
    if (values.crds !== undefined) addCrds(values.crds);
    const externals = externalsFor(positionals, values.external, values.exclude);
    const sizes = values.sizes === undefined ? undefined : readSizes(values.sizes);
    const { exclude } = values;
    const bar = new ProgressBar(process.stderr, 'reporting');
    // Reading, judging and the picture take long; each file, each rule and each part of the page is a step.
    let files = 0;
    const onFile = (): void => {
      files += 1;
      bar.step(Math.max(files * 2, REPORT_STEPS));
    };
    const manifests = positionals.flatMap((given) =>
      readPaths([given], { exclude, onFile }).map((one) => portable(one, given)),
    );
    requireSome(positionals, manifests, exclude);
    const { title = titleOf(values.target), region } = values;
    const options = { title, preset, externals, sizes, region };
    const { html, errors, warnings } = reportOf(manifests, target, options, () => {
      bar.step(files + REPORT_STEPS);
    });
    bar.stop();
    write(values.output, html);
    print(
      `${path.join(values.output, 'index.html')}: ${count(manifests.length, 'object')}, ${count(errors, 'error')}, ${count(warnings, 'warning')}\n`,
    );
    return (failOn !== 'never' && errors > 0) || (failOn === 'warning' && warnings > 0) ? 1 : 0;
  },
};

/** The page of a `platform.yaml` is called by the name that users type. */
function titleOf(target: string | undefined): string | undefined {
  const host = target === undefined ? undefined : hostOf(target);
  return host === undefined ? undefined : `Platform at ${host}`;
}

/** A page is handed on, so it names no folder of this machine: below an absolute PATH files are named from its last folder on. */
function portable(manifest: Manifest, given: string): Manifest {
  const { file } = manifest.origin;
  if (file === undefined || !path.isAbsolute(file)) return manifest;
  const named = path.join(path.basename(given), path.relative(given, file));
  return { ...manifest, origin: { ...manifest.origin, file: named } };
}

/** The page takes the place of an earlier one when it is whole. */
function write(folder: string, text: string): void {
  try {
    writeFolders([{ outdir: folder, files: [{ path: 'index.html', text }] }]);
  } catch (error) {
    throw new InputError(folder, `cannot be written: ${fileProblem(error, 'write')}`);
  }
}
