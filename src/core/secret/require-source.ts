import type { IConstruct } from 'constructs';
import { fail } from '../fail';
import { SecretSource } from './secret-source';

/** Fails unless it is a source of a secret; the error does not repeat what is given, for that may be the secret. */
export function requireSource(construct: IConstruct, name: string, source: unknown): SecretSource {
  if (source instanceof SecretSource) return source;
  if (source === undefined)
    throw fail(construct, `${name} is missing, allowed is a SecretSource, such as SecretSource.existing(name, key)`);
  throw fail(construct, `${name} is a value, allowed is a SecretSource: no value of a secret is written to a file`);
}
