import type * as cel from '@marcbachmann/cel-js' with { 'resolution-mode': 'import' };

/** Macros of two variables, and those of optionals: how each is written with macros of one. `e_` is an entry with `k` and `v`. */
const REWRITTEN: Readonly<Record<string, (receiver: string, args: readonly string[]) => string>> = {
  'all/3': (receiver, [k, v, test]) => `entries_(${receiver}).all(e_, ${bound(k, v, test)})`,
  'exists/3': (receiver, [k, v, test]) => `entries_(${receiver}).exists(e_, ${bound(k, v, test)})`,
  'existsOne/3': (receiver, [k, v, test]) => `entries_(${receiver}).exists_one(e_, ${bound(k, v, test)})`,
  'exists_one/3': (receiver, [k, v, test]) => `entries_(${receiver}).exists_one(e_, ${bound(k, v, test)})`,
  'existsOne/2': (receiver, [name, test]) => `${receiver}.exists_one(${name}, ${test})`,
  'transformList/3': (receiver, [k, v, made]) => `entries_(${receiver}).map(e_, ${bound(k, v, made)})`,
  'transformList/4': (receiver, [k, v, test, made]) =>
    `entries_(${receiver}).filter(e_, ${bound(k, v, test)}).map(e_, ${bound(k, v, made)})`,
  'transformMap/3': (receiver, [k, v, made]) => `mapOf_(entries_(${receiver}).map(e_, [e_.k, ${bound(k, v, made)}]))`,
  'transformMap/4': (receiver, [k, v, test, made]) =>
    `mapOf_(entries_(${receiver}).filter(e_, ${bound(k, v, test)}).map(e_, [e_.k, ${bound(k, v, made)}]))`,
  'optMap/2': (receiver, [name, made]) =>
    `cel.bind(o_, ${receiver}, o_.hasValue() ? optional.of(cel.bind(${name}, o_.value(), ${made})) : optional.none())`,
  'optFlatMap/2': (receiver, [name, made]) =>
    `cel.bind(o_, ${receiver}, o_.hasValue() ? cel.bind(${name}, o_.value(), ${made}) : optional.none())`,
};

/** What one variable stands for in the entry of two. */
function bound(key = '', value = '', inner = ''): string {
  return `cel.bind(${key}, e_.k, cel.bind(${value}, e_.v, ${inner}))`;
}

/** A part of a rule as the library read it. */
interface Node {
  readonly op?: unknown;
  readonly args?: unknown;
  readonly start: number;
  readonly end: number;
}

/**
 * A rule without the macros that the library does not have, one of them after the other from within.
 *
 * @param parse reads a rule
 */
export function withKnownMacros(source: string, parse: (source: string) => cel.ParseResult): cel.ParseResult {
  let text = source;
  let rule = parse(text);
  // As many as a rule can have; each round has one fewer.
  for (let round = 0; round < 100; round += 1) {
    const call = innermost(rule.ast);
    if (!call) return rule;
    const [name, receiver, given] = call.args as readonly [string, Node, readonly Node[]];
    const of = ({ start, end }: Node): string => text.slice(start, end);
    const written = REWRITTEN[`${name}/${given.length}`]!(`(${of(receiver)})`, given.map(of));
    text = `${text.slice(0, startOf(receiver, text))}${written}${text.slice(call.end)}`;
    rule = parse(text);
  }
  return rule;
}

/** Where a receiver begins with the brackets around it, which are no part of it: as many as there are behind it. */
function startOf({ start, end }: Node, text: string): number {
  const closed = /^[\s)]*/.exec(text.slice(end))![0].replace(/\s/g, '').length;
  return start - new RegExp(`(?:\\(\\s*){${closed}}$`).exec(text.slice(0, start))![0].length;
}

function innermost(node: unknown): Node | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const parts = Array.isArray(node) ? (node as readonly unknown[]) : [(node as Node).args];
  for (const part of parts) {
    const found = innermost(part);
    if (found) return found;
  }
  const { op, args } = node as Node;
  if (op !== 'rcall' || !Array.isArray(args)) return undefined;
  const given: unknown = args[2];
  return Object.hasOwn(REWRITTEN, `${String(args[0])}/${Array.isArray(given) ? given.length : 0}`)
    ? (node as Node)
    : undefined;
}

/** The functions that the macros are written with, and `optional.ofNonZeroValue`. */
export function registerMacros(environment: cel.Environment, Optional: typeof cel.Optional): void {
  environment.registerFunction('entries_(list): list<dyn>', (items: Iterable<unknown>) =>
    Array.from(
      items,
      (v, at) =>
        new Map<string, unknown>([
          ['k', BigInt(at)],
          ['v', v],
        ]),
    ),
  );
  environment.registerFunction('entries_(map): list<dyn>', (map: object) =>
    Array.from(
      entriesOf(map),
      ([k, v]) =>
        new Map<string, unknown>([
          ['k', k],
          ['v', v],
        ]),
    ),
  );
  environment.registerFunction(
    'mapOf_(list): map<dyn, dyn>',
    (pairs: readonly (readonly [unknown, unknown])[]) => new Map(pairs),
  );
  environment.registerFunction('OptionalNamespace.ofNonZeroValue(dyn): optional<dyn>', (_: unknown, value: unknown) =>
    isZero(value) ? Optional.none() : Optional.of(value),
  );
  const equal = environment.parse('a == b') as (context: object) => unknown;
  const held = (one: cel.Optional): readonly unknown[] => (one.hasValue() ? [one.value()] : []);
  environment.registerOperator('optional<dyn> == optional<dyn>', (a: cel.Optional, b: cel.Optional) =>
    equal({ a: held(a), b: held(b) }),
  );
}

function entriesOf(map: object): Iterable<[unknown, unknown]> {
  return map instanceof Map ? (map as Map<unknown, unknown>) : Object.entries(map);
}

function isZero(value: unknown): boolean {
  if (value === null || value === '' || value === false || value === 0 || value === 0n) return true;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0;
  return value instanceof Map && value.size === 0;
}
