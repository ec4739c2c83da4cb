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

const INTEGER = /^[-+]?(0b[01_]+|0o?[0-7_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*)$/;

const int = new yaml.Type('tag:yaml.org,2002:int', {
  kind: 'scalar',
  resolve: (text: unknown) => typeof text === 'string' && INTEGER.test(text) && !Number.isNaN(integer(text)),
  construct: (text: string) => integer(text),
});

function integer(text: string): number {
  const digits = text.replace(/_/g, '').replace(/^[-+]/, '');
  const value = /^0[0-7]+$/.test(digits) ? parseInt(digits, 8) : Number(digits);
  return text.startsWith('-') ? -value : value;
}

const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;

const float = new yaml.Type('tag:yaml.org,2002:float', {
  kind: 'scalar',
  resolve: (text: unknown) => typeof text === 'string' && FLOAT.test(text),
  construct: (text: string) => Number(text),
});

/** js-yaml exports these, its types do not. */
const { types } = yaml as unknown as { types: Readonly<Record<'null' | 'merge' | 'binary', yaml.Type>> };

/** The scalars, maps and lists that an API server knows. */
export const GO_YAML: yaml.Schema = yaml.FAILSAFE_SCHEMA.extend({
  implicit: [types.null, bool, int, float, types.merge],
  explicit: [types.binary],
});
