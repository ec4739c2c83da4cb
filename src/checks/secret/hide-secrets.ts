import { hasMixed } from './is-name';
import { keysIn } from './key-shapes';
import { hintsAt } from './pairs';
import { passwordsInProse } from './prose';
import { kindOfName, looksSecret } from './secret-names';
import { urlCredentialsIn } from './url-credentials';

/** What is as short stands in words and places too, and is no token. */
const SHORTEST = 4;

/**
 * A name and what nobody reads as a word; a message also says what a password must be, and that stays. It is looked for at each name, for the
 * scheme of an address and each of its parameters are names too, whose value goes on to the end of the address.
 */
const PAIR = /(?<![A-Za-z])(?=([A-Za-z][\w.-]{0,80})["']?\s*[=:]\s*["']?([^\s"'\]}),;]{4,200}))/g;

/** An address without its scheme. */
const LOGIN = /[\w.+-]{1,60}:([^\s:@/"'<>(){}$]{4,200})@[\w-]+\.[\w-]/g;

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
  const known = [...keysIn(text, ''), ...urlCredentialsIn(text), ...pairsIn(text)].map(({ value }) => value);
  const logins = [...text.matchAll(LOGIN)].map(([, value]) => value!);
  return [...known, ...logins, ...passwordsInProse(text)]
    .filter((value) => value.length >= SHORTEST)
    .sort((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}

/** The identity of an object without the keys in it: it is named in every message, so that a token in the place of a name would be in all of them. */
export function hideInIdentity<T extends Readonly<Partial<Record<string, string>>>>(identity: T): T {
  const shown = Object.entries(identity).map(([key, text]) => [key, text && hideSecrets(text)]);
  return Object.fromEntries(shown) as T;
}
