import { isQuantity, parseMilli } from '../facts/quantity';

/** In thousandths of a byte: less than any program needs to start, so that its unit was forgotten. */
const LEAST = 1024n * 1024n * 1000n;

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
  if (milli === undefined || !/\d/.test(String(value))) return allowed + meant(String(value));
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
