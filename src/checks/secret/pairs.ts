import { isSentence, isWords } from './passphrase';
import { isPlaceholder } from './placeholder';
import { passwordInTable, passwordsInProse } from './prose';
import { hasMixed, isName } from './is-name';
import { kindOfName, looksSecret } from './secret-names';

/** A value with the name that it stands under. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** A text without one of these words names no secret. It saves the search of most texts. */
const HINT = /pass|pwd|pw\b|psk|token|secret|key|credential|cookie|auth|connection.?string/i;

/** Whether a text has a word that the name of a secret has. */
export function hintsAt(text: string): boolean {
  return HINT.test(text);
}

/** One line `name: value` or `name = value`, also of a shell or a file of settings. */
const LINE =
  /^\s*(?:-\s+)?(?:(?:export|set|ENV|ARG|local|readonly|declare(?:\s+-\w+)?)\s+)?(?::|\$(?:env:)?)?["']?([A-Za-z][\w.-]{0,80})["']?\s*[=:]\s*(?:[bru]{1,2}(?=["']))?(?:"([^"]+)"|'([^']+)'|([^"'\s,;#]+))\s*,?;?\s*(?:#.*)?$/;

/** One line of a name and a value with nothing but blanks between them, as in files of Spark, Fluentd and Docker, and of a shell's `setenv`. */
const SPACED =
  /^\s*(?:(?:setenv|set(?:\s+-\w+)+|ENV)\s+)?([A-Za-z][\w.-]{2,80})\s+(?:"([^"\s]{4,200})"|'([^'\s]{4,200})'|([^"'\s,;=:#]{4,200}))\s*;?\s*$/;

/** One line of a file of settings whose value is of words with blanks between them, with quotes or without. */
const WORDS_LINE =
  /^\s*(?:-\s+)?(?:export\s+)?["']?([A-Za-z][\w.-]{0,80})["']?\s*[=:]\s*(["']?)([^"'#:={}[\]]*\s[^"'#:={}[\]]*?)\2\s*,?;?\s*(?:#.*)?$/;

/** Pairs that stand within a line. What is not quoted must be closed by what divides pairs, so that no program text is taken for one. */
const WITHIN: readonly RegExp[] = [
  /["']?\b([A-Za-z][\w.-]{0,80})["']?\s*(?::\s*\w{1,20}\s*=(?!=)|=>|[:=])\s*(["'])([^"'\n]{4,200})\2/g,
  // A constant of PHP, an entry of a mapping in a program, and an element of XML with a name and a value.
  /["']()([A-Za-z][\w.-]{0,80})["']\s*(?:,|\]\s*=(?!=))\s*["']([^"'\s]{4,200})["']/g,
  /\b(?:key|name|id)=["']()([A-Za-z][\w.-]{0,80})["'][^<>]{0,80}?\bvalue=["']([^"'\s]{4,200})["']/gi,
  /(?:^|\s|\s--[\w-]{1,30}[= ]["']?)()([A-Za-z][\w.-]{2,80})=([^\s"'&;|<>,()]{4,200})(?=[\s"']|$)/g,
  /[{,]\s*()["']?([A-Za-z][\w.-]{0,80})["']?\s*[:=]\s*([^"'\s,{}[\]()]{4,200})\s*(?=[,}])/g,
  /(?:^|[?&;,])()([A-Za-z][\w.-]{0,80})=([^\s"'&;,]{4,200})(?=$|[\s"'&;,])/gm,
  /(?:^|\s)()--?([A-Za-z][\w.-]{0,80})=([^\s"'&;|]{4,200})/g,
  // A flag with its value behind it, and a header of a request.
  /\s()--([A-Za-z][\w-]{2,80})\s+["']?([^\s"';|&-][^\s"';|&]{3,200})/g,
  /["']()([A-Za-z][\w-]{2,60}):\s+([^\s"']{8,400})["']/g,
  /[{,]\s*()["']?(?:name|key)["']?\s*:\s*["']?([A-Za-z][\w.-]{0,80})["']?\s*,\s*["']?value["']?\s*:\s*["']?([^"'\s,{}[\]()]{4,200})/g,
  /<()(\w{0,40}(?:password|passwd|secret|token)\w{0,40})>([^<>\s]{4,200})<\//gi,
];

/**
 * The first secret that stands under its name within a text: a file of settings, JSON, flow mappings of YAML, tables of TOML, elements of
 * XML, parameters of an address or of a mount, flags of a program. Words alone are passed over, for a word may be a type or a variable.
 */
export function secretPairIn(text: string): NamedValue | undefined {
  if (!HINT.test(text)) return undefined;
  return inJson(text) ?? inLines(text) ?? passwordInTable(text) ?? inProse(text);
}

function inProse(text: string): NamedValue | undefined {
  const [value] = text.split('\n').flatMap((line) => passwordsInProse(line.replace(COMMENT, '$1')));
  return value === undefined ? undefined : { name: 'password', value };
}

/** The first secret in a text that is JSON, whatever its depth; JSON within a text of JSON too. */
function inJson(text: string, depth = 3): NamedValue | undefined {
  const trimmed = text.trim();
  if (!/^[[{"].*[\]}"]$/s.test(trimmed) || depth === 0) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch {
    return undefined;
  }
  const open: { readonly name: string; readonly value: unknown }[] = [{ name: '', value }];
  const words: NamedValue[] = [];
  // The list grows while it is read.
  for (const { name, value: node } of open) {
    if (typeof node === 'string') {
      const found = judged(name, node) ?? inJson(node, depth - 1);
      if (found) return found;
      if (isSentence(node)) words.push({ name, value: node });
    } else if (typeof node === 'object' && node !== null) {
      const { name: called, value: given } = node as { readonly name?: unknown; readonly value?: unknown };
      const found = typeof called === 'string' && typeof given === 'string' ? judged(called, given) : undefined;
      if (found) return found;
      for (const [key, child] of Object.entries(node))
        open.push({ name: Array.isArray(node) ? '' : key, value: child });
    }
  }
  return LOGIN.test(trimmed) ? ofWords(words, trimmed) : undefined;
}

function inLines(text: string): NamedValue | undefined {
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.length > 2000 || !HINT.test(line)) continue;
    const whole = LINE.exec(line.replace(YAML_MARKS, '$1').replace(TRIPLE, '"$1"'));
    const spaced = whole ? null : SPACED.exec(line);
    const named =
      (whole && judged(whole[1]!, whole[2] ?? whole[3] ?? whole[4]!)) ??
      (spaced && judged(spaced[1]!, spaced[2] ?? spaced[3] ?? spaced[4]!)) ??
      within(line) ??
      inNextLine(line, lines[index + 1]);
    if (named) return named;
  }
  return ofWords(
    lines.flatMap((line) => {
      const words = line.length > 300 ? null : WORDS_LINE.exec(line);
      if (words) return [{ name: words[1]!, value: words[3]!.trim() }];
      return isSentence(line) ? [{ name: '', value: line }] : [];
    }),
    text,
  );
}

/** An anchor or a tag of YAML between a key and its value. */
const YAML_MARKS = /(:\s+)(?:(?:&[\w-]{1,64}|!!?\w{1,20})\s+){1,2}/;

const TRIPLE = /"{3}([^"]+)"{3}/;

/** A key of YAML whose value is a block, and the name of a variable whose value stands on the next line. */
const BLOCK = /^(\s*)(?:-\s+)?["']?([A-Za-z][\w.-]{0,80})["']?\s*:\s*(?:[|>][-+\d]{0,2})?\s*$/;
const NAMED =
  /^\s*(?:-\s+)?(?:["']?(?:name|key|path)["']?\s*[:=]|variable)\s*["']?(?:[\w.~/-]{0,200}\/)?([A-Za-z][\w.-]{0,80})["']?\s*,?\s*\{?\s*$/;
/** A text that begins on the next line: of TOML, of a shell or HCL, and after the sign that a line goes on. */
const OPEN = /^\s*["']?([A-Za-z][\w.-]{0,80})["']?\s*=\s*(?:"{3}|'{3}|<<[-~]?["']?\w{1,40}["']?|\\)\s*$/;
const NAMED_XML = /<name>([\w.-]{1,80})<\/name>\s*(?:<value>([^<>\s]{4,200})<\/value>)?/;

/** A secret whose name stands on a line and whose value on the next one. */
function inNextLine(line: string, next = ''): NamedValue | undefined {
  if (next.length > 2000) return undefined;
  const block = BLOCK.exec(line);
  const alone = /^(\s*)["']?([^\s"']{4,400})["']?\s*$/.exec(next);
  if (block && alone && alone[1]!.length > block[1]!.length && !alone[2]!.endsWith(':'))
    return judged(block[2]!, alone[2]!);
  const open = OPEN.exec(line);
  const first = open && /^\s*([^\s"']{4,400})\s*(?:"{3}|'{3})?\s*$/.exec(next);
  if (first) return judged(open[1]!, first[1]!);
  const named = NAMED.exec(line);
  const value = /^\s*["']?(?:value|default)["']?\s*[:=]\s*["']?([^\s"',]{4,400})["']?\s*,?\s*$/.exec(next);
  if (named && value) return judged(named[1]!, value[1]!);
  const xml = NAMED_XML.exec(line);
  const given = xml?.[2] ?? /^\s*<value>([^<>\s]{4,200})<\/value>/.exec(next)?.[1];
  return xml && given !== undefined ? judged(xml[1]!, given) : undefined;
}

/** What stands beside the password of a login. */
const LOGIN = /\b(user|user_?name|login|account|host|host_?name|port|url|server|address|database|db)["']?\s*[:=]/i;

/**
 * The first password of words among settings: where it stands alone, or with what else a login has. Beside sentences it is the text of a
 * program, such as a translation.
 */
function ofWords(settings: readonly NamedValue[], text: string): NamedValue | undefined {
  const found = settings.find(({ name, value }) => kindOfName(name) === 'password' && isWords(value));
  if (!found || (text.trim().includes('\n') && !LOGIN.test(text))) return undefined;
  return settings.every((one) => one === found || isWords(one.value) || !isSentence(one.value)) ? found : undefined;
}

/** A comment shows how a setting is written. */
const COMMENT = /(^|\s)(#|\/\/|;).*$/;

function within(line: string): NamedValue | undefined {
  const code = line.replace(COMMENT, '$1');
  for (const pattern of WITHIN) {
    for (const [, first, second, value] of code.matchAll(pattern)) {
      const found = judged(pattern === WITHIN[0] ? first! : second!, value!);
      if (found) return found;
    }
  }
  return undefined;
}

/** What stands in programs, patterns and sentences, and in no password that somebody made. */
const PROGRAM = /[()[\]{}<>\\`]|\$\w|\*\*|^[+*%|:]|[^\x20-\x7e]/;

function judged(name: string, value: string): NamedValue | undefined {
  const kind = kindOfName(name);
  // A password may have letters such as those of German and French; beside a digit they are no word of a translation.
  const plain = kind === 'password' && /\d/.test(value) ? value.replace(/[\u00c0-\u024f]/g, 'a') : value;
  if (kind === undefined || isName(value) || isPlaceholder(value)) return undefined;
  // Signs of a program beside what nobody reads as a word are signs of a password.
  if (PROGRAM.test(plain) && !(kind === 'password' && hasMixed(value))) return undefined;
  return looksSecret(kind, value) ? { name, value } : undefined;
}
