import type { Schema } from '../../../../facts/schemas';
import type { FieldPath } from '../../../field-path';
import { forbidden, invalid, required } from '../../field-error';
import type { FieldError } from '../../field-error';
import type { Problem } from '../problem';
import { keptOf } from './clean-values';
import { compile, compileKnown } from './environment';
import { librarySource } from './source';
import { isUnknowable } from './unknowable';
import { celRoot, celValue } from './value';
import { once } from '../../../../facts/once';

/** A rule as a definition has it. */
interface ValidationRule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly fieldPath?: string;
  readonly reason?: string;
  readonly optionalOldSelf?: boolean;
}

const MAX_MESSAGE = 5 * 1024;

// Most parts of a schema hold no rule: knowing which saves walking them for each object.
const holders = new WeakMap<Schema, boolean>();

/** What the rules of a schema say of a new object: of its completed copy, whose types are right. */
export function celProblems(object: unknown, schema: Schema): readonly Problem[] {
  const walk = new Walk();
  walk.visit(object, schema);
  return walk.problems;
}

class Walk {
  public readonly problems: Problem[] = [];
  /** Where the walk stands: one list for all of it, of which each problem gets a copy. */
  private readonly path: (string | number)[] = [];

  public visit(value: unknown, schema: Schema): void {
    if (value === null || value === undefined || !holdsRules(schema)) return;
    this.ask(value, schema);
    if (Array.isArray(value)) {
      const { items } = schema;
      if (items) for (let index = 0; index < value.length; index += 1) this.at(index, value[index], items);
    } else if (typeof value === 'object') {
      const { properties, additionalProperties } = schema;
      for (const [name, item] of Object.entries(value) as [string, unknown][]) {
        const field = properties && Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
        if (typeof field === 'object') this.at(name, item, field);
      }
    }
  }

  private at(key: string | number, value: unknown, schema: Schema): void {
    this.path.push(key);
    this.visit(value, schema);
    this.path.pop();
  }

  private ask(value: unknown, schema: Schema): void {
    const rules = rulesOf(schema);
    if (rules.length === 0) return;
    const { path } = this;
    const root = path.length === 0;
    const kept = root ? undefined : keptOf(value, schema);
    if (kept?.known === true) return;
    const self = root ? celRoot(value as Readonly<Record<string, unknown>>, schema) : celValue(value, schema);
    let clean = true;
    for (const rule of rules) {
      const error = failure(rule, self, path);
      if (!error) continue;
      clean = false;
      this.problems.push({ topic: 'cel', ...error, path: [...error.path] });
    }
    if (clean) kept?.keep();
  }
}

function rulesOf(schema: Schema): readonly ValidationRule[] {
  return (schema['x-kubernetes-validations'] as readonly ValidationRule[] | undefined) ?? [];
}

function holdsRules(schema: Schema): boolean {
  let holds = holders.get(schema);
  if (holds === undefined) {
    const { items, properties, additionalProperties } = schema;
    const inner = [items, additionalProperties, ...Object.values(properties ?? {})];
    holds = rulesOf(schema).length > 0 || inner.some((part) => typeof part === 'object' && holdsRules(part));
    holders.set(schema, holds);
  }
  return holds;
}

/** A rule that is ready to be asked. */
interface Prepared {
  /** It compares with an older object. */
  readonly transition: boolean;
  /** `undefined` where the rule can't be read here: it proves nothing against an object then. */
  readonly run: ReturnType<typeof compile> | undefined;
}

const prepare = once((rule: ValidationRule): Prepared => ({
  transition: /\boldSelf\b/.test(rule.rule),
  run: readable(rule.rule),
}));

function failure(rule: ValidationRule, self: unknown, path: FieldPath): FieldError | undefined {
  const { transition, run } = prepare(rule);
  // A new object has no old self to compare it with.
  if (!run || (transition && rule.optionalOldSelf !== true)) return undefined;
  const context = transition ? { self, oldSelf: noOldSelf() } : { self };
  try {
    if (run(context) === true) return undefined;
  } catch (error) {
    if (isUnknowable(error)) return undefined;
    const reason = firstLine(error);
    return { path, message: `Invalid value: ${reason} evaluating rule: ${rule.message ?? rule.rule}` };
  }
  const message = messageOf(rule, context);
  const at = [...path, ...fieldPathOf(rule)];
  const shown = typeof self === 'bigint' ? Number(self) : self;
  switch (rule.reason) {
    case 'FieldValueRequired':
      return required(at, message);
    case 'FieldValueForbidden':
      return forbidden(at, message);
    case 'FieldValueDuplicate':
      return { path: at, message: `Duplicate value: ${message}` };
    default:
      return isScalar(shown) ? invalid(at, shown, message) : { path: at, message: `Invalid value: ${message}` };
  }
}

/** The API server shows a value that is short. */
function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function readable(rule: string): ReturnType<typeof compile> | undefined {
  try {
    return compileKnown(librarySource(rule));
  } catch {
    return undefined;
  }
}

function noOldSelf(): unknown {
  return compile('optional.none()')({});
}

function messageOf(
  { message, messageExpression, rule }: ValidationRule,
  context: Readonly<Record<string, unknown>>,
): string {
  if (messageExpression !== undefined) {
    try {
      const made = compileKnown(librarySource(messageExpression))(context);
      const text = typeof made === 'string' ? made.trim() : '';
      // The API server falls back to the message where the expression gives no single line, or a long one.
      if (text !== '' && !text.includes('\n') && Buffer.byteLength(text) <= MAX_MESSAGE) return text;
    } catch {
      // As above.
    }
  }
  return message?.trim() ?? `failed rule: ${rule.trim()}`;
}

/** `.spec.items['a.b']` as the keys that it names. */
function fieldPathOf({ fieldPath = '' }: ValidationRule): string[] {
  return [...fieldPath.matchAll(/\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\]/g)].map(
    ([, name, quoted]) => name ?? quoted?.replace(/\\(.)/g, '$1') ?? '',
  );
}

function firstLine(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  // The library says `[object Map]` of a value that it has no text for.
  return line.replace(/\[object \w+\]/g, 'a value');
}
