import { isSource, sourceProblem } from '../core/secret/require-source';
import { kindOf } from '../facts/given';

/**
 * Fails unless a client of a provider has an id and a secret, by the names of its options: the construct that uses the provider would tell of
 * a variable that nobody wrote.
 */
export function requireClient(clientId: unknown, clientSecret: unknown): void {
  if (typeof clientId !== 'string' && !isSource(clientId))
    throw new Error(`clientId is ${kindOf(clientId)}, allowed is text, for it is no secret, or a SecretSource`);
  if (!isSource(clientSecret)) throw new Error(`clientSecret ${sourceProblem(clientSecret)}`);
}
