import { keysIn } from './key-shapes';
import { urlCredentialsIn } from './url-credentials';

/** What is as short stands in words and places too, and is no token. */
const SHORTEST = 4;

/**
 * A message without the keys and the passwords of addresses in it that are known by their shape, for messages go into logs. A secret that
 * has no shape stays; a message must not repeat the value of a field that holds one.
 */
export function hideSecrets(text: string): string {
  const secrets = [...keysIn(text, ''), ...urlCredentialsIn(text)].map(({ value }) => value);
  return secrets
    .filter((value) => value.length >= SHORTEST)
    .sort((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}
