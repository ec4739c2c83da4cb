import * as fs from 'fs';
import * as path from 'path';
import type { ValidateFunction } from 'ajv';
import type { Finding } from '../checks/finding';
import { fits } from '../core/schema-fit';
import { fileProblem } from '../facts/file-problem';
import { packageRoot } from '../facts/package-root';
import type { Schema } from '../facts/schemas';
import type { PlatformConfig } from './config';
import { keyOfConstruct } from './key-of-construct';
import { ConfigError } from './problem';
import type { ConfigProblem } from './problem';
import { toProblem } from './schema-problems';
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
  const problems = validate(file.value).map((problem) => ({ ...problem, ...file.place(problem.path) }));
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
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    const message = `cannot be read: ${fileProblem(error, 'read')}`;
    throw new ConfigError([{ path: [], message }], file);
  }
}

let schema: Schema | undefined;
let validator: ValidateFunction | undefined;

function validate(value: unknown): ConfigProblem[] {
  schema ??= JSON.parse(fs.readFileSync(path.join(packageRoot(), 'dist', 'platform.schema.json'), 'utf8')) as Schema;
  // A validator takes longer to load and compile than the whole platform to build, and is needed to tell mistakes only.
  if (fits(value, schema) === true) return [];
  validator ??= validatorOf(schema);
  return validator(value) ? [] : (validator.errors ?? []).map(toProblem);
}

function validatorOf(of: Schema): ValidateFunction {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  const { default: Ajv } = require('ajv') as typeof import('ajv');
  return new Ajv({ allErrors: true, verbose: true, strict: false, allowUnionTypes: true }).compile(of);
}
