import type { Schema } from '../facts/schemas';
import { isMapping } from '../facts/is-mapping';

/** What a schema says besides rules for values. Rules between fields (CEL) and formats are not looked at, as by `requireSchema`. */
const NOTES: ReadonlySet<string> = new Set([
  'description',
  'title',
  'default',
  'example',
  'format',
  'nullable',
  '$schema',
  'definitions',
]);

/** The schema has a rule that is not known here, or the value is of no kind that JSON has. */
const UNSURE = new Error('left to the validator');

/** Whether a value fits one rule of a schema. */
type Test = (value: unknown) => boolean;

/** How a schema is read. */
export interface FitOptions {
  /**
   * Whether a field that the schema does not name is refused at every depth, as the API server does, or only where the schema says so.
   * @default false
   */
  readonly closed?: boolean;
  /**
   * How a pattern of the schema becomes an expression of JavaScript.
   * @default - as it stands, with the flag `u`
   */
  readonly makeRegExp?: (pattern: string) => RegExp;
}

const AS_IT_STANDS: FitOptions = {};

const fitters = new WeakMap<FitOptions, WeakMap<Schema, Fitter>>();

/**
 * Whether a value fits a schema, without the time that it takes to load and compile a validator. What is made of a schema is kept for
 * the next value, by the schema and the options themselves.
 *
 * @returns `undefined` where the schema has a rule that this does not know; a validator is to be asked then
 */
export function fits(value: unknown, schema: Schema, options: FitOptions = AS_IT_STANDS): boolean | undefined {
  let ofOptions = fitters.get(options);
  if (!ofOptions) fitters.set(options, (ofOptions = new WeakMap()));
  let fitter = ofOptions.get(schema);
  if (!fitter) ofOptions.set(schema, (fitter = new Fitter(schema, options)));
  try {
    return fitter.test(value);
  } catch (error) {
    if (error === UNSURE) return undefined;
    throw error;
  }
}

/** The parts of a schema, each made into a test when a value first comes to it. */
class Fitter {
  public readonly test: Test;
  private readonly closedTests = new Map<Schema, Test>();
  private readonly openTests = new Map<Schema, Test>();
  private readonly makeRegExp: (pattern: string) => RegExp;

  public constructor(
    private readonly root: Schema,
    { closed = false, makeRegExp = (pattern: string) => new RegExp(pattern, 'u') }: FitOptions,
  ) {
    this.makeRegExp = makeRegExp;
    this.test = this.testOf(root, closed);
  }

  private testOf(schema: Schema, closed: boolean): Test {
    const tests = closed ? this.closedTests : this.openTests;
    let test = tests.get(schema);
    if (!test) tests.set(schema, (test = this.whole(schema, closed)));
    return test;
  }

  /** A part of a rule such as `anyOf` tells no whole object, so other fields may stand beside it. */
  private open(value: unknown, schema: Schema): boolean {
    return this.testOf(schema, false)(value);
  }

  private whole(schema: Schema, closed: boolean): Test {
    let rules: readonly Test[] | undefined;
    let fields: ReadonlyMap<string, Schema | boolean> | undefined;
    const { items, additionalProperties } = schema;
    return (value) => {
      if (value === undefined || typeof value === 'bigint' || typeof value === 'function') throw UNSURE;
      rules ??= this.rulesOf(schema, closed);
      for (const rule of rules) if (!rule(value)) return false;
      if (Array.isArray(value)) {
        if (items === undefined) return true;
        const test = this.testOf(items, closed);
        for (const item of value) if (!test(item)) return false;
        return true;
      }
      if (!isMapping(value)) return true;
      fields ??= new Map(Object.entries(schema.properties ?? {}));
      const refuses =
        closed && schema.properties !== undefined && schema['x-kubernetes-preserve-unknown-fields'] !== true;
      for (const name of Object.keys(value)) {
        const given = value[name];
        // To the validator such a field is there for some rules and not for others.
        if (given === undefined) throw UNSURE;
        const field = fields.get(name) ?? additionalProperties;
        if (typeof field === 'object') {
          if (!this.testOf(field, closed)(given)) return false;
        } else if (field === false || (field === undefined && refuses)) return false;
      }
      return true;
    };
  }

  private rulesOf(schema: Schema, closed: boolean): readonly Test[] {
    const rules: Test[] = [];
    for (const keyword in schema) {
      if (keyword === 'properties' || keyword === 'additionalProperties' || keyword === 'items') continue;
      const rule = this.ruleOf(keyword, schema);
      if (rule) rules.push(rule);
    }
    if (closed && schema['x-kubernetes-list-type'] === 'set')
      rules.push((value) => !Array.isArray(value) || areUnique(value));
    return rules;
  }

  /** Each rule judges the values of its own type, as JSON Schema has it; the others fit. */
  private ruleOf(keyword: string, schema: Schema): Test | undefined {
    const limit = schema[keyword];
    const size = limit as number;
    switch (keyword) {
      case 'type':
        return typeRule(limit as string | readonly string[], schema.nullable === true);
      case 'enum':
        return enumRule(limit as readonly unknown[]);
      case 'minimum':
        return (value) => typeof value !== 'number' || value >= size;
      case 'maximum':
        return (value) => typeof value !== 'number' || value <= size;
      case 'minLength':
        return (value) => typeof value !== 'string' || lengthOf(value) >= size;
      case 'maxLength':
        return (value) => typeof value !== 'string' || value.length <= size || lengthOf(value) <= size;
      case 'minItems':
        return (value) => !Array.isArray(value) || value.length >= size;
      case 'maxItems':
        return (value) => !Array.isArray(value) || value.length <= size;
      case 'minProperties':
        return (value) => !isMapping(value) || Object.keys(value).length >= size;
      case 'maxProperties':
        return (value) => !isMapping(value) || Object.keys(value).length <= size;
      case 'required':
        return requiredRule(limit as readonly string[]);
      case 'pattern':
        return this.patternRule(limit as string);
      case 'uniqueItems':
        return limit === true ? (value) => !Array.isArray(value) || areUnique(value) : undefined;
      case 'allOf':
        return (value) => (limit as readonly Schema[]).every((one) => this.open(value, one));
      case 'anyOf':
        return (value) => (limit as readonly Schema[]).some((one) => this.open(value, one));
      case 'oneOf':
        return (value) => (limit as readonly Schema[]).filter((one) => this.open(value, one)).length === 1;
      case 'not':
        return (value) => !this.open(value, limit as Schema);
      case '$ref':
        return (value) => this.open(value, this.definition(limit as string));
      default:
        return NOTES.has(keyword) || keyword.startsWith('x-') ? undefined : unsure;
    }
  }

  private patternRule(pattern: string): Test {
    let expression: RegExp | undefined;
    return (value) => typeof value !== 'string' || (expression ??= this.makeRegExp(pattern)).test(value);
  }

  private definition(ref: string): Schema {
    const [, name] = /^#\/definitions\/([^/~%]+)$/.exec(ref) ?? [];
    const found = (this.root.definitions as Readonly<Record<string, Schema>> | undefined)?.[name ?? ''];
    if (!found) throw UNSURE;
    return found;
  }
}

function unsure(): never {
  throw UNSURE;
}

function typeRule(type: string | readonly string[], nullable: boolean): Test {
  if (typeof type === 'string') return (value) => (value === null && nullable) || hasType(value, type);
  return (value) => (value === null && nullable) || type.some((one) => hasType(value, one));
}

function enumRule(allowed: readonly unknown[]): Test {
  return (value) => {
    if (typeof value === 'object' && value !== null) throw UNSURE;
    return allowed.includes(value);
  };
}

function requiredRule(names: readonly string[]): Test {
  return (value) => {
    if (!isMapping(value)) return true;
    for (const name of names) if (value[name] === undefined) return false;
    return true;
  };
}

function hasType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'object':
      return isMapping(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'null':
      return value === null;
    default:
      throw UNSURE;
  }
}

function areUnique(values: readonly unknown[]): boolean {
  if (values.length > 1 && values.some((value) => typeof value === 'object' && value !== null)) throw UNSURE;
  return new Set(values).size === values.length;
}

/** In characters, of which some are two units of JavaScript. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}
