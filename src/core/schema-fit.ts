import type { Schema } from '../facts/schemas';

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

type Rule = (value: unknown, limit: never, schema: Schema) => boolean;

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

/**
 * Whether a value fits a schema, without the time that it takes to load and compile a validator.
 *
 * @returns `undefined` where the schema has a rule that this does not know; a validator is to be asked then
 */
export function fits(value: unknown, schema: Schema, options: FitOptions = {}): boolean | undefined {
  const { closed = false, makeRegExp = (pattern: string) => new RegExp(pattern, 'u') } = options;
  try {
    return new Fitter(schema, makeRegExp).fits(value, schema, closed);
  } catch (error) {
    if (error === UNSURE) return undefined;
    throw error;
  }
}

const expressions = new Map<string, RegExp>();

class Fitter {
  /** Each rule judges the values of its own type, as JSON Schema has it; the others fit. */
  private readonly rules: Readonly<Record<string, Rule | undefined>> = {
    type: (value, type: string | readonly string[], schema) =>
      (value === null && schema.nullable === true) ||
      (typeof type === 'string' ? [type] : type).some((one) => hasType(value, one)),
    enum: (value, allowed: readonly unknown[]) => {
      if (typeof value === 'object' && value !== null) throw UNSURE;
      return allowed.includes(value);
    },
    minimum: (value, limit: number) => typeof value !== 'number' || value >= limit,
    maximum: (value, limit: number) => typeof value !== 'number' || value <= limit,
    minLength: (value, limit: number) => typeof value !== 'string' || lengthOf(value) >= limit,
    maxLength: (value, limit: number) => typeof value !== 'string' || value.length <= limit || lengthOf(value) <= limit,
    minItems: (value, limit: number) => !Array.isArray(value) || value.length >= limit,
    maxItems: (value, limit: number) => !Array.isArray(value) || value.length <= limit,
    minProperties: (value, limit: number) => !isObject(value) || Object.keys(value).length >= limit,
    maxProperties: (value, limit: number) => !isObject(value) || Object.keys(value).length <= limit,
    required: (value, names: readonly string[]) => !isObject(value) || names.every((name) => value[name] !== undefined),
    pattern: (value, pattern: string) => typeof value !== 'string' || this.expression(pattern).test(value),
    uniqueItems: (value, wanted: boolean) => !wanted || !Array.isArray(value) || areUnique(value),
    allOf: (value, schemas: readonly Schema[]) => schemas.every((one) => this.open(value, one)),
    anyOf: (value, schemas: readonly Schema[]) => schemas.some((one) => this.open(value, one)),
    oneOf: (value, schemas: readonly Schema[]) => schemas.filter((one) => this.open(value, one)).length === 1,
    not: (value, schema: Schema) => !this.open(value, schema),
    $ref: (value, ref: string) => this.open(value, this.definition(ref)),
  };

  public constructor(
    private readonly root: Schema,
    private readonly makeRegExp: (pattern: string) => RegExp,
  ) {}

  /** A part of a rule such as `anyOf` tells no whole object, so other fields may stand beside it. */
  private open(value: unknown, schema: Schema): boolean {
    return this.fits(value, schema, false);
  }

  public fits(value: unknown, schema: Schema, closed: boolean): boolean {
    if (value === undefined || typeof value === 'bigint' || typeof value === 'function') throw UNSURE;
    for (const keyword in schema) {
      if (keyword === 'properties' || keyword === 'additionalProperties' || keyword === 'items') continue;
      const rule = this.rules[keyword];
      if (rule) {
        if (!rule(value, schema[keyword] as never, schema)) return false;
      } else if (!NOTES.has(keyword) && !keyword.startsWith('x-')) throw UNSURE;
    }
    if (closed && schema['x-kubernetes-list-type'] === 'set' && Array.isArray(value) && !areUnique(value)) return false;
    if (Array.isArray(value)) {
      const { items } = schema;
      return items === undefined || value.every((item) => this.fits(item, items, closed));
    }
    return !isObject(value) || this.fieldsFit(value, schema, closed);
  }

  private fieldsFit(value: Readonly<Record<string, unknown>>, schema: Schema, closed: boolean): boolean {
    const { properties, additionalProperties } = schema;
    const refuses = closed && properties !== undefined && schema['x-kubernetes-preserve-unknown-fields'] !== true;
    for (const name of Object.keys(value)) {
      // To the validator such a field is there for some rules and not for others.
      if (value[name] === undefined) throw UNSURE;
      const field = properties && Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
      if (typeof field === 'object') {
        if (!this.fits(value[name], field, closed)) return false;
      } else if (field === false || (field === undefined && refuses)) return false;
    }
    return true;
  }

  private definition(ref: string): Schema {
    const [, name] = /^#\/definitions\/([^/~%]+)$/.exec(ref) ?? [];
    const found = (this.root.definitions as Readonly<Record<string, Schema>> | undefined)?.[name ?? ''];
    if (!found) throw UNSURE;
    return found;
  }

  private expression(pattern: string): RegExp {
    let expression = expressions.get(pattern);
    if (!expression) {
      expression = this.makeRegExp(pattern);
      expressions.set(pattern, expression);
    }
    return expression;
  }
}

function hasType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'object':
      return isObject(value);
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

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areUnique(values: readonly unknown[]): boolean {
  if (values.length > 1 && values.some((value) => typeof value === 'object' && value !== null)) throw UNSURE;
  return new Set(values).size === values.length;
}

/** In characters, of which some are two units of JavaScript. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}
