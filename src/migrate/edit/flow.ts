import { isPair, isScalar } from 'yaml';
import type { Node, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { Refusal } from '../refusal';
import type { Parsed } from './block';
import { withEol } from './block';
import type { KeyedPair } from './locate';
import { flowText, scalarText, shift } from './render';
import type { Quotes } from './render';

type Collection = YAMLMap<Scalar, Node | null> | YAMLSeq<Node>;

/** What is put into a collection in flow style: a value, with its key in a mapping, and with its text where that is known. */
export interface FlowEntry {
  readonly value: unknown;
  readonly key?: string;
  readonly raw?: string | undefined;
}

/** Puts an entry into a collection in flow style, which JSON is: before that index, or at its end. */
export function insertFlow(on: Parsed, flow: Collection, index: number, { value, key, raw }: FlowEntry): string {
  const { text, nodes } = on;
  const quotes = quotesOf(flow, text);
  const first = flow.items[0];
  const open = (flow.range ?? [0, 0, 0])[0] + 1;
  const name = key === undefined ? '' : `${scalarText(key, quotes)}: `;
  if (!first) {
    const inner = name + (raw ?? flowText(value, quotes));
    return text.slice(0, open) + inner + text.slice((flow.range ?? [0, 0, 0])[1] - 1);
  }
  const gap = text.slice(open, nodes.start(first));
  const lineBreak = /\r?\n([ \t]*)$/.exec(gap);
  const separator = lineBreak ? lineBreak[0] : ' ';
  const oneLine = raw ?? flowText(value, quotes, gap.startsWith(' ') || quotes === 'json');
  const shown = lineBreak && quotes === 'json' ? pretty(on, flow, value, lineBreak[1]!) : oneLine;
  if (index === 0) {
    const at = nodes.start(first);
    return `${text.slice(0, at)}${name}${shown},${separator}${text.slice(at)}`;
  }
  const at = nodes.end(flow.items[index - 1] as KeyedPair | Node);
  return `${text.slice(0, at)},${separator}${name}${shown}${text.slice(at)}`;
}

/** Takes a pair out of a mapping in flow style. */
export function removeFlow(on: Parsed, flow: Collection, index: number): string {
  const { text, nodes, comments } = on;
  const items = flow.items as (KeyedPair | Node)[];
  const [open, close] = flow.range ?? [0, 0, 0];
  const from = index > 0 && index === items.length - 1 ? nodes.end(items[index - 1]!) : nodes.start(items[index]!);
  const to = index < items.length - 1 ? nodes.start(items[index + 1]!) : nodes.end(items[index]!);
  if (comments.between(from, to).length > 0) throw new Refusal('a comment stands between fields on one line in braces');
  if (items.length === 1) return `${text.slice(0, open + 1)}${text.slice(close - 1)}`;
  return text.slice(0, from) + text.slice(to);
}

/** JSON as the lines around it are indented. */
function pretty({ text, nodes, eol }: Parsed, flow: Collection, value: unknown, indent: string): string {
  const last = (flow.range ?? [0, 0, 0])[1] - 1;
  const closing = /^[ \t]*/.exec(text.slice(nodes.lineStart(last), last))![0];
  const unit = indent.startsWith(closing) && indent.length > closing.length ? indent.slice(closing.length) : '  ';
  const [head, ...rest] = JSON.stringify(value, null, unit).split('\n');
  return withEol([head, ...(rest.length > 0 ? [shift(rest.join('\n'), indent)] : [])].join('\n'), eol);
}

function quotesOf(flow: Collection, text: string): Quotes {
  const first: unknown = flow.items[0];
  const scalar = isPair(first) ? first.key : first;
  if (isScalar(scalar)) return scalar.type === 'QUOTE_DOUBLE' ? 'json' : 'yaml';
  return /^\uFEFF?\s*\{\s*"/.test(text) ? 'json' : 'yaml';
}
