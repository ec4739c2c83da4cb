import type * as cel from '@marcbachmann/cel-js' with { 'resolution-mode': 'import' };
import { SEMVER } from '../../../../facts/semver';

const MAX_UINT64 = 2n ** 64n;

/** A version as semver.org has it; what stands behind a `+` is no part of its order. */
class Semver {
  public constructor(
    public readonly numbers: readonly [bigint, bigint, bigint],
    public readonly before: readonly string[],
  ) {}
}

/**
 * The functions of versions.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apiserver/pkg/cel/library/semverlib.go
 */
export function registerSemver(environment: cel.Environment): void {
  environment.registerType('kubernetes.Semver', Semver);
  environment.registerFunction('semver(string): kubernetes.Semver', (text: string) => semverOf(text));
  environment.registerFunction('semver(string, bool): kubernetes.Semver', (text: string, lenient: boolean) =>
    semverOf(lenient ? normalized(text) : text),
  );
  environment.registerFunction('isSemver(string): bool', (text: string) => readSemver(text) !== undefined);
  environment.registerFunction(
    'isSemver(string, bool): bool',
    (text: string, lenient: boolean) => readSemver(lenient ? normalized(text) : text) !== undefined,
  );
  for (const [at, name] of ['major', 'minor', 'patch'].entries()) {
    environment.registerFunction(`kubernetes.Semver.${name}(): int`, ({ numbers }: Semver) => numbers[at]);
  }
  const of = 'kubernetes.Semver';
  environment.registerFunction(`${of}.compareTo(${of}): int`, (a: Semver, b: Semver) => BigInt(compare(a, b)));
  environment.registerFunction(`${of}.isLessThan(${of}): bool`, (a: Semver, b: Semver) => compare(a, b) < 0);
  environment.registerFunction(`${of}.isGreaterThan(${of}): bool`, (a: Semver, b: Semver) => compare(a, b) > 0);
  environment.registerOperator(`${of} == ${of}`, (a: Semver, b: Semver) => compare(a, b) === 0);
}

function readSemver(text: string): Semver | undefined {
  const [, major, minor, patch, before] = SEMVER.exec(text) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  const numbers = [BigInt(major), BigInt(minor), BigInt(patch)] as const;
  return numbers.some((number) => number >= MAX_UINT64) ? undefined : new Semver(numbers, before?.split('.') ?? []);
}

function semverOf(text: string): Semver {
  const version = readSemver(text);
  if (!version) throw new Error(`${JSON.stringify(text)} is no semantic version`);
  return version;
}

/** `v1.02` as `1.2.0`; what has fewer than three numbers can have nothing behind them. */
function normalized(text: string): string {
  const [major = '', minor, ...rest] = text.replace(/^v/, '').split('.');
  const parts = [major, ...(minor === undefined ? [] : [minor]), ...(rest.length > 0 ? [rest.join('.')] : [])];
  const plain = parts.map((part) => part.replace(/^0+(?=\d)/, ''));
  if (plain.length < 3 && /[+-]/.test(plain[plain.length - 1] ?? '')) return '';
  while (plain.length < 3) plain.push('0');
  return plain.join('.');
}

function compare(a: Semver, b: Semver): number {
  for (const [at, number] of a.numbers.entries()) {
    if (number !== b.numbers[at]) return number < b.numbers[at]! ? -1 : 1;
  }
  if (a.before.length === 0 || b.before.length === 0) return Math.sign(b.before.length - a.before.length);
  for (const [at, part] of a.before.entries()) {
    const other = b.before[at];
    if (other === undefined) return 1;
    const order = comparePart(part, other);
    if (order !== 0) return order;
  }
  return a.before.length < b.before.length ? -1 : 0;
}

/** Numbers come before words, and by their value. */
function comparePart(a: string, b: string): number {
  const [isNumber, otherIsNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumber !== otherIsNumber) return isNumber ? -1 : 1;
  const [x, y] = isNumber ? [BigInt(a), BigInt(b)] : [a, b];
  return x < y ? -1 : x > y ? 1 : 0;
}
