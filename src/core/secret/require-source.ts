import type { IConstruct } from 'constructs';
import { fail } from '../fail';
import { SecretSource } from './secret-source';

/** Fails unless it is a source of a secret; the error does not repeat what is given, for that may be the secret. */
export function requireSource(construct: IConstruct, name: string, source: unknown): SecretSource {
  if (isSource(source)) return source;
  throw fail(construct, `${name} ${sourceProblem(source)}`);
}

/** What is wrong with a value that is no source of a secret. */
export function sourceProblem(given: unknown): string {
  const allowed = 'allowed is a SecretSource, such as SecretSource.existing(name, key)';
  if (given === undefined || given === null) return `is missing, ${allowed}`;
  return `is a value, ${allowed}: no value of a secret is written to a file`;
}

/** A source that another copy of this library made is one, too: two of them are what npm installs where versions differ. */
export function isSource(value: unknown): value is SecretSource {
  if (value instanceof SecretSource) return true;
  return typeof value === 'object' && value !== null && 'bind' in value && typeof value.bind === 'function';
}
