import * as yaml from 'js-yaml';

/**
 * How the API server reads plain scalars: YAML 1.1 as Go's library does it, where `yes`, `on` and `y` are true, `0755` is octal and
 * dates stay text. YAML 1.2 differs only in such words, and what the cluster reads is what counts.
 *
 * @see https://github.com/kubernetes-sigs/yaml
 */
const TRUE = ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'];
const FALSE = ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'];

const bool = new yaml.Type('tag:yaml.org,2002:bool', {
  kind: 'scalar',
  resolve: (text: unknown) => TRUE.includes(text as string) || FALSE.includes(text as string),
  construct: (text: string) => TRUE.includes(text),
});

/** Go drops every underscore first, then takes the base from the prefix; a lone `0` prefix is octal. */
const INTEGER = /^[-+]?(0[bB][01]+|0[oO]?[0-7]+|0[xX][0-9a-fA-F]+|0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
/** What JSON cannot hold; the cluster refuses the document. */
const NOT_FINITE = /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/;

const int = new yaml.Type('tag:yaml.org,2002:int', {
  kind: 'scalar',
  resolve: (text: unknown) => typeof text === 'string' && /^[-+0-9]/.test(text) && INTEGER.test(plain(text)),
  construct: (text: string) => integer(plain(text)),
});

const float = new yaml.Type('tag:yaml.org,2002:float', {
  kind: 'scalar',
  resolve: (text: unknown) => typeof text === 'string' && (NOT_FINITE.test(text) || isFloat(text)),
  construct: (text: string) => (NOT_FINITE.test(text) ? notFinite(text) : Number(plain(text))),
});

function plain(text: string): string {
  return text.replace(/_/g, '');
}

function integer(text: string): number {
  const digits = text.replace(/^[-+]/, '');
  const value = /^0[0-7]+$/.test(digits) ? parseInt(digits, 8) : Number(digits);
  return text.startsWith('-') && value !== 0 ? -value : value;
}

/** A number that is too large for a float stays text in Go, and so does one that begins with a point and holds underscores. */
function isFloat(text: string): boolean {
  if (!/^[-+0-9.]/.test(text) || (text.startsWith('.') && text.includes('_'))) return false;
  return FLOAT.test(plain(text)) && Number.isFinite(Number(plain(text)));
}

function notFinite(text: string): number {
  if (/nan/i.test(text)) return NaN;
  return text.startsWith('-') ? -Infinity : Infinity;
}

/** Go puts the bytes into a JSON text. */
const binary = new yaml.Type('tag:yaml.org,2002:binary', {
  kind: 'scalar',
  resolve: (text: unknown) => typeof text === 'string' && /^[A-Za-z0-9+/\s]*[=\s]*$/.test(text),
  construct: (text: string) => Buffer.from(text, 'base64').toString('utf8'),
});

/** js-yaml exports these, its types do not. */
const { types } = yaml as unknown as { types: Readonly<Record<'null' | 'merge', yaml.Type>> };

/** The scalars, maps and lists that an API server knows. */
export const GO_YAML: yaml.Schema = yaml.FAILSAFE_SCHEMA.extend({
  implicit: [types.null, bool, int, float, types.merge],
  explicit: [binary],
});

/** The key that the API server reads where a document has this word without quotes: `true` for `on`, `8` for `010`. */
export function plainKey(word: string): string {
  return String(yaml.load(word, { schema: GO_YAML }));
}
