import type * as cel from '@marcbachmann/cel-js' with { 'resolution-mode': 'import' };

/**
 * What stands before the functions of a library, as `sets` in `sets.contains(...)`.
 *
 * @returns the type that such functions have for a receiver
 */
export function registerNamespace(environment: cel.Environment, name: string): string {
  class Namespace {
    public readonly of = name;
  }
  const type = `kubernetes.namespace.${name}`;
  environment.registerType(type, Namespace);
  environment.registerConstant(name, type, new Namespace());
  return type;
}
