import type { DocumentText } from './documents';

/** One JSON value of a file. */
export interface JsonDocument {
  readonly source: DocumentText;
  readonly value: unknown;
  /** Whether an object in it has a key twice, which `JSON.parse` does not tell. */
  readonly duplicates: boolean;
}

/**
 * Reads a file as JSON: one object, or several one after the other, as kubectl takes them.
 *
 * @returns `undefined` where it is not JSON, which it may still be as YAML
 */
export function jsonDocuments(text: string): JsonDocument[] | undefined {
  if (!/^\uFEFF?\s*\{/.test(text)) return undefined;
  const whole = parse(text);
  if (whole !== undefined) return [document(whole, { text, line: 1 })];
  const documents: JsonDocument[] = [];
  for (const source of split(text)) {
    const value = parse(source.text);
    if (value === undefined) return undefined;
    documents.push(document(value, source));
  }
  return documents;
}

/** What is wrong with a text that should be JSON, and the line; of JSON that is no object only the value. */
export function jsonProblem(text: string): { message?: string; line: number; value?: unknown } {
  try {
    return { line: 1, value: JSON.parse(text.replace(/^\uFEFF/, '')) };
  } catch (error) {
    const { message } = error as Error;
    const end = text.trimEnd().length;
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? end);
    const before = text.slice(0, Math.min(position, end));
    const short = message.replace(/,? *(\.\.\.)?".*$|,? in JSON.*$| \(line.*$/s, '').replace(/\s/g, shown);
    return { message: short, line: before.split('\n').length };
  }
}

/** A line end in a message would make two lines of it. */
function shown(blank: string): string {
  return blank === ' ' ? blank : JSON.stringify(blank).slice(1, -1);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function document(value: unknown, source: DocumentText): JsonDocument {
  return { source, value, duplicates: keysInText(source.text) !== keysInValue(value) };
}

/** A colon outside of quotes follows a key. */
function keysInText(text: string): number {
  let count = 0;
  for (const at of marks(text)) if (text[at] === ':') count += 1;
  return count;
}

/** Where braces and colons stand outside of quotes. No regular expression is safe for quotes of many megabytes. */
function* marks(text: string): Iterable<number> {
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{' || character === '}' || character === ':') yield at;
    if (character !== '"') continue;
    at += 1;
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  }
}

function keysInValue(value: unknown): number {
  let count = 0;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    const children = Object.values(node) as unknown[];
    if (!Array.isArray(node)) count += children.length;
    for (const child of children) open.push(child);
  }
  return count;
}

/** Cuts a text where its outermost braces close. What is left over stands in the last part and fails to parse there. */
function split(text: string): DocumentText[] {
  const parts: DocumentText[] = [];
  let depth = 0;
  let start = 0;
  let line = 1;
  const add = (end: number): void => {
    const part = text.slice(start, end);
    if (part.trim() !== '') parts.push({ text: part, line });
    line += part.split('\n').length - 1;
    start = end;
  };
  for (const at of marks(text)) {
    if (text[at] === '{') depth += 1;
    if (text[at] !== '}') continue;
    depth -= 1;
    if (depth === 0) add(at + 1);
  }
  add(text.length);
  return parts;
}
