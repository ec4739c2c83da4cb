import { hasMixed } from './is-name';
import { isPlaceholder } from './placeholder';
import { kindOfName, looksSecret } from './secret-names';

const SENTENCE =
  /\b(?:pass ?word|passphrase|passwd|passcode|pwd)(?:\s+(?:is|was))?(?:\s*[:=]\s*|\s+)["'`]?([^\s"'`,;]{8,64})/gi;

/**
 * The passwords that a sentence tells, such as `the password is ...`: the word right behind it, where nobody reads it as a word. Any other word
 * may be one of the language.
 */
export function passwordsInProse(text: string): readonly string[] {
  if (!/pass|pwd/i.test(text)) return [];
  return [...text.matchAll(SENTENCE)]
    .map(([, value]) => value!.replace(/[.:!?)\]]+$/, ''))
    .filter((value) => hasMixed(value) && !isPlaceholder(value) && looksSecret('password', value));
}

/** The first password in a table whose columns are divided by commas and named in its first line. */
export function passwordInTable(text: string): { readonly name: string; readonly value: string } | undefined {
  const [head, ...rows] = text.split('\n', 200);
  if (head === undefined || head.length > 500 || !/^[\w" .-]+(?:[,;][\w" .-]+)+\r?$/.test(head)) return undefined;
  const cells = (line: string): string[] => line.split(/[,;]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const names = cells(head);
  const column = names.findIndex((name) => kindOfName(name) === 'password');
  if (column < 0) return undefined;
  const values = rows.filter((row) => row.length <= 2000).map((row) => cells(row)[column] ?? '');
  const value = values.find((one) => !isPlaceholder(one) && /\d/.test(one) && looksSecret('password', one));
  return value === undefined ? undefined : { name: names[column]!, value };
}
