import type { ErrorObject } from 'ajv';
import { distance } from 'fastest-levenshtein';
import type { ConfigProblem } from './problem';

/** The keys that take the source of a secret: who writes a value there has written the secret itself, and many read the log of CI. */
const SECRET_KEYS: readonly string[] = [
  'accessKey',
  'accessKeyId',
  'accountKey',
  'bootstrapToken',
  'clientSecret',
  'cookieSecret',
  'htpasswd',
  'queueManagementUrl',
  'queueUrl',
  'secretAccessKey',
  'secretKey',
];

/** What an error of the validator says, in words: the key, what was given and what is allowed. */
export function toProblem(error: ErrorObject): ConfigProblem {
  const at = error.instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
  const params = error.params as Record<string, unknown>;
  const parent = (error.parentSchema ?? {}) as Record<string, unknown>;
  const keys = Object.keys(parent.properties ?? {});
  // Who writes a value where its source belongs has written the secret itself, and many read the log of CI.
  const given = at.some((key) => SECRET_KEYS.includes(key)) ? 'is a value that is not shown' : `is ${show(error.data)}`;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty);
      const near = nearest(key, keys);
      const hint = near === undefined ? '' : `; did you mean '${near}'?`;
      return { path: [...at, key], message: `unknown key, allowed are ${keys.join(', ')}${hint}` };
    }
    case 'required':
      return { path: [...at, String(params.missingProperty)], message: 'is missing' };
    case 'enum': {
      const allowed = (params.allowedValues as unknown[]).filter((value) => value !== null);
      return { path: at, message: `${given}, allowed are ${allowed.map(String).join(', ')}` };
    }
    case 'type': {
      const allowed = allowedType(params.type, error.data);
      return { path: at, message: `${given}, allowed is ${allowed}${exampleOf(at, params.type, error.data)}` };
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
function exampleOf(at: readonly string[], type: unknown, given: unknown): string {
  if (type !== 'object' || at.length === 0) return '';
  if (SECRET_KEYS.includes(at.at(-1)!))
    return ' that say where the value is, such as { existing: { name: SECRET, key: KEY } }';
  return given === null ? '; where there is nothing to set, write {}' : '';
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
  return names.join(' or ') + (quotes ? '; put it in quotes' : '');
}

function bounds({ minimum, maximum }: { minimum?: number; maximum?: number }): string {
  return maximum === undefined ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
}

function show(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The key that differs by the fewest letters, if it is near enough to be meant; of two such rather one that begins alike. */
export function nearest(key: string, keys: readonly string[]): string | undefined {
  const ranked = keys.map((other) => ({ other, letters: distance(key.toLowerCase(), other.toLowerCase()) }));
  const alike = (other: string): number => Number(other.startsWith(key) || key.startsWith(other));
  const [best] = ranked.sort((a, b) => a.letters - b.letters || alike(b.other) - alike(a.other));
  return best && best.letters <= Math.max(1, Math.floor(key.length / 3)) ? best.other : undefined;
}
