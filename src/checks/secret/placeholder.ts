import { hasMixed } from './is-name';

/** What stands where a value will be, or says where the value is. */
const PLACEHOLDERS: readonly RegExp[] = [
  /^\$\(.*\)$|^\$\{.*\}$/s,
  /^\{\{.*\}\}$|^\[\[.*\]\]$|^<.*>$|^%\(\w+\)s$|^__\w+__$/s,
  /^([*xX.•#?_-])\1*$/,
  /^x{3,}|^\.{3}|\.{3}$/i,
  /^(change|replace|set|fill)[-_ ]?(me|this|it|it[-_ ]in)?([-_ ].*|0+)?$/i,
  /^(your|my|the|some|insert|enter|to[-_ ]be)[-_ ].*$/i,
  /(^|[-_ ])placeholder([-_ ]?\d+)?$/i,
  /^(todo|tbd|fixme|redacted|masked|hidden|placeholder|dummy|example|sample|none|null|nil|undefined|unset|empty|n\/a)$/i,
  /^(vault|secretref|secret|ref\+\w+|env|file|akv|awssm|gcpsm|op|keyvault|arn:aws|doppler|sops):/i,
  /^ENC\[|^@Microsoft\.KeyVault\(|^projects\/[^/]+\/secrets\//,
];

/** Signs around a name; a random text between them is a password that somebody made. */
const NAMED = /^(?:\$([A-Za-z_]\w*)|%([^%]+)%|@([\w.-]+)@|\{([\w.-]+)\})$/s;

/** Whether a value only stands for a secret: empty, a variable, a template, `***`, `<password>`, `changeme`, `vault:...`. */
export function isPlaceholder(value: string): boolean {
  const trimmed = value.trim().replace(/^(["'])(.*)\1$/s, '$2');
  const named = NAMED.exec(trimmed);
  if (named) return !hasMixed(named[1] ?? named[2] ?? named[3] ?? named[4]!);
  return trimmed === '' || PLACEHOLDERS.some((placeholder) => placeholder.test(trimmed));
}

/** Whether a value has a part that something fills in later, so that what stands here is not the value. */
export function isTemplate(value: string): boolean {
  return /\$\(|\$\{|\{\{|<[A-Za-z][\w -]*>/.test(value);
}

/** What a finding may tell of a secret value: its length, and the first two characters of a long one. */
export function mask(value: string): string {
  const length = `${value.length} ${value.length === 1 ? 'character' : 'characters'}`;
  const start = value.slice(0, 2);
  return value.length >= 12 && /^[\x21-\x7e]{2}$/.test(start) ? `${length}, beginning with '${start}'` : length;
}

/** Bits of information for each character: about 4 in random hexadecimal digits, about 3 in a word. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}
