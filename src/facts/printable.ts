const HIDDEN = /[^\P{Cc}\n\t]|[\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/gu;

/**
 * Text in which control characters, marks that turn the direction of writing round and halves of surrogate pairs are written as `\u001b`, so
 * that a name is read as it is and moves no cursor. Line breaks and tabs stay. JSON stays the same JSON.
 */
export function visible(text: string): string {
  return text.replace(HIDDEN, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Text that stands in one line: line breaks and tabs are written out too. */
export function oneLine(text: string): string {
  return visible(text).replace(/[\n\t]/g, (one) => (one === '\n' ? '\\n' : '\\t'));
}

/** What GitHub Actions and Azure Pipelines take for a command wherever a line of the output of a step begins with it, or has it. */
const COMMAND = /^([ \t]*):(?=:[a-z-]+)|#(?=#(?:vso)?\[)/gim;

/**
 * Text for a terminal and for the log of a build: {@link visible}, and what manifests hold is no command to the machine that keeps the log.
 * Not for JSON, nor for text that gives such commands on purpose.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function printable(text: string): string {
  return visible(text).replace(COMMAND, (sign, indent: string | undefined) =>
    indent === undefined ? `\\${sign}` : `${indent}\\:`,
  );
}
