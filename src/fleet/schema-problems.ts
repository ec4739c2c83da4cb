import * as fs from 'fs';
import * as path from 'path';
import Ajv from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { distance } from 'fastest-levenshtein';
import type { ConfigProblem } from '../blueprint/problem';
import { packageRoot } from '../facts/package-root';

const validators = new Map<string, ValidateFunction>();

/**
 * What is wrong with a value by one of the schemas that `npm run schema` writes: the key, what was given and what is allowed.
 *
 * @param schema `fleet` or `platform`
 */
export function schemaProblems(schema: 'fleet' | 'platform', value: unknown): ConfigProblem[] {
  const validate = validatorOf(schema);
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  const forms = errors.filter(({ keyword }) => keyword === 'anyOf');
  return errors.filter((error) => forms.every((form) => isMeant(error, form, errors))).map(toProblem);
}

/**
 * Of a value that may be text or a mapping, the errors of every form come. Those inside of a mapping say more than that it is none of
 * the forms; without any the one of the whole says all.
 */
function isMeant(error: ErrorObject, form: ErrorObject, errors: readonly ErrorObject[]): boolean {
  const at = form.instancePath;
  const inside = ({ instancePath, keyword }: ErrorObject): boolean =>
    instancePath.startsWith(`${at}/`) || (instancePath === at && keyword !== 'anyOf' && keyword !== 'type');
  const isWhole = error.instancePath === at && (error.keyword === 'anyOf' || error.keyword === 'type');
  if (!isWhole && !inside(error)) return true;
  return errors.some(inside) ? inside(error) : error === form;
}

function validatorOf(name: string): ValidateFunction {
  let validate = validators.get(name);
  if (!validate) {
    const file = path.join(packageRoot(), 'dist', `${name}.schema.json`);
    const schema = JSON.parse(fs.readFileSync(file, 'utf8')) as object;
    validate = new Ajv({ allErrors: true, verbose: true, strict: false, allowUnionTypes: true }).compile(schema);
    validators.set(name, validate);
  }
  return validate;
}

/** The keys that take the source of a secret: who writes a value there has written the secret itself, and many read the log of CI. */
const SECRET_KEYS: readonly string[] = [
  'accessKey',
  'accountKey',
  'bootstrapToken',
  'clientSecret',
  'cookieSecret',
  'htpasswd',
  'queueManagementUrl',
  'queueUrl',
  'secretKey',
];

function toProblem(error: ErrorObject): ConfigProblem {
  const at = error.instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));
  const params = error.params as Readonly<Record<string, unknown>>;
  const parent = (error.parentSchema ?? {}) as Readonly<Record<string, unknown>>;
  const given = at.some((key) => SECRET_KEYS.includes(key)) ? 'is a value that is not shown' : `is ${show(error.data)}`;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty);
      const keys = Object.keys(parent.properties ?? {});
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
    case 'type':
      return { path: at, message: `${given}, allowed is ${typeName(params.type, error.data)}` };
    case 'anyOf': {
      const types = (params.types ?? (parent.anyOf as { type?: unknown; $ref?: unknown }[]).map(typeOf)) as unknown[];
      return { path: at, message: `${given}, allowed is ${typeName(types, error.data)}` };
    }
    case 'minimum':
    case 'maximum': {
      const { minimum, maximum } = parent as { minimum?: number; maximum?: number };
      const bounds = maximum === undefined ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
      return { path: at, message: `${given}, allowed are whole numbers ${bounds}` };
    }
    case 'minItems':
    case 'minProperties':
      return { path: at, message: 'is empty, at least one is needed' };
    case 'maxProperties':
      return { path: at, message: `has ${Object.keys(error.data as object).join(' and ')}, allowed is exactly one` };
    default:
      return { path: at, message: `${given}, which ${error.message ?? 'is not allowed'}` };
  }
}

function typeOf({ type, $ref }: { type?: unknown; $ref?: unknown }): unknown {
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

function typeName(type: unknown, given: unknown): string {
  const types = [type].flat(2).filter((name) => name !== 'null');
  const names = [...new Set(types)].map((name) => TYPES[String(name)] ?? String(name));
  // YAML reads `1.34` as a number, which is the most common way to get text wrong.
  const quotes = types.includes('string') && (typeof given === 'number' || typeof given === 'boolean');
  return names.join(' or ') + (quotes ? '; put it in quotes' : '');
}

function show(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The name that is meant by a mistyped one, if one is near enough. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((other) => ({ other, letters: distance(name.toLowerCase(), other.toLowerCase()) }))
    .sort((a, b) => a.letters - b.letters);
  const [best] = ranked;
  return best && best.letters <= Math.max(1, Math.floor(name.length / 3)) ? best.other : undefined;
}
