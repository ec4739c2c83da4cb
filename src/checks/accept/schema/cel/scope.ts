/** What an API server knows of a variable or a field of it. */
export interface Known {
  /** Its fields, where it has no others. */
  readonly fields?: ReadonlyMap<string, Known>;
  /** Its type, where it is certain. Of `dyn` the API server knows none: it is that of each field below it, too. */
  readonly type?: string;
}

/** The variables of an expression. */
export type Scope = ReadonlyMap<string, Known>;

/** A variable of which the API server knows no type, such as the object of a request. */
export const DYN: Known = { type: 'dyn' };

/** A part of an expression as the library reads it. */
export interface Node {
  /** What it is, such as `id`, `.` or `rcall`. */
  readonly op: string;
  /** What it is made of, by `op`. */
  readonly args: unknown;
}

/** Whether a value is a part of an expression. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'op' in value;
}

/** Variables with these fields and no others, of which nothing more is known. */
export function fieldsOf(names: readonly string[]): Known {
  return { fields: new Map(names.map((name) => [name, {}])) };
}

/**
 * What is known of what an expression names: a variable, a field or an item of it.
 *
 * @param ast the expression as the library read it
 * @returns `undefined` for any other expression, and where nothing is known
 */
export function knownOf(ast: unknown, scope: Scope): Known | undefined {
  if (!isNode(ast)) return undefined;
  if (ast.op === 'id') return scope.get(String(ast.args));
  if (!Array.isArray(ast.args)) return undefined;
  const [first, second, third] = ast.args as readonly unknown[];
  if (ast.op === '?:') return knownOf(second, scope) === DYN && knownOf(third, scope) === DYN ? DYN : undefined;
  if (ast.op !== '.' && ast.op !== '[]') return undefined;
  const holder = knownOf(first, scope);
  return holder === DYN ? DYN : ast.op === '.' ? holder?.fields?.get(String(second)) : undefined;
}
