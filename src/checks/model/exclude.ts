import * as path from 'path';
import { InputError } from './input-error';

/** Whether a file or folder is left out; it is asked by the path as it is shown, and by the one within the folder that was given. */
export type Exclude = (...names: readonly string[]) => boolean;

/**
 * What patterns leave out, as `.gitignore` has them: one without a slash is of a name at any depth, one with a slash of a whole path. `*` is
 * any text without a slash, `**` any text, `?` one letter, `[ab]` one of these and `[!ab]` none of them; a slash in front means the folder that
 * was given. What leaves out a folder leaves out all that is in it.
 *
 * @throws `InputError` for a pattern that begins with `!`, which takes back in `.gitignore` what others leave out
 */
export function excluding(patterns: readonly string[] = []): Exclude {
  const back = patterns.find((one) => one.startsWith('!'));
  if (back !== undefined)
    throw new InputError(`--exclude '${back}'`, 'nothing is taken back by !, write patterns that leave out less');
  const [paths, names] = [patterns.map(trimmed).filter(isPath), patterns.map(trimmed).filter((one) => !isPath(one))];
  const [ofPath, ofName] = [paths.map(toRegExp), names.map(toRegExp)];
  const atTop = paths.filter((one) => one.startsWith('/')).map((one) => toRegExp(one.slice(1)));
  return (...given) => {
    const [shown = '', within] = given;
    return (
      ofName.some((one) => one.test(path.basename(shown))) ||
      (within !== undefined && atTop.some((one) => one.test(slashed(path.normalize(within))))) ||
      given.map((one) => slashed(path.normalize(one))).some((one) => ofPath.some((pattern) => pattern.test(one)))
    );
  };
}

/** `./charts/` is `charts/`, and both are the folder. */
function trimmed(pattern: string): string {
  const text = slashed(pattern).replace(/^(\.\/)+/, '');
  // A slash at the end says that a folder is meant, and makes no path of a name.
  return text.length > 1 ? text.replace(/\/+$/, '') : text;
}

function isPath(pattern: string): boolean {
  return pattern.includes('/');
}

function slashed(text: string): string {
  return path.sep === '/' ? text : text.replaceAll(path.sep, '/');
}

function toRegExp(pattern: string): RegExp {
  const parts = pattern
    .split(/(\*\*\/|\*\*|\*|\?|\[!?[^\]/[\\]+\])/)
    .map((part) => WILD[part] ?? classOf(part) ?? part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('')}$`, 's');
}

/** `[ab]` and `[!ab]` as an expression has them; `undefined` of all else, and of a range that runs backwards. */
function classOf(part: string): string | undefined {
  const [, not = '', letters] = /^\[(!?)([^\]/[\\]+)\]$/.exec(part) ?? [];
  if (letters === undefined) return undefined;
  const text = `[${not && '^/'}${letters.replace(/\^/g, '\\^')}]`;
  try {
    new RegExp(text);
    return text;
  } catch {
    return undefined;
  }
}

const WILD: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };
