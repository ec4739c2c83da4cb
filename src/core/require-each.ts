import { kindOf } from '../facts/given';
import { isMapping } from '../facts/is-mapping';

/**
 * Fails unless each item of a list is an object of a class of this library: what a compiler says to those who have one. An object that another
 * copy of the library made is one too, so it is known by a method.
 *
 * @param name how the error names the list
 * @param method a method of that class
 * @param allowed what an item is, such as `a Taint, such as Taint.gpu()`
 */
export function requireEach(name: string, list: unknown, method: string, allowed: string): void {
  if (list === undefined) return;
  if (!Array.isArray(list)) throw new Error(`${name} is ${kindOf(list)}, allowed is a list, each ${allowed}`);
  list.forEach((item: unknown, index) => {
    requireOf(`${name}[${index}]`, item, method, allowed);
  });
}

/** Fails unless a value is an object of a class of this library, as {@link requireEach} does. */
export function requireOf(name: string, value: unknown, method: string, allowed: string): void {
  if (isMapping(value) && typeof value[method] === 'function') return;
  throw new Error(`${name} is ${kindOf(value)}, allowed is ${allowed}`);
}
