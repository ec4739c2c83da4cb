import type { Construct } from 'constructs';
import { requireSource } from '../../core/secret/require-source';
import type { SecretSource } from '../../core/secret/secret-source';

/** Name and password of a user, each by reference. */
export interface Credentials {
  /** The name of the user. */
  readonly user: SecretSource;
  /** The password of the user. */
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
