import { isName } from './is-name';
import { entropy, isPlaceholder, isTemplate } from './placeholder';

/** What a name promises: a password, which may be any word, or a key, which looks random. */
export type SecretKind = 'password' | 'key';

const PASSWORDS = new Set([
  'password',
  'passwd',
  'passphrase',
  'pass',
  'pwd',
  'pswd',
  'pw',
  'masterauth',
  'passwort',
  'kennwort',
  'psk',
  'authtok',
]);
/** `dbpass`, but no `bypass` and no `compass`. */
const JOINED =
  /(?:^(?:root|user|admin|db|my|require|smtp|auth|master|redis|ftp|ldap|bind|key|trust|store)pass|password|passwd)$/;
const KEYS = new Set(
  'token secret apikey secretkey authtoken accesstoken authkey accesskey privatekey signingkey encryptionkey credential credentials creds connectionstring'.split(
    ' ',
  ),
);
const KEY_OF = new Set(
  'api secret private account storage encryption signing master shared access auth subscription license jwt openai anthropic fernet crypt hmac cipher session'.split(
    ' ',
  ),
);
/** What follows the name of a secret where there are several. */
const WHICH = new Set(
  'old new previous prev current next backup prod production staging primary secondary plaintext raw'.split(' '),
);
/** Programs whose user and password are in one variable. */
const WITH_AUTH = new Set('basic redis neo4j elastic rabbitmq mongo'.split(' '));
/** Tokens of language models, which are words of their vocabulary. */
const VOCABULARY = new Set('eos bos pad stop mask unk sep cls start end special image tool'.split(' '));

/**
 * What a name says of its value. It counts how the name ends: `DB_PASSWORD` holds a password, `DB_PASSWORD_FILE` and
 * `DB_PASSWORD_KEY` say where one is.
 */
export function kindOfName(name: string): SecretKind | undefined {
  let kind = kinds.get(name);
  if (kind === undefined) {
    kind = kindOf(name) ?? 'none';
    if (kinds.size >= MAX_NAMES) kinds.clear();
    if (name.length <= MAX_NAME) kinds.set(name, kind);
  }
  return kind === 'none' ? undefined : kind;
}

// The same names of fields come again in object after object.
const kinds = new Map<string, SecretKind | 'none'>();
const MAX_NAMES = 1000;
const MAX_NAME = 100;

function kindOf(name: string): SecretKind | undefined {
  if (name === 'PWD' || name === 'OLDPWD') return undefined;
  // Hadoop names the key of each account of Azure by the address of the account.
  if (/\baccount\.key\.[\w-]+\.\w+\.core\./.test(name)) return 'key';
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !/^\d+$/.test(word));
  // `DB_PASSWORD_OLD` is one too.
  while (words.length > 1 && WHICH.has(words.at(-1)!)) words.pop();
  // `PASS2` is the second one.
  const last = words.at(-1)?.replace(/(?<=[a-z])\d{1,2}$/, '');
  const before = words.at(-2) ?? '';
  if (last === undefined) return undefined;
  if (PASSWORDS.has(last) || JOINED.test(last) || (before === 'erlang' && last === 'cookie')) return 'password';
  if (KEYS.has(last)) return last === 'token' && VOCABULARY.has(words[0]!) ? undefined : 'key';
  if (last === 'key' && KEY_OF.has(before)) return 'key';
  // With it an account of ACME is bound to one of an authority; other bindings have keys that are names.
  if (last === 'key' && before === 'binding' && words.at(-3) === 'account') return 'key';
  if (last === 'auth' && WITH_AUTH.has(before)) return 'key';
  return last === 'string' && before === 'connection' ? 'key' : undefined;
}

const NO_SECRETS: readonly RegExp[] = [
  // Truth values, modes, types, numbers and durations.
  /^(true|false|yes|no|on|off|enabled?|disabled?|always|never|auto|prompt|required|optional|default|string|str|text|bool|boolean|object|integer)$/i,
  /^[+-]?\d+(\.\d+)?(ns|us|ms|s|m|h|d|Mi|Gi)?$/,
  // Paths, addresses, people. One in 64 random values in base64 begins with a slash.
  /^(\.{0,2}|~)\/[\w./@:%*,~-]*$|^\.{0,2}\/[\w./-]*[{$<]|^[A-Za-z]:\\|:\/\/|^[\w.+-]+@[\w-]+\.[\w.-]+$/,
  // UUIDs, digests, hashes of passwords.
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  // A line of htpasswd has the user before it.
  /^sha\d+[:-]|^(?:[\w.@-]{1,64}:)?(?:\$(2[abxy]|5|6|y|apr1|argon2\w*)\$|\{[A-Z0-9-]+\})/,
  // What is public, and whole documents.
  /-----BEGIN (CERTIFICATE|PUBLIC KEY)-----|^[[{]/,
];

const LOOKS_GENERATED = /^(?!0+$|[0-]+$)(\d{6,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** A token with which nodes join a cluster; chance makes names of some. */
const BOOTSTRAP = /^(?=.*\d)[a-z0-9]{6}\.[a-z0-9]{16}$/;

/** Whether a value that stands under such a name looks like the secret itself. */
export function looksSecret(kind: SecretKind, value: string): boolean {
  const trimmed = value.trim();
  if (isPlaceholder(trimmed) || isTemplate(trimmed) || trimmed.length > 2000 || /\s/.test(trimmed)) return false;
  // Under the name of a password a long number and a UUID are passwords; under that of a key they are limits and identities.
  if (kind === 'password' && LOOKS_GENERATED.test(trimmed)) return true;
  if (NO_SECRETS.some((other) => other.test(trimmed))) return false;
  if (kind === 'password') return trimmed.length >= 4;
  if (BOOTSTRAP.test(trimmed)) return true;
  return trimmed.length >= 8 && /\d/.test(trimmed) && !isName(trimmed) && entropy(trimmed) >= 3;
}
