import { load } from 'js-yaml';
import type { Block } from './blocks';
import { treatmentOf } from './treatment';

/** A command of a page. */
export interface CommandLine {
  readonly where: string;
  readonly command: string;
  /** What it prints, where the page says so. */
  readonly shown?: string;
}

/** Without the comment at its end; `#` within quotes is none. */
function withoutComment(line: string): string {
  return line.replace(/^((?:[^'"#]|'[^']*'|"[^"]*")*?)\s+#.*$/, '$1').trim();
}

/** The commands of a block of a shell; a line that ends in `\` goes on. */
function linesOf(text: string): string[] {
  const lines = text.replaceAll(/\\\n\s*/g, '').split('\n');
  return lines.map(withoutComment).filter((line) => line !== '');
}

/** The commands of a console, each with what it prints. */
function consoleOf(text: string): { command: string; shown?: string }[] {
  const [, ...parts] = `\n${text}`.split('\n$ ');
  return parts.map((part) => {
    const [command = '', ...shown] = part.split('\n');
    // Between two prompts nothing but what is printed; an empty line at the end is that of the block.
    const output = shown.join('\n');
    if (output.trim() === '') return { command, shown: '' };
    return { command, shown: output.endsWith('\n') ? output : `${output}\n` };
  });
}

/** The steps of a workflow that are commands. */
function stepsOf(text: string): string[] {
  const { jobs } = load(text) as { jobs: Record<string, { steps: { run?: string }[] }> };
  return Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
}

/** The commands of a block; `next` is the block that follows it on the page. */
export function commandsOf(block: Block, next?: Block): CommandLine[] {
  const { where, language, text } = block;
  if (language === 'console') return consoleOf(text).map((one) => ({ where, ...one }));
  if (language === 'yaml') {
    return /^jobs:$/m.test(text) ? stepsOf(text).map((command) => ({ where, command })) : [];
  }
  if (language !== 'sh') return [];
  const shown = next && treatmentOf(next, block) === 'output' ? next.text : undefined;
  const commands = linesOf(text);
  return commands.map((command, at) => ({ where, command, ...(at === commands.length - 1 && { shown }) }));
}

/** As a shell divides a command into words. */
export function wordsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((word) => word[1] ?? word[2] ?? word[3]!);
}
