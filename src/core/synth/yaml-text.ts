/**
 * The YAML of scalars as cdk8s writes them: the library `yaml` with YAML 1.1 tags, lines of any length and two blanks a level.
 * Each function answers for what it is sure of and returns `undefined` for the rest, which the library then writes.
 */

/** Control characters, surrogates, and the line ends that are not `\n`; text with one of them is the library's. */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const UNCOMMON = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]/;

/** Words, paths, addresses: no character that means something, no blank at all, and a beginning that no number or date has. */
const PLAIN_WORD = /^[A-Za-z_/][A-Za-z0-9_/.@$%+=;^~()<>?!*&|\\,'"`{}[\]-]*$/;

/** What looks like a word and is a boolean or nothing to YAML 1.1. */
const RESERVED: ReadonlySet<string> = new Set(
  ['y', 'n', 'yes', 'no', 'true', 'false', 'on', 'off', 'null'].flatMap((word) => [
    word,
    word.toUpperCase(),
    word.charAt(0).toUpperCase() + word.slice(1),
  ]),
);

/** A beginning or an end, or a pair of characters, that a plain scalar cannot have. */
const NOT_PLAIN = /^[\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|:[ \t]|[\t ]#|[\t :]$/;

/** Numbers of YAML 1.1 in every base, with their signs and underscores, infinities, times and dates. */
const NUMBER = new RegExp(
  `^(?:${[
    '[-+]?0b[0-1_]+',
    '[-+]?0x[0-9a-fA-F_]+',
    '[-+]?[0-9][0-9_]*',
    '[-+]?(?:[0-9][0-9_]*)?(?:\\.[0-9_]*)?[eE][-+]?[0-9]+',
    '[-+]?(?:[0-9][0-9_]*)?\\.[0-9_]*',
    '[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?',
    '[-+]?\\.(?:inf|Inf|INF)',
    '\\.(?:nan|NaN|NAN)',
    // A date, which may have a time and a zone.
    '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[tT]|[ \\t]+)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\\.[0-9]+)?(?:[ \\t]*(?:Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?',
  ].join('|')})$`,
);

/**
 * What Go takes for a number though cdk8s does not, such as `0o17`, `0X1F` and `-_1`: kubectl and the API server would get a number
 * where a text was given.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.0/resolve.go
 */
const GO_NUMBER =
  /^[-+]?(?:0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|[0-9]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$/;

const EXPONENT = /^[eE][-+]?[0-9]+$/;

/** A beginning that ends a document, or a directive. */
const MARKER = /^(?:%|---|\.\.\.)/;

/** Text of one line, as a value or a key. */
export function singleLine(text: string): string | undefined {
  // A word that begins with the letter e may be the exponent of a number, as `e5` is.
  if (PLAIN_WORD.test(text)) return RESERVED.has(text) || EXPONENT.test(text) ? `"${text}"` : text;
  if (text.includes('\n') || UNCOMMON.test(text) || text === '<<') return undefined;
  if (text === '' || text === '~' || NOT_PLAIN.test(text)) return quoted(text);
  if (MARKER.test(text)) return undefined;
  return NUMBER.test(text) || isGoNumber(text) ? quoted(text) : text;
}

/** Whether Go reads a text as a number where it is not quoted. */
export function isGoNumber(text: string): boolean {
  return /^[-+.0-9]/.test(text) && GO_NUMBER.test(text.replaceAll('_', ''));
}

/** JSON's escapes are YAML's; single quotes stand where the text has double ones alone. */
function quoted(text: string): string {
  return text.includes('"') && !text.includes("'") ? `'${text}'` : JSON.stringify(text);
}

/**
 * Text of several lines as a literal block, with its header, for a place with this indentation.
 * Text that begins with white space, or ends otherwise than with a line or one line break, is the library's.
 */
export function block(text: string, indent: string): string | undefined {
  const first = text.charCodeAt(0);
  if (first === 10 || first === 32 || first === 9 || UNCOMMON.test(text)) return undefined;
  const ends = text.endsWith('\n');
  const body = ends ? text.slice(0, -1) : text;
  const last = body.charCodeAt(body.length - 1);
  if (last === 10 || last === 32 || last === 9) return undefined;
  return `|${ends ? '' : '-'}\n${indent}${indented(body, indent)}`;
}

/** Every line that is not empty begins with the indentation. */
function indented(text: string, indent: string): string {
  let result = '';
  let from = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
    let end = at + 1;
    while (text.charCodeAt(end) === 10) end += 1;
    result += text.slice(from, end) + indent;
    from = end;
  }
  return result + text.slice(from);
}
