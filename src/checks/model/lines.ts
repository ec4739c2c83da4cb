import { LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { FieldPath } from '../field-path';
import type { DocumentText } from './documents';

/** The document that was asked for last: findings come document by document, and parsing with positions is slow. */
let last: { readonly source: DocumentText; readonly document: Document; readonly lines: LineCounter } | undefined;

/** The line of a field in its file, from 1; that of the nearest parent where the field is missing. */
export function lineOf(source: DocumentText, path: FieldPath): number {
  if (last?.source !== source) {
    const lines = new LineCounter();
    const document = parseDocument(source.text, {
      lineCounter: lines,
      uniqueKeys: false,
      prettyErrors: false,
      strict: false,
    });
    last = { source, document, lines };
  }
  let node: unknown = last.document.contents;
  let offset = rangeStart(node) ?? 0;
  for (const key of path) {
    const child = childOf(node, key);
    if (!child) break;
    offset = child.offset;
    node = child.node;
  }
  return source.line + last.lines.linePos(offset).line - 1;
}

function childOf(node: unknown, key: string | number): { offset: number; node: unknown } | undefined {
  for (const [index, item] of (itemsOf(node) ?? []).entries()) {
    const pair = item as { key?: { value?: unknown }; value?: unknown };
    const found = pair.key === undefined ? index === key : String(pair.key.value) === String(key);
    if (!found) continue;
    const offset = rangeStart(pair.key ?? item);
    return offset === undefined ? undefined : { offset, node: pair.key === undefined ? item : pair.value };
  }
  return undefined;
}

function itemsOf(node: unknown): unknown[] | undefined {
  return (node as { items?: unknown[] } | null | undefined)?.items;
}

function rangeStart(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] } | null | undefined)?.range?.[0];
}
