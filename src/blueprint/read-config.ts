import type { Finding } from '../checks/finding';
import { InputError } from '../checks/model/input-error';
import { readText as readTextOf } from '../checks/model/read-paths';
import type { PlatformConfig } from './config';
import { keyOfConstruct } from './key-of-construct';
import { ConfigError } from './problem';
import type { ConfigProblem } from './problem';
import { validateConfig } from './validate-config';
import { YamlFile } from './yaml-file';

/** A configuration with the file that it was read from. */
export interface ConfigFile {
  readonly config: PlatformConfig;
  /** Gives problems that are found later, with values that fit the schema, their line. */
  locate(problem: ConfigProblem): ConfigError;
  /** Gives findings of the checks the line of the key that their construct was built for. */
  locateFindings(findings: readonly Finding[]): Finding[];
}

/**
 * Reads `platform.yaml` and validates it against the JSON Schema of {@link PlatformConfig}.
 *
 * @throws `ConfigError` with every problem: key, line, and what is allowed
 */
export function readConfig(name: string): ConfigFile {
  const file = new YamlFile(name, readText(name));
  const problems = validateConfig(file.value).map((problem) => ({ ...problem, ...file.place(problem.path) }));
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  if (problems.length > 0) throw new ConfigError(problems, name);
  const config = file.value as PlatformConfig;
  return {
    config,
    locate: (problem) => file.error(problem),
    locateFindings: (findings) =>
      findings.map((finding) => {
        const key = keyOfConstruct(finding.constructPath ?? '', config);
        return key ? { ...finding, file: name, line: file.place(key).line } : finding;
      }),
  };
}

/**
 * The text of a configuration.
 *
 * @throws `ConfigError` where it cannot be read
 */
export function readText(file: string): string {
  try {
    return readTextOf(file);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new ConfigError([{ path: [], message: error.problem }], file);
  }
}
