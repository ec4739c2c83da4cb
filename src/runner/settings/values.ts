import type { Construct } from 'constructs';
import { fail, requireInteger, requireMatch, requireOneOf, quote } from '../../core/fail';
import { isRe2 } from '../../facts/re2';
import type { Setting } from './setting';

const KIB = 1024;
const SIZE = /^(\d+(?:\.\d+)?)\s*([kmgtpe])(i?)b$/i;

/** What the value of a setting must look like, by its type; of the other types a function tells. */
export const VALUE_PATTERNS = { size: SIZE, path: /^\/./, text: /\S/ } as const;
const DURATION = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/;
const SECONDS: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/**
 * Renders the value of a setting as the program reads it.
 *
 * @throws where it is not of the setting's type: what was given and what is allowed
 */
export function renderValue(runner: Construct, { prop, type }: Setting, value: unknown): string {
  switch (type) {
    case 'boolean':
      requireOneOf(runner, prop, value, [true, false]);
      break;
    case 'count':
      requireInteger(runner, prop, value, 0);
      break;
    case 'size':
      requireMatch(runner, prop, value, SIZE, 'a size such as 10Gib');
      break;
    case 'duration':
      requireMatch(runner, prop, value, DURATION, 'a duration such as 15m');
      break;
    case 'path':
      requireMatch(runner, prop, value, VALUE_PATTERNS.path, 'an absolute path, such as /tmp/cache');
      break;
    case 'expression':
      requireGoRegExp(runner, prop, value);
      break;
    default:
      requireMatch(runner, prop, value, VALUE_PATTERNS.text, 'a text');
  }
  return String(value);
}

/** Bytes of a size as go-humanize reads it: `gb` is a power of 1000, `gib` one of 1024. */
export function bytesOf(size: string): number {
  const [, number, unit, binary] = SIZE.exec(size)!;
  const power = 'kmgtpe'.indexOf(unit!.toLowerCase()) + 1;
  return Number(number) * (binary ? KIB : 1000) ** power;
}

/** Seconds of a duration as Go reads it. */
export function secondsOf(duration: string): number {
  return [...duration.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)].reduce(
    (sum, [, number, unit]) => sum + Number(number) * SECONDS[unit!]!,
    0,
  );
}

/** The program ends at its start where Go does not compile it, and knows none of what Perl has beyond RE2. */
export function requireGoRegExp(runner: Construct, prop: string, value: unknown): void {
  if (typeof value === 'string' && isRe2(value)) return;
  throw fail(
    runner,
    `${prop} is ${quote(value)}, allowed is a regular expression of Go, which has no lookaround and no back-reference`,
  );
}
