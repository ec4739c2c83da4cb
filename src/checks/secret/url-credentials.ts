import { CleanTexts } from './clean-texts';
import { COMMAND, COMMANDS } from './commands';
import { keysIn } from './key-shapes';
import { hasMixed } from './is-name';
import { isPlaceholder } from './placeholder';
import { looksSecret } from './secret-names';
import { decode } from './base64';

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

/** Brokers and databases whose addresses people write with any character in the password. */
const LOOSE =
  /\b(amqps?|redis|rediss|postgres|postgresql|mysql|mariadb|mongodb|mongodb\+srv|mqtts?|nats|kafka|sqs):\/\/([^\s:@/?#"'<>]{0,200}):(?!\d{1,5}[/?#])([^\s:@"'<>[\]\\^|`]{0,100}[/?#][^\s:@"'<>[\]\\^|`]{0,100})@([\w$[({%-])/gi;

/** A token in the place of the user, as git takes it: 32 and more hexadecimal digits, or letters and digits that no name has so many of. */
const USER =
  /\bhttps?:\/\/((?=[A-Za-z_-]{0,200}\d)(?:[0-9a-f]{32,200}|(?=\w*[A-Z])(?=\w*[a-z])[A-Za-z0-9_]{24,200})):?@[\w$[({%-]/g;

/** An address without its scheme, such as a registry in the name of an image. An address of mail ends with its host. */
const BARE =
  /(?<![\w:/.@+-])[\w.+-]{1,60}:([^\s:@/"'<>(){}$,]{8,200})@(?=[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}(?::\d{1,5})?\/)/gi;

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
    // Arguments of a function have commas and brackets.
    pattern: /(?:^|\s)password=([^\s;"'&(),]{1,200})(?=[\s;"'&]|$)/g,
    needs: /(^|[\s"'])(host|dbname)=/,
  },
  { says: 'a password in a MySQL address', pattern: /[\w.-]{1,60}:([^\s:@/"'(){}$<>]{1,200})@(?:tcp|unix)\(/g },
  {
    says: 'a password in the login of Kafka',
    pattern: /LoginModule\s+required\b[^;\n]{0,300}?\bpassword=\\?"([^"\\]{1,200})\\?"/g,
  },
  {
    says: 'the signature of a shared access URL',
    pattern: /(?:^|[?&\s"';=])sig=([A-Za-z0-9%+/=_-]{40,})/g,
    needs: /(^|[?&\s"';=])s[vepr]=/,
  },
  {
    says: 'a password in an address of Oracle',
    pattern: /\bjdbc:oracle:\w{1,10}:[\w$#]{1,64}\/"?([^\s"@/]{1,200})"?@/g,
  },
  {
    says: 'the signature of a shared address',
    pattern: /[?&]X-(?:Amz|Goog)-Signature=([0-9a-f]{64,1024})\b/gi,
  },
  { says: 'a password for a machine (netrc)', pattern: /\bmachine\s+\S+\s+login\s+\S+\s+password\s+(\S{4,200})/g },
  {
    says: 'a password in a file of psql',
    pattern: /^[\w.*-]{1,100}:(?:5432|5433|6432|\*):[\w*-]{1,64}:[\w-]{1,64}:(\S{4,200})$/gm,
  },
  {
    says: 'the credentials of npm',
    pattern: /(?:^|:)_(?:authToken|auth|password)\s*=\s*["']?([^\s"']{6,400})/gm,
  },
  {
    says: 'a password in SQL',
    pattern:
      /\b(?:CREATE|ALTER)\s+(?:USER|ROLE)\b[^;]{0,300}?\b(?:IDENTIFIED\s+(?:WITH\s+\S+\s+)?BY|PASSWORD)\s+'([^'\n]{4,200})'/gi,
  },
  {
    says: 'the password of Redis',
    pattern: /^[ \t]*(?:requirepass|masterauth|sentinel\s+auth-pass\s+\S+)[ \t]+["']?([^\s"']{4,200})/gm,
  },
  { says: 'the password of a user of Redis', pattern: /^user\s+\S{1,64}\s[^\n#]{0,200}?>(\S{4,200})/gm },
  {
    says: 'a password of HAProxy',
    pattern: /^[ \t]*(?:user\s+\S{1,64}\s+insecure-password|stats\s+auth\s+[^\s:]{1,64}:)\s*(\S{4,200})/gm,
  },
  {
    says: 'a password of a new machine',
    pattern: /\bchpasswd:\s[^#]{0,200}?\n\s*(?:-\s+)?[a-z_][\w-]{0,31}:(?!\s)([^\s:]{4,200})$/gm,
  },
  { says: 'a key in an address of SQS', pattern: /\bsqs:\/\/[^\s:@]{1,200}:([^\s@"']{4,300})@(?![\w$[({%-])/g },
  {
    says: 'a key that two ends of IPsec share',
    pattern: /^[^\n#"]{0,200}:\s*(?:PSK|XAUTH|EAP)\s+"([^"\n]{4,200})"/gm,
  },
  {
    says: 'a password for a server of mail',
    pattern: /^\[[\w.-]{1,100}\](?::\d{1,5})?\s+[^\s:]{1,100}:(\S{4,200})$/gm,
  },
  { says: 'the key of Kaggle', pattern: /"username"\s*:\s*"[^"]{1,64}"\s*,\s*"key"\s*:\s*"([0-9a-f]{32})"/g },
];

/** User and password in base64, as a header has them. */
const BASIC = /\bBasic\s+([A-Za-z0-9+/]{8,400}={0,2})/g;

/** A token in a header that has no shape of its own. */
const BEARER = /\bauthorization["']?\s*[:=,]\s*["']?(?:Bearer|Token)\s+["']?([\w.~+/-]{12,400}=*)/gi;

/** What a text has that one of the patterns above may match; almost all texts have none of it, and are asked once. */
const HINT =
  /AccountKey|SharedAccessKey|passw|pwd|@(?:tcp|unix)\(|sig=|:(?:5432|5433|6432|\*):|_auth|identified|requirepass|masterauth|chpasswd|auth-?pass|sqs:|stats\s+auth|user\s|"key"|basic|authorization|jdbc:oracle|-signature=|\b(?:psk|xauth|eap)\s+"|^\[[\w.-]+\][:\s]/im;

/** The passwords and keys in the addresses of a text. */
export function urlCredentialsIn(text: string): readonly UrlCredential[] {
  if (clean.has(text)) return NONE;
  const found = search(text);
  if (found.length === 0) clean.add(text);
  return found;
}

const NONE: readonly UrlCredential[] = [];
const clean = new CleanTexts();

function search(text: string): UrlCredential[] {
  const found: UrlCredential[] = [];
  if (text.includes('://') && text.includes('@')) {
    for (const match of [...text.matchAll(URL), ...text.matchAll(LOOSE)]) {
      const [, scheme, , value] = match as unknown as [string, string, string, string];
      // docker://image:tag@sha256:... and the like name an image.
      if (/^sha\d+:/.test(text.slice(match.index + match[0].length - 1, match.index + match[0].length + 8))) continue;
      if (isPlaceholder(value) || /[${}]/.test(value)) continue;
      if (IN_COMMENTS.test(value) && isInComment(text, match.index)) continue;
      found.push({ says: `a password in an address of ${scheme.toLowerCase()}://`, value });
    }
  }
  if (text.includes('@')) {
    for (const [, value] of text.matchAll(BARE)) {
      if (hasMixed(value!)) found.push({ says: 'a password in an address without a scheme', value: value! });
    }
  }
  if (text.includes('http') && text.includes('@')) {
    for (const match of text.matchAll(USER)) {
      const [whole, value] = match;
      // The address of a project of Sentry: its key is public, for browsers have it too.
      if (/^[\w.:-]*\/\d+(?![\w/])/.test(text.slice(match.index + whole.length, match.index + whole.length + 200)))
        continue;
      // One that is known by its shape is said to be what it is.
      if (looksSecret('key', value!) && keysIn(value!, '').length === 0)
        found.push({ says: 'a token in an address', value: value! });
    }
  }
  if (COMMAND.test(text)) {
    for (const pattern of COMMANDS) {
      for (const [, value] of text.matchAll(pattern)) {
        if (isPlaceholder(value!) || /^-|[${}<>`]/.test(value!)) continue;
        found.push({ says: 'a password on the line of a command', value: value! });
      }
    }
  }
  if (!HINT.test(text)) return found;
  for (const { says, pattern, needs } of OTHERS) {
    if (needs && !needs.test(text)) continue;
    for (const [, value] of text.matchAll(pattern)) {
      if (!isPlaceholder(value!) && !/[${}<>]/.test(value!)) found.push({ says, value: value! });
    }
  }
  if (text.includes('Basic ')) {
    for (const [, value] of text.matchAll(BASIC)) {
      const password = /^[\x20-\x7e]*?:([\x21-\x7e]+)$/.exec(decode(value!) ?? '')?.[1];
      if (password !== undefined && !isPlaceholder(password)) {
        found.push({ says: 'a password in a header of Basic authentication', value: password });
      }
    }
  }
  for (const [, value] of text.matchAll(BEARER)) {
    if (looksSecret('key', value!)) found.push({ says: 'a token in an Authorization header', value: value! });
  }
  return found;
}

function isInComment(text: string, index: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', index) + 1, index);
  return /^\s*(#|\/\/|;|\*)|\s#/.test(line);
}
