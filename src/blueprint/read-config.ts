import * as fs from 'fs';
import * as path from 'path';
import type { ErrorObject } from 'ajv';
import { distance } from 'fastest-levenshtein';
import { isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, YAMLError } from 'yaml';
import { fits } from '../core/schema-fit';
import { packageRoot } from '../facts/package-root';
import type { Schema } from '../facts/schemas';
import type { PlatformConfig } from './config';
import { ConfigError } from './problem';
import type { ConfigPath, ConfigProblem } from './problem';

/** A configuration with the file that it was read from. */
export interface ConfigFile {
  readonly config: PlatformConfig;
  /** Gives problems that are found later, with values that fit the schema, their line. */
  locate(problem: ConfigProblem): ConfigError;
}

/**
 * Reads `platform.yaml` and validates it against the JSON Schema of {@link PlatformConfig}.
 *
 * @throws `ConfigError` with every problem: key, line, and what is allowed
 */
export function readConfig(file: string): ConfigFile {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError(
      [{ path: [], message: `cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}` }],
      file,
    );
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const failures = document.errors.map((error) => ({ offset: error.pos[0], message: explain(error, text) }));
  const mistakes = failures.length > 0 ? failures : mistakesOf(document);
  if (mistakes.length > 0) {
    const problems = mistakes.map(({ offset, message }) => {
      const { line, col } = lines.linePos(offset);
      return { path: [], message, line, column: col };
    });
    throw new ConfigError(problems, file);
  }
  const locate = <T extends ConfigProblem>(problem: T): T & { line: number; column: number } => ({
    ...problem,
    ...position(document, lines, problem.path),
  });
  const value = toValue(document, file);
  const problems = validate(value).map(locate);
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  if (problems.length > 0) throw new ConfigError(problems, file);
  return { config: value as PlatformConfig, locate: (problem) => new ConfigError([locate(problem)], file) };
}

/** The parser's words, save those that speak of its own API. */
function explain({ code, message, pos }: YAMLError, text: string): string {
  if (code === 'MULTIPLE_DOCS') return 'has a second YAML document, allowed is one';
  if (code === 'DUPLICATE_KEY')
    return `key ${/^[^\s:,{}]*/.exec(text.slice(pos[0]))?.[0] ?? ''} is given twice, allowed is once`;
  return `is not YAML: ${message}`;
}

/** Keys that JavaScript has a meaning of its own for, so that cdk8s cannot render them or loses them. */
const RESERVED: readonly unknown[] = ['constructor', '__proto__'];

/** What is YAML but no value: reserved keys, and aliases that lead nowhere or into themselves, which the parser leaves to its caller. */
function mistakesOf(document: Document.Parsed): { offset: number; message: string }[] {
  const mistakes: { offset: number; message: string }[] = [];
  visit(document, {
    Pair: (_, { key }) => {
      if (!isScalar(key) || !RESERVED.includes(key.value)) return;
      mistakes.push({
        offset: key.range?.[0] ?? 0,
        message: `key ${String(key.value)} is not allowed, JavaScript reserves it`,
      });
    },
    Alias: (_, alias, ancestors) => {
      const target = alias.resolve(document);
      if (target !== undefined && !ancestors.includes(target)) return;
      const problem = target === undefined ? 'has no anchor before it' : 'stands within its own anchor';
      mistakes.push({ offset: alias.range?.[0] ?? 0, message: `alias *${alias.source} ${problem}` });
    },
  });
  return mistakes;
}

function toValue(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch {
    // What is left after `mistakesOf`: aliases of aliases that grow without measure.
    throw new ConfigError(
      [{ path: [], message: 'has too many aliases of aliases, write out what they stand for' }],
      file,
    );
  }
}

function validate(value: unknown): ConfigProblem[] {
  const schema = JSON.parse(
    fs.readFileSync(path.join(packageRoot(), 'dist', 'platform.schema.json'), 'utf8'),
  ) as Schema;
  // A validator takes longer to load and compile than the whole platform to build, and is needed to tell mistakes only.
  if (fits(value, schema) === true) return [];
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { default: Ajv } = require('ajv') as typeof import('ajv');
  const check = new Ajv({ allErrors: true, verbose: true, strict: false, allowUnionTypes: true }).compile(schema);
  return check(value) ? [] : (check.errors ?? []).map(toProblem);
}

/** The keys that take the source of a secret. */
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
    case 'enum':
      return {
        path: at,
        message: `${given}, allowed are ${(params.allowedValues as unknown[]).map(String).join(', ')}`,
      };
    case 'type':
      return { path: at, message: `${given}, allowed is ${allowedType(params.type, error.data)}` };
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

/** YAML reads `1.34` as a number, which is the most common way to get text wrong. */
function allowedType(type: unknown, given: unknown): string {
  const quotes = typeof given === 'number' || typeof given === 'boolean' ? '; put it in quotes' : '';
  const names: Record<string, string> = {
    string: `text${quotes}`,
    object: 'a mapping of keys to values',
    array: 'a list',
    boolean: 'true or false',
    integer: 'a whole number',
    number: 'a number',
  };
  return [type]
    .flat()
    .map((name) => names[String(name)] ?? String(name))
    .join(' or ');
}

function bounds({ minimum, maximum }: { minimum?: number; maximum?: number }): string {
  return maximum === undefined ? `of at least ${minimum}` : `from ${minimum} to ${maximum}`;
}

function show(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** Where the key stands, or the innermost of its parents that does. */
function position(document: Document, lines: LineCounter, at: ConfigPath): { line: number; column: number } {
  for (let length = at.length; length >= 0; length -= 1) {
    const range = keyRange(document, at.slice(0, length));
    if (range === undefined) continue;
    const { line, col } = lines.linePos(range);
    return { line, column: col };
  }
  return { line: 1, column: 1 };
}

function keyRange(document: Document, at: ConfigPath): number | undefined {
  if (at.length === 0) return isNode(document.contents) ? document.contents.range?.[0] : undefined;
  const parent: unknown = at.length === 1 ? document.contents : document.getIn(at.slice(0, -1), true);
  const last = at[at.length - 1];
  const items = (parent as { items?: unknown[] } | undefined)?.items ?? [];
  for (const [index, item] of items.entries()) {
    const pair = item as {
      key?: { value?: unknown; range?: [number, number, number] };
      range?: [number, number, number];
    };
    if (pair.key !== undefined && String(pair.key.value) === String(last)) return pair.key.range?.[0];
    if (pair.key === undefined && String(index) === String(last)) return pair.range?.[0];
  }
  return undefined;
}

/** The key that differs by the fewest letters, if it is near enough to be meant; of two such rather one that begins alike. */
function nearest(key: string, keys: readonly string[]): string | undefined {
  const ranked = keys.map((other) => ({ other, letters: distance(key.toLowerCase(), other.toLowerCase()) }));
  const alike = (other: string): number => Number(other.startsWith(key) || key.startsWith(other));
  const [best] = ranked.sort((a, b) => a.letters - b.letters || alike(b.other) - alike(a.other));
  return best && best.letters <= Math.max(1, Math.floor(key.length / 3)) ? best.other : undefined;
}
