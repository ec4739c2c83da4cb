import { LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { FieldPath } from '../field-path';
import type { DocumentText } from './documents';
import { plainKey } from './go-yaml';

/** The document that was asked for last: findings come document by document, and parsing with positions is slow. */
let last: { readonly source: DocumentText; readonly document: Document; readonly lines: LineCounter } | undefined;

/** The line of a field in its file, from 1; that of the nearest parent where the field is missing. */
export function lineOf(source: DocumentText, path: FieldPath): number {
  if (path.length === 0) {
    const begin = beginOf(source.text);
    if (begin !== undefined) return source.line + begin;
  }
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

/**
 * The line at which a document begins, from 0, told without parsing it; `undefined` where it begins with more than a plain key, such as
 * an anchor or a directive.
 */
function beginOf(text: string): number | undefined {
  let line = 0;
  for (let at = 0; at < text.length; line += 1) {
    const end = text.indexOf('\n', at);
    const written = text.slice(at, end < 0 ? text.length : end).trim();
    if (written !== '' && !written.startsWith('#')) return /^[A-Za-z]+:/.test(written) ? line : undefined;
    if (end < 0) return undefined;
    at = end + 1;
  }
  return undefined;
}

function childOf(node: unknown, key: string | number): { offset: number; node: unknown } | undefined {
  for (const [index, item] of (itemsOf(node) ?? []).entries()) {
    const pair = item as { key?: Key; value?: unknown };
    const found = pair.key === undefined ? index === key : isKey(pair.key, String(key));
    if (!found) continue;
    const offset = rangeStart(pair.key ?? item);
    return offset === undefined ? undefined : { offset, node: pair.key === undefined ? item : pair.value };
  }
  return undefined;
}

interface Key {
  readonly value?: unknown;
  readonly type?: string;
  readonly source?: string;
}

/** What a word without quotes is to the API server is no more than a number or a truth value to YAML 1.2: `on` is `true`. */
function isKey({ value, type, source }: Key, key: string): boolean {
  if (String(value) === key) return true;
  return type === 'PLAIN' && source !== undefined && /^[\w.+-]+$/.test(source) && plainKey(source) === key;
}

function itemsOf(node: unknown): unknown[] | undefined {
  return (node as { items?: unknown[] } | null | undefined)?.items;
}

function rangeStart(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] } | null | undefined)?.range?.[0];
}
