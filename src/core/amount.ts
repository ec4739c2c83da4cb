import { isQuantity, parseMilli, UNITS } from '../facts/quantity';

/** In thousandths of a byte: less than any program needs to start, so that its unit was forgotten. */
const LEAST = 1024n * 1024n * 1000n;

/** Digits without less than nothing, which zero with a minus is not. */
const AT_LEAST_NOTHING = String.raw`(?:\+|-(?![0.]*[1-9]))?(?:\d+\.?\d*|\.\d+)`;

/** The numbers whose unit was forgotten, as far as their digits tell; `LEAST` has seven of them. */
const WITHOUT_UNIT = String.raw`(?!\+?0*[1-9](?:\d{0,5}(?:\.\d*)?|\d{0,8}m|\d{0,2}(?:k|Ki))$)`;

/**
 * What the functions of this file take as text, and a little more, for how much an amount is no expression tells: for the schemas of editors,
 * which know no functions.
 */
export const AMOUNT_PATTERNS = {
  cpu: new RegExp(`^${AT_LEAST_NOTHING}(?:[numk]|[eE][+-]?\\d+)?$`),
  bytes: new RegExp(`^${WITHOUT_UNIT}${AT_LEAST_NOTHING}(?:${UNITS})?$`),
  size: new RegExp(`^${WITHOUT_UNIT}(?=.*[1-9])${AT_LEAST_NOTHING}(?:${UNITS})?$`),
} as const;

/**
 * What keeps a value from being an amount of a resource that somebody means: no quantity, less than nothing, bytes where the unit was
 * forgotten, a unit of memory for CPUs. What is right for the API server and means something is never refused.
 *
 * @param resource such as `cpu`, `memory`, `requests.memory`
 * @returns what follows the value in a message; `undefined` where nothing is wrong
 */
export function amountProblem(resource: string, value: unknown): string | undefined {
  const name = resource.slice(resource.lastIndexOf('.') + 1);
  const ofBytes = /^(memory|storage|ephemeral-storage)$/.test(name);
  const allowed = `allowed are quantities such as ${ofBytes ? '512Mi or 16Gi' : name === 'cpu' ? '500m or 4' : '500m, 4 or 16Gi'}`;
  const milli = isQuantity(value) ? parseMilli(value)! : undefined;
  // To the API server `Gi` is zero; whoever writes it has forgotten the number.
  if (milli === undefined || !/^[+-]?\.?\d/.test(String(value))) return allowed + meant(String(value));
  if (milli < 0n) return allowed;
  if (ofBytes && milli > 0n && milli < LEAST) return `less than 1Mi; ${allowed}`;
  if (name === 'cpu' && /[KMGTPE]i?$/.test(String(value))) return allowed;
  return undefined;
}

/**
 * What keeps a value from being the size of a volume.
 *
 * @param example such as `20Gi`
 * @returns what follows the value in a message; `undefined` where nothing is wrong
 */
export function sizeProblem(size: unknown, example: string): string | undefined {
  const milli = isQuantity(size) ? parseMilli(size)! : undefined;
  if (milli !== undefined && milli >= LEAST) return undefined;
  const little = milli !== undefined && milli > 0n ? 'less than 1Mi; ' : '';
  return `${little}allowed is a quantity such as ${example}${meant(String(size))}`;
}

/** What is likely meant by a size that is spelt as people say it, such as `64GB`. */
function meant(text: string): string {
  const [, number, unit, binary] = /^(\d+(?:\.\d+)?) ?([kmgtp])(i?)b?$/i.exec(text) ?? [];
  if (number === undefined || unit === undefined) return '';
  const sizes = [`${number}${unit.toUpperCase()}i`];
  if (binary === '' && /^[mgtp]$/i.test(unit)) sizes.push(`${number}${unit.toUpperCase()}`);
  return `; did you mean ${sizes.join(' or ')}?`;
}
