import type * as cel from '@marcbachmann/cel-js' with { 'resolution-mode': 'import' };

import { registerNamespace } from './namespace';

/**
 * The functions of lists as sets.
 *
 * @param same whether two values are equal to CEL
 * @see https://pkg.go.dev/github.com/google/cel-go/ext#Sets
 */
export function registerSets(environment: cel.Environment, same: (a: unknown) => (b: unknown) => boolean): void {
  type Items = readonly unknown[];
  const holds = (outer: Items, inner: Items): boolean => inner.every((item) => outer.some(same(item)));
  const namespace = registerNamespace(environment, 'sets');
  const register = (name: string, test: (a: Items, b: Items) => boolean): void => {
    const signature = `${namespace}.${name}(list, list): bool`;
    environment.registerFunction(signature, (_: unknown, a: Items, b: Items) => test(a, b));
  };
  register('contains', holds);
  register('equivalent', (a, b) => holds(a, b) && holds(b, a));
  register('intersects', (a, b) => a.some((item) => b.some(same(item))));
}
