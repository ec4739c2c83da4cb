import { re2 } from '../../../facts/re2';

const cache = new Map<string, RegExp | undefined>();

/**
 * A pattern of Go as one of JavaScript: leading flags, `\A`, `\z`, and classes such as `[[:alpha:]]`.
 *
 * @returns `undefined` for a pattern that JavaScript can't read; nothing may be concluded from it then.
 */
export function goRegExp(pattern: string): RegExp | undefined {
  if (!cache.has(pattern)) cache.set(pattern, translate(pattern));
  return cache.get(pattern);
}

/** Text of which both kinds of expressions think alike: no line ends, nothing beyond ASCII. */
const PLAIN = /^[ -~]*$/;

/**
 * Whether Go finds a pattern in a text. RE2 itself is asked only where JavaScript can't read the pattern or would read the text otherwise.
 *
 * @returns `undefined` for a pattern that neither can read; nothing may be concluded from it then.
 */
export function goMatches(pattern: string, text: string): boolean | undefined {
  const own = PLAIN.test(text) ? goRegExp(pattern) : undefined;
  if (own) return own.test(text);
  const compiled = re2(pattern);
  return compiled instanceof Error ? goRegExp(pattern)?.test(text) : compiled.matcher(text).find();
}

const POSIX: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\t\\n\\v\\f\\r ',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9A-Fa-f',
  word: '0-9A-Za-z_',
};

function translate(pattern: string): RegExp | undefined {
  const flags = /^\(\?([ims]+)\)/.exec(pattern);
  const source = pattern
    .slice(flags?.[0].length ?? 0)
    .replace(/\[:(\w+):\]|\\([\s\S])/g, (whole: string, posix: string | undefined, escaped: string | undefined) => {
      if (posix !== undefined) return POSIX[posix] ?? whole;
      if (escaped === 'A') return '^';
      return escaped === 'z' ? '$' : whole;
    });
  const unicode = /\\[pP]/.test(source) ? 'u' : '';
  try {
    return new RegExp(source.replace(/\\p([A-Z])(?!\{)/g, '\\p{$1}'), `${flags?.[1] ?? ''}${unicode}`);
  } catch {
    return undefined;
  }
}
