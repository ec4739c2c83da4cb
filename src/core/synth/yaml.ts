import { libraryDocument } from './library-yaml';
import { block, singleLine } from './yaml-text';

/** A document has something that only the library knows how to write. */
const UNKNOWN = new Error('left to the library');

/** Keys are few and come again in every object; each is written once. */
const keys = new Map<string, string>();
const MAX_KEYS = 10_000;
/** A longer key gets a form of its own in YAML. */
const MAX_KEY_LENGTH = 1000;
/** Deeper data may be a circle, or too deep for the call stack. */
const MAX_DEPTH = 200;

/**
 * The YAML of documents, byte for byte as `Yaml.stringify` of cdk8s writes it, in a fraction of its time; only text that Go would read as a
 * number is quoted, which cdk8s does not do. Plain data is written here; a document with anything else in it is left to the library as a
 * whole: instances of classes, one object in two places, which becomes an anchor and an alias, text with control characters.
 */
export function stringify(documents: readonly unknown[]): string {
  let result = '';
  for (let index = 0; index < documents.length; index++) {
    if (index > 0) result += '---\n';
    const document = documents[index];
    result += plainDocument(document) ?? libraryDocument(document);
  }
  return result;
}

/** The YAML of a document, or `undefined` where it is not of the kind that is written here. */
export function plainDocument(document: unknown): string | undefined {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return undefined;
  try {
    if (!isPlain(document)) return undefined;
    const text = new Emitter().map(document as Record<string, unknown>, '', 0);
    // Without fields it is `{}`, on a line of its own.
    return text === '{}' ? '{}\n' : `${text.slice(1)}\n`;
  } catch (error) {
    if (error === UNKNOWN) return undefined;
    throw error;
  }
}

class Emitter {
  private readonly seen = new Set<object>();

  /** Begins with a line break, unless it is empty. */
  public map(value: Readonly<Record<string, unknown>>, indent: string, depth: number): string {
    this.enter(value, depth);
    const names = Object.keys(value);
    if (names.length === 0) return '{}';
    const inner = `${indent}  `;
    const lead = `\n${indent}`;
    let text = '';
    for (const name of names) text += lead + key(name) + this.pair(value[name], inner, depth);
    return text;
  }

  private list(value: readonly unknown[], indent: string, depth: number): string {
    this.enter(value, depth);
    if (value.length === 0) return '[]';
    const inner = `${indent}  `;
    const lead = `\n${indent}- `;
    let text = '';
    for (const item of value) {
      if (typeof item === 'string') text += lead + string(item, inner);
      else if (typeof item !== 'object' || item === null) text += lead + scalar(item);
      // The first line of a collection stands behind the dash.
      else text += lead + withoutLead(this.collection(item, inner, depth + 1), inner);
    }
    return text;
  }

  private pair(value: unknown, indent: string, depth: number): string {
    if (typeof value === 'string') return ` ${string(value, indent)}`;
    if (typeof value !== 'object' || value === null) return ` ${scalar(value)}`;
    const text = this.collection(value, indent, depth + 1);
    return text.charCodeAt(0) === 10 ? text : ` ${text}`;
  }

  private collection(value: object, indent: string, depth: number): string {
    if (Array.isArray(value)) return this.list(value, indent, depth);
    if (!isPlain(value)) throw UNKNOWN;
    return this.map(value as Record<string, unknown>, indent, depth);
  }

  private enter(value: object, depth: number): void {
    if (depth > MAX_DEPTH || this.seen.size === this.seen.add(value).size) throw UNKNOWN;
  }
}

function withoutLead(text: string, indent: string): string {
  return text.charCodeAt(0) === 10 ? text.slice(1 + indent.length) : text;
}

function string(value: string, indent: string): string {
  const text = singleLine(value) ?? (value.includes('\n') ? block(value, indent) : undefined);
  if (text === undefined) throw UNKNOWN;
  return text;
}

function scalar(value: unknown): string {
  if (typeof value === 'number' && Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value === null || value === undefined) return 'null';
  throw UNKNOWN;
}

function key(name: string): string {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const text = name.length > MAX_KEY_LENGTH ? undefined : singleLine(name);
  if (text === undefined) throw UNKNOWN;
  if (keys.size < MAX_KEYS) keys.set(name, `${text}:`);
  return `${text}:`;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
