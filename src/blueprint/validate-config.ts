import type { ValidateFunction } from 'ajv';
import { fits } from '../core/schema-fit';
import type { Schema } from '../facts/schemas';
import type { ConfigProblem } from './problem';
import { readSchema } from './read-schema';
import { toProblems } from './schema-problems';

let schema: Schema | undefined;
let validator: ValidateFunction | undefined;

/** What keeps a value from being a {@link PlatformConfig}, by the JSON Schema of `platform.yaml`: each problem with its key. */
export function validateConfig(value: unknown): ConfigProblem[] {
  schema ??= readSchema('platform');
  // A validator takes longer to load and compile than the whole platform to build, and is needed to tell mistakes only.
  if (fits(value, schema) === true) return [];
  validator ??= validatorOf(schema);
  return validator(value) ? [] : toProblems(validator.errors ?? []);
}

function validatorOf(of: Schema): ValidateFunction {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  const { default: Ajv } = require('ajv') as typeof import('ajv');
  return new Ajv({ allErrors: true, verbose: true, strict: false, allowUnionTypes: true }).compile(of);
}
