import type { ErrorObject } from 'ajv';
import { distance } from 'fastest-levenshtein';
import { looksLikeToken, mayHoldSecret } from '../checks/secret/looks-like-token';
import { kindOf } from '../facts/given';
import type { ConfigProblem } from './problem';

/** The keys that take the source of a secret: who writes a value there has written the secret itself, and many read the log of CI. */
export const SECRET_KEYS: readonly string[] = [
  'accessKey',
  'accessKeyId',
  'accountKey',
  'bootstrapToken',
  'clientSecret',
  'cookieSecret',
  'hash',
  'htpasswd',
  'queueManagementUrl',
  'queueUrl',
  'secretAccessKey',
  'secretKey',
];

/** What is said of a value whose type is wrong too: these tell all of what is allowed. */
const SAY_ALL = ['enum', 'minimum', 'maximum'];

/**
 * What the errors of the validator say, in words. Of a value that is none of a list, or out of its bounds, what is allowed is that list, and
 * are those bounds: its type says less, and quotes around another value mend nothing.
 */
export function toProblems(errors: readonly ErrorObject[]): ConfigProblem[] {
  const told = new Set(
    errors.filter(({ keyword }) => SAY_ALL.includes(keyword)).map(({ instancePath }) => instancePath),
  );
  return errors
    .filter(({ keyword, instancePath }) => keyword !== 'type' || !told.has(instancePath))
    .map((error) => toProblem(error));
}

/** What an error of the validator says, in words: the key, what was given and what is allowed. */
function toProblem(error: ErrorObject): ConfigProblem {
  const at = error.instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
  const params = error.params as Record<string, unknown>;
  const parent = (error.parentSchema ?? {}) as Record<string, unknown>;
  const keys = Object.keys(parent.properties ?? {});
  // Who writes a value where its source belongs has written the secret itself, and many read the log of CI.
  const isHidden = at.some((key) => SECRET_KEYS.includes(key)) || mayHoldSecret(error.data);
  const given = isHidden ? 'is a value that is not shown' : `is ${show(error.data)}`;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty);
      const near = meant(key, keys) ?? nearest(key, keys);
      const hint = near === undefined ? '' : `; did you mean '${near}'?`;
      if (looksLikeToken(key) || mayHoldSecret(key.includes('=') ? key : undefined))
        return { path: at, message: `has an unknown key that is not shown, allowed are ${keys.join(', ')}` };
      return { path: [...at, key], message: `unknown key, allowed are ${keys.join(', ')}${hint}` };
    }
    case 'required':
      return { path: [...at, String(params.missingProperty)], message: 'is missing' };
    case 'enum': {
      const allowed = (params.allowedValues as unknown[]).filter((value) => value !== null);
      const near = typeof error.data === 'string' ? meant(error.data, allowed.map(String)) : undefined;
      const hint = near === undefined ? '' : `; did you mean '${near}'?`;
      return { path: at, message: `${given}, allowed are ${allowed.map(String).join(', ')}${hint}` };
    }
    case 'type': {
      if (at.length === 0 && error.data === null) return { path: at, message: `is empty, allowed is ${TYPES.object}` };
      const unit = withUnit(params.type, parent, error.data);
      if (unit !== undefined) return { path: at, message: `${given}, allowed is text with its unit, such as ${unit}` };
      const allowed = allowedType(params.type, error.data);
      const hint =
        exampleOf(at, params.type, parent, error.data) ||
        listOf(at, params.type, parent, error.data) ||
        keysOf(params.type, keys);
      return { path: at, message: `${given}, allowed is ${allowed}${hint}` };
    }
    case 'anyOf': {
      const types = (params.types ?? (parent.anyOf as Form[]).map(typeOf)) as unknown[];
      return { path: at, message: `${given}, allowed is ${allowedType(types, error.data)}` };
    }
    case 'minimum':
    case 'maximum':
      return { path: at, message: `${given}, allowed are whole numbers ${bounds(parent)}` };
    case 'minItems':
      return { path: at, message: 'is empty, at least one is needed' };
    case 'minProperties':
    case 'maxProperties': {
      const allowed = keys.length > 0 ? ` of ${keys.join(', ')}` : '';
      const exactly = parent.maxProperties === 1 ? 'exactly one' : 'at least one';
      return {
        path: at,
        message: `has ${Object.keys(error.data as object).length} keys, allowed is ${exactly}${allowed}`,
      };
    }
    default:
      return { path: at, message: `${given}, which ${error.message ?? 'is not allowed'}` };
  }
}

/** What to write where a mapping is due, said to who left it empty or wrote a secret's value. */
function exampleOf(
  at: readonly string[],
  type: unknown,
  { required }: Record<string, unknown>,
  given: unknown,
): string {
  if (type !== 'object' || at.length === 0) return '';
  const [last, above] = [at.at(-1)!, at.at(-2)];
  if (SECRET_KEYS.includes(last))
    return ' that say where the value is, such as { existing: { name: SECRET, key: KEY } }';
  if (above !== undefined && SECRET_KEYS.includes(above) && last === 'existing')
    return ', such as { name: SECRET, key: KEY }';
  // Where a key is required there is something to set.
  return given === null && required === undefined ? '; where there is nothing to set, write {}' : '';
}

/** The keys of a mapping, said to who wrote something else there. */
function keysOf(type: unknown, keys: readonly string[]): string {
  if (type !== 'object' || keys.length === 0 || keys.length > SHOWN_KEYS) return '';
  return ` of ${keys.join(', ')}`;
}

/** Of more, the page tells. */
const SHOWN_KEYS = 8;

/** The example of a size or a duration, whose number alone would mean something else in quotes. */
function withUnit(type: unknown, { description }: Record<string, unknown>, given: unknown): string | undefined {
  if (type !== 'string' || typeof given !== 'number') return undefined;
  return /such as (\d+[A-Za-z]+)\b/.exec(typeof description === 'string' ? description : '')?.[1];
}

/** One value where a list of such values is due. */
function listOf(at: readonly string[], type: unknown, { items }: Record<string, unknown>, given: unknown): string {
  const { type: of, enum: values } = (items ?? {}) as Record<string, unknown>;
  const fits = Array.isArray(values) ? values.includes(given) : of === typeof given;
  if (type !== 'array' || !fits || at.some((key) => SECRET_KEYS.includes(key))) return '';
  // Nothing that may hold a password is repeated.
  const text = String(given);
  return /^[\w./-]+$/.test(text) ? `; write [${text}]` : '';
}

interface Form {
  readonly type?: unknown;
  readonly $ref?: unknown;
}

function typeOf({ type, $ref }: Form): unknown {
  return type ?? ($ref === undefined ? 'value' : 'object');
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  object: 'a mapping of keys to values',
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
};

/** `null` takes a key away where that is allowed, and is no value that somebody would mean. */
function allowedType(type: unknown, given: unknown): string {
  const types = [type].flat(2).filter((name) => name !== 'null');
  const names = [...new Set(types)].map((name) => TYPES[String(name)] ?? String(name));
  // YAML reads `1.34` as a number, which is the most common way to get text wrong.
  const quotes = types.includes('string') && (typeof given === 'number' || typeof given === 'boolean');
  // And text where a number is due is most often a number in quotes.
  const number = types.includes('integer') || types.includes('number');
  const unquoted = number && typeof given === 'string' && /^-?\d+(\.\d+)?$/.test(given);
  return names.join(' or ') + (quotes ? '; put it in quotes' : unquoted ? '; take the quotes off' : '');
}

function bounds({ minimum, maximum }: { minimum?: number; maximum?: number }): string {
  return maximum === undefined ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
}

function show(value: unknown): string {
  // JSON has no function and no `undefined`, which a program may give.
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? kindOf(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** Words of manifests and of older versions, and what is written here. */
const WORDS: Readonly<Record<string, string>> = {
  'nvidia.com/gpu': 'gpus',
  // Karpenter's word before v1.
  WhenUnderutilized: 'WhenEmptyOrUnderutilized',
};

function meant(word: string, allowed: readonly string[]): string | undefined {
  const found = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  return found !== undefined && allowed.includes(found) ? found : undefined;
}

/** The key that differs by the fewest letters, if it is near enough to be meant; of two such rather one that begins alike. */
export function nearest(key: string, keys: readonly string[]): string | undefined {
  const ranked = keys.map((other) => ({ other, letters: lettersBetween(key.toLowerCase(), other.toLowerCase()) }));
  const alike = (other: string): number => Number(other.startsWith(key) || key.startsWith(other));
  const [best] = ranked.sort((a, b) => a.letters - b.letters || alike(b.other) - alike(a.other));
  if (best && best.letters <= Math.max(1, Math.floor(key.length / 3))) return best.other;
  // A shorter name of the same, such as `maxReplicas`: where it begins one key alone, that one is meant.
  const longer = keys.filter(
    (other) => key.length >= 4 && other.toLowerCase().startsWith(key.toLowerCase().replace(/s$/, '')),
  );
  return longer.length === 1 ? longer[0] : undefined;
}

/** Two letters that changed places are one mistake. */
function lettersBetween(a: string, b: string): number {
  const letters = distance(a, b);
  if (letters !== 2 || a.length !== b.length) return letters;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2) ? 1 : letters;
}
