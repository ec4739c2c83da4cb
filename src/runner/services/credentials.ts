import type { Construct } from 'constructs';
import { fail } from '../../core/fail';
import { SecretSource } from '../../core/secret/secret-source';

/** Name and password of a user, each by reference. */
export interface Credentials {
  readonly user: SecretSource;
  readonly password: SecretSource;
}

/**
 * The credentials that are given.
 *
 * @throws where one of them is missing or is a value
 */
export function requireCredentials(construct: Construct, { user, password }: Partial<Credentials>): Credentials {
  return { user: requireSource(construct, 'user', user), password: requireSource(construct, 'password', password) };
}

/** Fails unless it is a source of a secret; the error does not repeat what is given, for that may be the secret. */
export function requireSource(construct: Construct, name: string, source: unknown): SecretSource {
  if (source instanceof SecretSource) return source;
  if (source === undefined)
    throw fail(construct, `${name} is missing, allowed is a SecretSource, such as SecretSource.existing(name, key)`);
  throw fail(construct, `${name} is a value, allowed is a SecretSource: no value of a secret is written to a file`);
}
