/**
 * Copies plain data at every depth, so that a caller who changes an array or object later changes nothing here.
 * Class instances (a cdk8s `Lazy`, a quantity of a generated class) are kept as they are, and `undefined` fields are left out.
 */
export function copy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => copy(item)) as T;
  if (!isPlain(value)) return value;
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const field = (value as Record<string, unknown>)[key];
    if (field === undefined) continue;
    define(result, key, typeof field === 'object' ? copy(field) : field);
  }
  return result as T;
}

/** Also a key such as `__proto__` is only a key. */
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Also of another realm, such as that of a worker or a test, where `Object.prototype` is another one. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Whether a value says nothing: `undefined`, or an object or array without content, in which `undefined` is none. */
export function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === undefined;
  if (Array.isArray(value)) return value.length === 0;
  for (const key in value)
    if (Object.hasOwn(value, key) && (value as Record<string, unknown>)[key] !== undefined) return false;
  return true;
}

/** Leaves out the fields that say nothing, so that no `{}` or `[]` stands in the YAML without a meaning. */
export function withoutEmpty<T extends object>(value: T): T {
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const field = (value as Record<string, unknown>)[key];
    if (!isEmpty(field)) define(result, key, field);
  }
  return result as T;
}
