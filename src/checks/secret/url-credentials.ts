import { isPlaceholder } from './placeholder';

/** A password or key that stands in an address. */
export interface UrlCredential {
  /** What kind of address it is. */
  readonly says: string;
  readonly value: string;
}

/** Words that stand for a password where a comment shows how an address is written. */
const IN_COMMENTS = /^(user|username|pass|passwd|password|pw|secret|token|key)\d?$/i;

/** Addresses of the form `scheme://user:password@host`. Brackets and quotes end one, so that patterns and templates are none. */
const URL =
  /\b([a-z][a-z0-9+.-]{1,30}):\/\/([^\s:@/?#"'<>[\]\\^|`]{0,200}):([^\s:@/?#"'<>[\]\\^|`]{1,300})@([\w$[({%-])/gi;

/** Other ways to write an address with a secret; the first group is the secret. */
const OTHERS: readonly { readonly says: string; readonly pattern: RegExp; readonly needs?: RegExp }[] = [
  { says: 'an AccountKey in a connection string', pattern: /\bAccountKey=([^;\s"']{8,})/gi },
  { says: 'a SharedAccessKey in a connection string', pattern: /\bSharedAccessKey=([^;\s"']{8,})/gi },
  {
    says: 'a password in a connection string',
    pattern: /(?:^|;)\s*(?:Password|Pwd)=([^;\s"']{1,200})/gi,
    needs: /\b(Server|Data Source|Host|Endpoint|Addr|Address)=/i,
  },
  {
    says: 'a password in a connection string',
    pattern: /(?:^|\s)password=([^;\s"'&]{1,200})/g,
    needs: /(^|\s)(host|dbname)=/,
  },
  { says: 'a password in a MySQL address', pattern: /[\w.-]{1,60}:([^\s:@/"'(){}$<>]{1,200})@(?:tcp|unix)\(/g },
  {
    says: 'a password in the login of Kafka',
    pattern: /LoginModule\s+required\b[^;\n]{0,300}?\bpassword=\\?"([^"\\]{1,200})\\?"/g,
  },
  {
    says: 'the signature of a shared access URL',
    pattern: /[?&]sig=([A-Za-z0-9%+/=_-]{40,})/g,
    needs: /[?&]s[vepr]=/,
  },
];

/** The passwords and keys in the addresses of a text. */
export function urlCredentialsIn(text: string): UrlCredential[] {
  const found: UrlCredential[] = [];
  if (text.includes('://') && text.includes('@')) {
    for (const match of text.matchAll(URL)) {
      const [, scheme, , value] = match as unknown as [string, string, string, string];
      // docker://image:tag@sha256:... and the like name an image.
      if (/^sha\d+:/.test(text.slice(match.index + match[0].length - 1, match.index + match[0].length + 8))) continue;
      if (isPlaceholder(value) || /[${}]/.test(value)) continue;
      if (IN_COMMENTS.test(value) && isInComment(text, match.index)) continue;
      found.push({ says: `a password in an address of ${scheme.toLowerCase()}://`, value });
    }
  }
  for (const { says, pattern, needs } of OTHERS) {
    if (needs && !needs.test(text)) continue;
    for (const [, value] of text.matchAll(pattern)) {
      if (!isPlaceholder(value!) && !/[${}<>]/.test(value!)) found.push({ says, value: value! });
    }
  }
  return found;
}

function isInComment(text: string, index: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', index) + 1, index);
  return /^\s*(#|\/\/|;|\*)|\s#/.test(line);
}
