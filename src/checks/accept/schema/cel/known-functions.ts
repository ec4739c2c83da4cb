import type * as cel from '@marcbachmann/cel-js' with { 'resolution-mode': 'import' };

/** The functions of an environment, each as `name/number of arguments`; those of a receiver begin with a full stop. */
const known = new WeakMap<cel.Environment, ReadonlySet<string>>();

/**
 * The first function of a rule that an environment does not have. The API server reads no definition with a function that it does not know, so
 * what is missing here is one that this program lacks: nothing may be concluded from its rule.
 *
 * @param ast the rule as the library read it
 * @returns the name with the number of its arguments, such as `.family/0`; `undefined` where all are known
 */
export function unknownFunction(ast: unknown, environment: cel.Environment): string | undefined {
  let functions = known.get(environment);
  if (!functions) {
    const keys = environment
      .getDefinitions()
      .functions.map(({ name, receiverType, params }) => keyOf(name, receiverType !== null, params.length));
    known.set(environment, (functions = new Set(keys)));
  }
  return firstUnknown(ast, functions);
}

function firstUnknown(node: unknown, functions: ReadonlySet<string>): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  if (Array.isArray(node)) {
    for (const part of node as readonly unknown[]) {
      const found = firstUnknown(part, functions);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const { op, args } = node as { readonly op?: unknown; readonly args?: unknown };
  if ((op === 'call' || op === 'rcall') && Array.isArray(args)) {
    const given: unknown = args[args.length - 1];
    const key = keyOf(String(args[0]), op === 'rcall', Array.isArray(given) ? given.length : 0);
    if (!functions.has(key)) return key;
  }
  return firstUnknown(args, functions);
}

function keyOf(name: string, ofReceiver: boolean, count: number): string {
  return `${ofReceiver ? '.' : ''}${name}/${count}`;
}
