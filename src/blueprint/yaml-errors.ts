import type { YAMLError } from 'yaml';

/** What is wrong with the syntax, and the offset where it is. */
export interface SyntaxProblem {
  /** From 0. */
  readonly offset: number;
  /** What was given and what is allowed. */
  readonly message: string;
}

/** Errors that stand for themselves; any other one misleads the parser about the rest of the file. */
const SEPARATE: readonly string[] = ['DUPLICATE_KEY', 'MULTIPLE_DOCS'];

/**
 * The errors of the parser in words of the one who edits the file. One wrong indentation makes the parser complain of every line after it,
 * so that of such only the first is told, or all tabs.
 */
export function syntaxProblems(errors: readonly YAMLError[], text: string): SyntaxProblem[] {
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  if (tabs.length > 0)
    return tabs.map(({ pos }) => ({
      offset: pos[0],
      message: 'is not YAML: the line begins with a tab, allowed are spaces',
    }));
  const [first] = errors.filter(({ code }) => !SEPARATE.includes(code)).sort((a, b) => a.pos[0] - b.pos[0]);
  return errors
    .filter((error) => error === first || SEPARATE.includes(error.code))
    .map((error) => explain(error, text))
    .sort((a, b) => a.offset - b.offset);
}

function explain({ code, message, pos }: YAMLError, text: string): SyntaxProblem {
  const [offset] = pos;
  switch (code) {
    case 'MULTIPLE_DOCS':
      return { offset, message: 'has a second YAML document, allowed is one' };
    case 'DUPLICATE_KEY': {
      const key = /^[^\s:,{}]*/.exec(text.slice(offset))?.[0] ?? '';
      return { offset, message: `key ${key} is given twice, allowed is once` };
    }
    case 'BAD_INDENT': {
      if (!message.startsWith('All ')) return { offset, message: `is not YAML: ${message}` };
      const start = content(text, text.lastIndexOf('\n', offset - 1) + 1);
      const depth = indentAt(text, start);
      const given = `and this one is indented by ${depth} ${depth === 1 ? 'space' : 'spaces'}`;
      return { offset: start + depth, message: `is not YAML: ${message}, ${given}` };
    }
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return deeper(text, offset) ?? { offset, message: `is not YAML: ${noColon(text, offset) ?? message}` };
    default:
      if (message.includes('call stack')) return { offset, message: 'is nested too deeply to be read' };
      return { offset, message: `is not YAML: ${message}` };
  }
}

/** A line below a key with a value, that is indented deeper than it: the parser reads it as more of the value, and points there. */
function deeper(text: string, offset: number): SyntaxProblem | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const indent = indentAt(text, start);
  const end = text.indexOf('\n', offset);
  // The key itself, where nothing stands before it.
  if (end < 0 || text.slice(start, offset).trim() === '') return undefined;
  const line = content(text, end + 1);
  const depth = indentAt(text, line);
  if (line >= text.length || depth <= indent) return undefined;
  const { length } = text.slice(0, start).split('\n');
  const message = `is not YAML: the line is indented by ${depth} spaces, below line ${length} with ${indent}, which has its value already`;
  return { offset: line + depth, message: `${message}; give both the same indentation` };
}

/** The first line from an offset on that is neither empty nor a comment. */
function content(text: string, start: number): number {
  let line = start;
  while (line < text.length && /^(#|\r?\n)/.test(text.slice(line + indentAt(text, line)))) {
    const end = text.indexOf('\n', line);
    line = end < 0 ? text.length : end + 1;
  }
  return line;
}

/** The parser takes a key without `: ` for text that goes on in the next line. */
function noColon(text: string, offset: number): string | undefined {
  const line = text.slice(offset, text.indexOf('\n', offset) + 1 || text.length).trim();
  return /^\w[\w./-]*(:\S.*)?$|^\w[\w./-]* [^:]*$/.test(line)
    ? `'${line}' is no key with a value; write a colon and a space between the two`
    : undefined;
}

function indentAt(text: string, start: number): number {
  return / */y.exec(text.slice(start, start + 200))![0].length;
}
