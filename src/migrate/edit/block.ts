import type { Scalar, YAMLMap } from 'yaml';
import type { Node } from 'yaml';
import { Refusal } from '../refusal';
import type { Comments } from './comments';
import type { KeyedPair, Nodes } from './locate';
import { shift, unshift } from './render';

/** A text with what is known of it. All offsets are of that text. */
export interface Parsed {
  readonly text: string;
  readonly nodes: Nodes;
  readonly comments: Comments;
  /** What ends its lines. */
  readonly eol: string;
}

/** Puts lines, given without their indent, into a mapping in block style: before its pair of that index, or at its end. */
export function insertLines(on: Parsed, map: YAMLMap<Scalar, Node | null>, index: number, lines: string): string {
  const first = map.items[0] as KeyedPair;
  const indent = ' '.repeat(columnOf(on, on.nodes.start(first)));
  const block = withEol(shift(lines, indent), on.eol);
  if (index > 0) return insertBelow(on, on.nodes.end(map.items[index - 1] as KeyedPair), block);
  const at = on.nodes.start(first);
  // A comment above the first key is about that key.
  const above = copyLines(on, first)?.start;
  if (above !== undefined) return on.text.slice(0, above) + block + on.eol + on.text.slice(above);
  return on.text.slice(0, at) + block.slice(indent.length) + on.eol + indent + on.text.slice(at);
}

/** Puts lines below the line of an offset. */
export function insertBelow({ text, eol }: Parsed, offset: number, lines: string): string {
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return text + eol + lines;
  return text.slice(0, newline + 1) + lines + eol + text.slice(newline + 1);
}

/** Takes a pair out of a mapping in block style. Its comments stay, each on a line of its own. */
export function removePair(on: Parsed, map: YAMLMap<Scalar, Node | null>, index: number): string {
  const { text, nodes, eol } = on;
  const pair = map.items[index] as KeyedPair;
  const from = nodes.start(pair);
  const { start, end, prefix } = linesOf(on, pair);
  if (prefix.trim() === '') {
    const kept = on.comments.between(from, end).map((comment) => prefix + comment + eol);
    return text.slice(0, start) + kept.join('') + text.slice(end);
  }
  const next = map.items[index + 1];
  if (!next) throw new Refusal('the one field of a list item cannot be taken out of it');
  const to = nodes.start(next);
  const indent = ' '.repeat(columnOf(on, from));
  const kept = on.comments.between(from, to).map((comment) => comment + eol + indent);
  return text.slice(0, from) + kept.join('') + text.slice(to);
}

/** The lines of a pair with the comments right above it and beside it, without their indent; none where it shares its first line. */
export function copyLines(on: Parsed, pair: KeyedPair): { lines: string; start: number; end: number } | undefined {
  const { start, end, prefix } = linesOf(on, pair);
  if (prefix.trim() !== '') return undefined;
  let from = start;
  while (from > 0) {
    const above = on.nodes.lineStart(from - 1);
    const line = on.text.slice(above, from).replace(/\r?\n$/, '');
    if (!line.startsWith(`${prefix}#`)) break;
    from = above;
  }
  const lines = unshift(on.text.slice(from, end).replace(/\r?\n$/, ''), prefix.length);
  return { lines, start: from, end };
}

/** Line ends as the file has them. */
export function withEol(text: string, eol: string): string {
  return text.replace(/\r?\n/g, eol);
}

/** How many characters stand before an offset on its line. */
export function columnOf({ nodes }: Parsed, offset: number): number {
  return offset - nodes.lineStart(offset);
}

/** From the first line of a pair to behind its last. */
function linesOf({ text, nodes }: Parsed, pair: KeyedPair): { start: number; end: number; prefix: string } {
  const from = nodes.start(pair);
  const start = nodes.lineStart(from);
  const last = nodes.end(pair);
  const newline = text.indexOf('\n', last);
  const end = newline < 0 ? text.length : newline + 1;
  if (!/^\s*(#.*)?$/.test(text.slice(last, end).trim())) throw new Refusal('shares its line with another field');
  return { start, end, prefix: text.slice(start, from) };
}
