import type { DocumentText } from './documents';

/** Lines of comments that stand one below the other, with their signs, and the line of the file at which they begin. */
export interface Comment {
  readonly text: string;
  readonly line: number;
}

/**
 * The comments of a document of YAML, told without parsing it. Within a text that holds signs of comments, such as a script, its lines are
 * among them.
 */
export function commentsOf({ text, line: first }: DocumentText): readonly Comment[] {
  if (!text.includes('#') || /^\s*[{[]/.test(text)) return [];
  const comments: { text: string; line: number; end: number }[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const at = /^\s*#/.test(line) ? line.indexOf('#') : line.search(/\s#/) + 1;
    if (at <= 0 && !line.startsWith('#')) continue;
    const last = comments.at(-1);
    const said = line.slice(at);
    if (last?.end === index - 1) {
      last.text += `\n${said}`;
      last.end = index;
    } else comments.push({ text: said, line: first + index, end: index });
  }
  return comments;
}
