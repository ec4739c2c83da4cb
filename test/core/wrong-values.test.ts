import { Construct } from 'constructs';
import { CONSTRUCTS } from '../support/constructs';
import { testChart } from '../support/chart';

type Path = readonly string[];

const WRONG: readonly unknown[] = [null, 5, 'x y', {}, [null], [5]];

/** Lists and objects of the props themselves; what a class made is given whole. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || value instanceof Construct) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

function pathsOf(value: unknown, at: Path = []): Path[] {
  const inside = isPlain(value) ? Object.entries(value).flatMap(([name, field]) => pathsOf(field, [...at, name])) : [];
  return [at, ...inside];
}

function put(value: unknown, [name, ...rest]: Path, given: unknown): unknown {
  if (name === undefined) return given;
  const changed: Record<string, unknown> | unknown[] = Array.isArray(value)
    ? [...(value as unknown[])]
    : { ...(value as object) };
  (changed as Record<string, unknown>)[name] = put((changed as Record<string, unknown>)[name], rest, given);
  return changed;
}

/** What is wrong with how a construct takes a value that no compiler would let through. */
function problemOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    const { name, message } = error as Error;
    if (name !== 'Error') return `${name}: ${message}`;
    return /^\[test[^\]]*\] /.test(message) && !/\[object |'undefined'/.test(message) ? undefined : message;
  }
}

test.each(CONSTRUCTS.map(({ name, props, build }) => [name, props, build] as const))(
  '%s: a wrong value at any place of the props is taken, or told with the path of the construct',
  (_name, props, build) => {
    const paths = pathsOf(props());
    // Props of the cases that hold more than the props of one construct are not given whole.
    const cases = paths.filter((path) => path.length > 0).flatMap((path) => WRONG.map((value) => ({ path, value })));
    expect(cases.length).toBeGreaterThan(0);
    const problems = cases.flatMap(({ path, value }) => {
      const problem = problemOf(() => build(testChart(), put(props(), path, value) as never));
      return problem === undefined ? [] : [`${path.join('.')} = ${JSON.stringify(value)}: ${problem}`];
    });
    expect(problems).toEqual([]);
  },
);
