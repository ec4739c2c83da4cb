import { CheckError, format } from './checks/finding';
import { PlatformApp } from './core/platform-app';
import { checksOfConfig } from './blueprint/checks-of-config';
import { ConfigError } from './blueprint/problem';
import { MlPlatform } from './blueprint/ml-platform';
import { readConfig } from './blueprint/read-config';
import { targetOfConfig } from './blueprint/target-of-config';
import { summary } from './summary';

/** Exit codes: 0 for YAML written, 1 for a check that failed, 2 for a configuration that cannot be used. */
function main(file: string): number {
  try {
    synth(file);
    return 0;
  } catch (error) {
    if (error instanceof ConfigError || error instanceof CheckError) {
      console.error(error.message);
      return error instanceof ConfigError ? 2 : 1;
    }
    throw error;
  }
}

function synth(file: string): void {
  const source = readConfig(file);
  const { config } = source;
  try {
    const app = new PlatformApp({
      target: targetOfConfig(config.target),
      outdir: process.env.CDK8S_OUTDIR ?? 'dist/manifests',
      checks: checksOfConfig(config),
      kustomization: true,
      prune: true,
    });
    const platform = new MlPlatform(app, config);
    const warnings = app.check().filter(({ severity }) => severity === 'warning');
    for (const warning of source.locateFindings(warnings)) console.error(format(warning));
    app.synth();
    // Standard output is the manifests' own: `cdk8s synth --stdout` prints them there.
    for (const line of summary(app, platform, config, warnings.length)) console.error(line);
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

exit code 0: they are written; 1: a check failed; 2: the file cannot be used. All keys are in docs/platform-yaml.md, and
cdk8s-ml-platform --help tells of the commands that read manifests.
`;

const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) process.stdout.write(HELP);
else process.exitCode = main(args[0] ?? 'platform.yaml');
