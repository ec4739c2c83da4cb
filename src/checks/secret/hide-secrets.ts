import { hasMixed } from './is-name';
import { keysIn } from './key-shapes';
import { hintsAt } from './pairs';
import { kindOfName, looksSecret } from './secret-names';
import { urlCredentialsIn } from './url-credentials';

/** What is as short stands in words and places too, and is no token. */
const SHORTEST = 4;

/** A name and what nobody reads as a word; a message also says what a password must be, and that stays. */
const PAIR = /([A-Za-z][\w.-]{0,80})["']?\s*[=:]\s*["']?([^\s"'\]}),;]{4,200})/g;

function pairsIn(text: string): { readonly value: string }[] {
  if (!hintsAt(text)) return [];
  return [...text.matchAll(PAIR)].flatMap(([, name, value]) => {
    const kind = kindOfName(name!);
    return kind !== undefined && hasMixed(value!) && looksSecret(kind, value!) ? [{ value: value! }] : [];
  });
}

/**
 * A message without the keys and the passwords in it that are known by their shape, by their address or by the name before them, for
 * messages go into logs. A secret that has none of these stays; a message must not repeat the value of a field that holds one.
 */
export function hideSecrets(text: string): string {
  const secrets = [...keysIn(text, ''), ...urlCredentialsIn(text), ...pairsIn(text)].map(({ value }) => value);
  return secrets
    .filter((value) => value.length >= SHORTEST)
    .sort((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}
