import { CheckError, format } from './checks/finding';
import { PlatformApp } from './core/platform-app';
import { LinkError } from './core/synth/inside';
import { checksOfConfig } from './blueprint/checks-of-config';
import { ConfigError } from './blueprint/problem';
import { MlPlatform } from './blueprint/ml-platform';
import { readConfig } from './blueprint/read-config';
import { targetOfConfig } from './blueprint/target-of-config';
import { fileProblem } from './facts/file-problem';
import { summary } from './summary';
import { printable } from './facts/printable';

/** Where the manifests go. A variable without a value says nothing, as in a shell. */
const OUTDIR = process.env.CDK8S_OUTDIR === '' ? undefined : process.env.CDK8S_OUTDIR;

/** Exit codes: 0 for YAML written, 1 for a check that failed, 2 for a configuration or an output directory that cannot be used. */
function main(args: readonly string[]): number {
  const option = args.find((arg) => arg.startsWith('-'));
  if (option !== undefined) return refuse(`${option} is no option, allowed is --help`);
  if (args.length > 1) return refuse(`one file is read, and ${args.length} are given: ${args.join(', ')}`);
  try {
    synth(args[0] ?? 'platform.yaml');
    return 0;
  } catch (error) {
    if (error instanceof ConfigError || error instanceof CheckError) {
      console.error(printable(error.message));
      return error instanceof ConfigError ? 2 : 1;
    }
    if (error instanceof LinkError) return refuse(error.message);
    const { code, path } = error as NodeJS.ErrnoException;
    if (code === undefined || path === undefined) throw error;
    return refuse(`${path} cannot be written: ${fileProblem(error, 'write')}`);
  }
}

function refuse(message: string): number {
  console.error(printable(message));
  return 2;
}

function synth(file: string): void {
  const source = readConfig(file);
  const { config } = source;
  try {
    const app = new PlatformApp({
      target: targetOfConfig(config.target),
      outdir: OUTDIR ?? 'dist/manifests',
      checks: checksOfConfig(config),
      kustomization: true,
      prune: true,
    });
    const platform = new MlPlatform(app, config);
    const warnings = app.check().filter(({ severity }) => severity === 'warning');
    for (const warning of source.locateFindings(warnings)) console.error(printable(format(warning)));
    app.synth();
    // Standard output is the manifests' own: `cdk8s synth --stdout` prints them there.
    for (const line of summary(app, platform, config, warnings.length)) console.error(printable(line));
  } catch (error) {
    if (error instanceof CheckError) throw new CheckError(source.locateFindings(error.findings));
    if (error instanceof ConfigError && error.problems[0]) throw source.locate(error.problems[0]);
    throw error;
  }
}

const HELP = `usage: npm run synth [-- FILE]
       node dist/lib/src/main.js [FILE]

Writes the manifests of a platform.yaml, after every check has passed; else nothing. FILE is platform.yaml where none is given.

  --help  prints this

environment:
  CDK8S_OUTDIR  the folder of the manifests, default dist/manifests; what is no manifest goes to the folder tools beside it

exit code 0: they are written; 1: a check failed; 2: the file or the folder cannot be used. All keys are in docs/platform-yaml.md, and
cdk8s-ml-platform --help tells of the commands that read manifests.
`;

const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) process.stdout.write(HELP);
else process.exitCode = main(args);
