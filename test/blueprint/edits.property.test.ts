import fc from 'fast-check';
import { stringify } from 'yaml';
import { ConfigError } from '../../src/blueprint/problem';
import { CheckError } from '../../src/checks/finding';
import { EVERYTHING } from './everything';
import { YAML_PIECES } from '../support/yaml-pieces';
import { synthText, VALID } from './platform';

/** Whatever somebody does to a valid configuration, there is YAML, or a sentence that says what to do. */
describe('a valid configuration, edited at random', () => {
  const paths = pathsOf(EVERYTHING);

  const value = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      -1,
      1,
      1.5,
      34,
      1e9,
      Infinity,
      NaN,
      '',
      ' ',
      '-1',
      '0',
      'a',
      'A_B',
      'a b',
      'a/b/c',
    ),
    fc.constantFrom<unknown>(
      'gpu',
      'a100',
      '10Gi',
      '10 GB',
      '1.34',
      'Never',
      'false',
      'gpu=true:NoSchedule',
      '${HOME}',
      '../..',
      '\u0000',
    ),
    fc.constantFrom<unknown>(
      [],
      {},
      [[]],
      [{}],
      [null],
      { '': null },
      { name: 'a', key: 'b' },
      ['gpu', 'gpu'],
      'x'.repeat(300),
    ),
    fc.string({ maxLength: 12 }),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const key = fc.oneof(
    fc.constantFrom('', 'a', 'name', 'pool', 'a/b', 'constructor', '__proto__', 'toString', 'length', '0', '<<'),
    fc.string({ maxLength: 8 }),
  );
  const edit = fc.oneof(
    fc.record({ kind: fc.constant('delete' as const), at: fc.nat(1e6) }),
    fc.record({ kind: fc.constant('rename' as const), at: fc.nat(1e6), to: key }),
    fc.record({ kind: fc.constant('replace' as const), at: fc.nat(1e6), by: value }),
    fc.record({ kind: fc.constant('move' as const), at: fc.nat(1e6), from: fc.nat(1e6) }),
  );
  type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

  test('ends in YAML or a problem that names its key', () => {
    const outcomes = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const config = structuredClone(EVERYTHING) as unknown;
        for (const one of edits) apply(config, one);
        const outcome = outcomeOf(stringify(config, { aliasDuplicateObjects: false }));
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        return true;
      }),
      { numRuns: 600 },
    );
    // Were all of them refused, or none, the edits would say nothing.
    expect(outcomes.get('YAML')).toBeGreaterThan(20);
    expect(outcomes.get('ConfigError')).toBeGreaterThan(20);
  });

  test('also where the text is edited in place of the values', () => {
    const outcomes = new Set<string>();
    const piece = fc.oneof(fc.constantFrom(...YAML_PIECES), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(fc.nat(VALID.length), fc.nat(12), piece, (from, length, by) => {
        outcomes.add(outcomeOf(VALID.slice(0, from) + by + VALID.slice(from + length)));
        return true;
      }),
      { numRuns: 600 },
    );
    expect(outcomes).toContain('ConfigError');
  });

  /** Fails on any other end. */
  function outcomeOf(text: string): string {
    try {
      expect(synthText(text)).toContain('apiVersion');
      return 'YAML';
    } catch (error) {
      if (error instanceof CheckError) return 'CheckError';
      if (!(error instanceof ConfigError)) throw error;
      expect(error.problems.length).toBeGreaterThan(0);
      for (const { message } of error.problems) {
        // What the engine says of a mistake in this program, which would tell a user nothing.
        expect(message).not.toMatch(/cannot read prop|is not (a function|iterable|defined)|\bat .*:\d+:\d+|\[object/i);
      }
      return 'ConfigError';
    }
  }

  function apply(config: unknown, one: Edit): void {
    const [parent, name] = place(config, one.at);
    if (parent === undefined || name === undefined) return;
    if (one.kind === 'replace') parent[name] = one.by;
    if (one.kind === 'move') {
      const [source, sourceName] = place(config, one.from);
      if (source && sourceName !== undefined) parent[name] = structuredClone(source[sourceName]);
    }
    if (one.kind === 'rename' && !Array.isArray(parent)) define(parent, one.to, parent[name]);
    if (one.kind === 'delete' || one.kind === 'rename') {
      if (Array.isArray(parent)) parent.splice(Number(name), 1);
      else Reflect.deleteProperty(parent, name);
    }
  }

  /** A key such as `__proto__` is a key here as it is in YAML. */
  function define(parent: Record<string, unknown>, name: string, to: unknown): void {
    Object.defineProperty(parent, name, { value: to, enumerable: true, configurable: true, writable: true });
  }

  function place(config: unknown, index: number): [Record<string, unknown>, string] | [undefined, undefined] {
    const at = paths[index % paths.length]!;
    let parent: unknown = config;
    for (const step of at.slice(0, -1)) parent = (parent as Record<string, unknown> | null | undefined)?.[step];
    return typeof parent === 'object' && parent !== null
      ? [parent as Record<string, unknown>, at.at(-1)!]
      : [undefined, undefined];
  }
});

function pathsOf(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [at];
  const below = Object.entries(value).flatMap(([name, field]) => pathsOf(field, [...at, name]));
  return at.length === 0 ? below : [at, ...below];
}
