import { isMapping } from '../../facts/is-mapping';

/** Words that YAML 1.1 takes for something else than text. */
const WORDS = /^(y|n|yes|no|on|off|true|false|null|~)$/i;
const PLAIN = /^[A-Za-z/_.][\w./-]*$/;
const LIKE_A_NUMBER = /^[-+.]?[0-9]|^\.(inf|nan)$/i;

/** How a text is quoted: as it reads best, or as JSON does it. */
export type Quotes = 'yaml' | 'json';

/** A scalar as YAML text on one line. */
export function scalarText(value: unknown, quotes: Quotes = 'yaml'): string {
  if (typeof value !== 'string' || quotes === 'json' || /[\p{Cc}\u2028\u2029]/u.test(value))
    return JSON.stringify(value);
  const plain = PLAIN.test(value) && !WORDS.test(value) && !LIKE_A_NUMBER.test(value);
  // A duration is the one value with a leading digit that nobody quotes.
  return plain || /^\d+(s|m|h)$/.test(value) ? value : singleQuoted(value);
}

/** A text in single quotes. */
export function singleQuoted(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}

/** Any value on one line. @param padded whether braces have blanks inside */
export function flowText(value: unknown, quotes: Quotes, padded = quotes === 'json'): string {
  if (Array.isArray(value)) return `[${value.map((item) => flowText(item, quotes, padded)).join(', ')}]`;
  if (!isMapping(value)) return scalarText(value, quotes);
  const pairs = Object.entries(value).map(
    ([key, one]) => `${scalarText(key, quotes)}: ${flowText(one, quotes, padded)}`,
  );
  if (pairs.length === 0) return '{}';
  return padded ? `{ ${pairs.join(', ')} }` : `{${pairs.join(', ')}}`;
}

/** A key with its value in block style: lines without their indent, joined by `\n`. */
export function blockPair(key: string, value: unknown): string {
  const name = scalarText(key);
  if (Array.isArray(value) && value.length > 0) return `${name}:\n${shift(blockItems(value), '  ')}`;
  if (isMapping(value) && Object.keys(value).length > 0) return `${name}:\n${shift(blockPairs(value), '  ')}`;
  return `${name}: ${flowText(value, 'yaml')}`;
}

/** The pairs of a mapping in block style. */
export function blockPairs(value: Readonly<Record<string, unknown>>): string {
  return Object.entries(value)
    .map(([key, one]) => blockPair(key, one))
    .join('\n');
}

/** The items of a list in block style. */
export function blockItems(items: readonly unknown[]): string {
  return items.map((item) => `- ${shift(blockValue(item), '  ').slice(2)}`).join('\n');
}

function blockValue(value: unknown): string {
  if (Array.isArray(value) && value.length > 0) return blockItems(value);
  return isMapping(value) && Object.keys(value).length > 0 ? blockPairs(value) : flowText(value, 'yaml');
}

/** Sets an indent before each line that is not blank. */
export function shift(text: string, indent: string): string {
  return text.replace(/^(?=[^\r\n])/gm, indent);
}

/** Takes an indent off each line that has it. */
export function unshift(text: string, columns: number): string {
  return text.replace(new RegExp(`^ {1,${columns}}`, 'gm'), '');
}
