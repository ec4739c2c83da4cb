import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import type { CheckOptions } from '../../src/checks/check';
import { checksOfConfig } from '../../src/blueprint/checks-of-config';
import type { PlatformConfig } from '../../src/blueprint/config';
import { MlPlatform } from '../../src/blueprint/ml-platform';
import { ConfigError } from '../../src/blueprint/problem';
import { readConfig } from '../../src/blueprint/read-config';
import { PlatformApp } from '../../src/core/platform-app';
import { targetOfConfig } from '../../src/blueprint/target-of-config';

/** Gives a temporary directory, and removes it. */
export function inTemp<T>(use: (directory: string) => T): T {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'platform-'));
  try {
    return use(directory);
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

/** The app of a configuration, as `main` makes it. */
export function appOf(config: PlatformConfig, outdir?: string, given: CheckOptions = {}): PlatformApp {
  const target = targetOfConfig(config.target);
  const checks = { ...given, ...checksOfConfig(config) };
  const app = new PlatformApp({
    target,
    outdir,
    checks,
    toolsOutdir: outdir && `${outdir}-tools`,
    kustomization: true,
  });
  new MlPlatform(app, config);
  return app;
}

/** The YAML of the text of a `platform.yaml`; errors have their line, as in `main`. */
export function synthText(text: string): string {
  return inTemp((directory) => {
    const file = path.join(directory, 'platform.yaml');
    fs.writeFileSync(file, text);
    const source = readConfig(file);
    try {
      return appOf(source.config).synthYaml();
    } catch (error) {
      if (error instanceof ConfigError && error.problems[0]) throw source.locate(error.problems[0]);
      throw error;
    }
  });
}

/** What is said of the text of a `platform.yaml`, without the directory that it stands in. */
export function mistakesOf(text: string): string[] {
  try {
    synthText(text);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n').map((line) => line.replace(/^.*platform\.yaml/, 'platform.yaml'));
  }
  return [];
}

/** The lines of a valid configuration, for tests that change one of them. */
export const VALID = `target:
  provider: aks
  kubernetes: "1.34"
namespace: studioml
nodeClasses:
  ubuntu:
    imageFamily: Ubuntu2204
pools:
  a100:
    skus: [Standard_NC24ads_A100_v4]
    limits:
      gpus: 8
runner:
  version: 0.9.21
  queueUrl:
    existing:
      name: queue
      key: url
`;

/** The valid configuration with a line replaced by others, or several lines by none. */
export function edited(line: string, by: string): string {
  if (!VALID.includes(line)) throw new Error(`no line ${line}`);
  return VALID.replace(line, by);
}
