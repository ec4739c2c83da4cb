import { InputError } from './input-error';

/** One YAML document of a file: its text, and the line of the file at which it begins, from 1. */
export interface DocumentText {
  readonly text: string;
  readonly line: number;
}

/** `---` at the start of a line ends a document wherever it stands, in a quoted text too; so the file can be cut without parsing it. */
const MARKER = /^---([^\r\n]*)|^\.\.\.[ \t]*$/gm;

/**
 * Cuts a file into its documents as kubectl does, which takes nothing but a comment after `---`.
 *
 * @throws `InputError` where more stands after `---`
 */
export function documentsOf(text: string, file: string): DocumentText[] {
  const documents: DocumentText[] = [];
  let line = 1;
  let start = 0;
  const add = (end: number, next: number): void => {
    const part = text.slice(start, end);
    if (/[^\s]/.test(part)) documents.push({ text: part, line });
    for (let at = text.indexOf('\n', start); at >= 0 && at < next; at = text.indexOf('\n', at + 1)) line += 1;
    start = next;
  };
  for (const match of text.matchAll(MARKER)) {
    add(match.index, match.index + match[0].length);
    const rest = match[1]?.trim() ?? '';
    if (rest !== '' && !rest.startsWith('#')) {
      throw new InputError(
        `${file}:${line}`,
        `kubectl takes nothing but a comment after ---, this is '${shorten(rest)}'`,
      );
    }
  }
  add(text.length, text.length);
  return documents;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
