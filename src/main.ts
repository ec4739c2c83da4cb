import { CheckError, format } from './checks/finding';
import { PlatformApp } from './core/platform-app';
import { ConfigError } from './blueprint/problem';
import { MlPlatform } from './blueprint/ml-platform';
import { readConfig } from './blueprint/read-config';
import { summary } from './summary';
import { Target } from './facts/target';
import type { TargetOptions } from './facts/target';

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
    const { provider, kubernetes, ...options } = config.target;
    const app = new PlatformApp({
      target: targetOf(`${provider}@${kubernetes}`, options),
      outdir: process.env.CDK8S_OUTDIR ?? 'dist/manifests',
      checks: { externals: config.externals, suppressions: config.suppressions },
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

function targetOf(text: string, options: TargetOptions): Target {
  try {
    return Target.parse(text, options);
  } catch (error) {
    throw new ConfigError([{ path: ['target', 'kubernetes'], message: (error as Error).message }]);
  }
}

process.exitCode = main(process.argv[2] ?? 'platform.yaml');
