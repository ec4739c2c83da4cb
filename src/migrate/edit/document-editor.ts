import { isDeepStrictEqual } from 'util';
import { isMap, isScalar, isSeq } from 'yaml';
import type { Scalar } from 'yaml';
import { valueAt } from '../../checks/field-path';
import type { FieldPath } from '../../checks/field-path';
import { Refusal } from '../refusal';
import { columnOf, copyLines, insertBelow, insertLines, removePair, withEol } from './block';
import type { Parsed } from './block';
import { Comments } from './comments';
import { insertFlow, removeFlow } from './flow';
import { load, plain } from './load';
import type { Plain } from './load';
import { Nodes } from './locate';
import type { KeyedPair } from './locate';
import { isMapping } from '../../facts/is-mapping';
import { blockItems, blockPair, flowText, scalarText, shift, singleQuoted } from './render';

/** What a document was at one moment. */
export interface Snapshot {
  readonly text: string;
  readonly value: Plain;
}

/** A pair on its way: its value, its lines in block style, and the text of its value in braces where that is to stay. */
interface Fragment {
  readonly value: Plain;
  readonly lines: string;
  readonly raw?: string | undefined;
}

type Changeable = Record<string | number, Plain>;

/**
 * One document as text and as value. Each change is made to both, and {@link verify} compares them: so a change to the text never does more
 * or less than it should. All other bytes stay as they are.
 */
export class DocumentEditor {
  private current: Plain;
  private parsed?: Parsed;

  /**
   * @param text the text of one document
   * @param json whether it is JSON
   * @param value what it holds
   */
  public constructor(
    private source: string,
    private readonly json: boolean,
    value: unknown,
  ) {
    this.current = plain(value);
  }

  /** The text as it is now. */
  public get text(): string {
    return this.source;
  }

  /** What the document holds now. */
  public get value(): Plain {
    return this.current;
  }

  /** To come back to by {@link restore}. */
  public snapshot(): Snapshot {
    return { text: this.source, value: plain(this.current) };
  }

  /** Undoes what was done since. */
  public restore({ text, value }: Snapshot): void {
    this.write(text);
    this.current = value;
  }

  /** @throws `Refusal` where the text does not hold what it should after the changes */
  public verify(): void {
    let found: Plain | undefined;
    try {
      found = load(this.source, this.json);
    } catch {
      found = undefined;
    }
    if (!isDeepStrictEqual(found, this.current))
      throw new Refusal('cannot be edited here without changing other fields, write it anew by hand');
  }

  /** Gives a field a value, where the field may be missing; the mappings above it are made. @param index where a new key is put */
  public set(path: FieldPath, value: Plain, index?: number): void {
    if (this.has(path)) this.replace(path, value);
    else this.insert(path, { value, lines: blockPair(String(path[path.length - 1]), value) }, index);
  }

  /** Gives a key another name, in its place. */
  public rename(path: FieldPath, name: string): void {
    const { pair } = this.on.nodes.pair(path);
    const [start, end] = pair.key.range ?? [0, 0];
    this.write(this.source.slice(0, start) + this.quoted(pair.key, name) + this.source.slice(end));
    const parent = this.parentOf(path);
    const old = Object.entries(parent);
    for (const [key] of old) Reflect.deleteProperty(parent, key);
    for (const [key, value] of old) parent[key === String(path[path.length - 1]) ? name : key] = value;
  }

  /** Takes a field out, and the mapping that held it where nothing else is in it. Comments stay. */
  public remove(path: FieldPath): void {
    const top = this.emptied(path);
    const { map, index } = this.on.nodes.pair(top);
    this.write(map.flow === true ? removeFlow(this.on, map, index) : removePair(this.on, map, index));
    Reflect.deleteProperty(this.parentOf(top), String(top[top.length - 1]));
  }

  /** Moves a field with its comments, to another document too. The mappings above the new place are made. */
  public move(from: FieldPath, to: FieldPath, into: DocumentEditor = this): void {
    const { map, pair } = this.on.nodes.pair(from);
    const key = String(from[from.length - 1]);
    const lines = map.flow === true ? undefined : copyLines(this.on, pair)?.lines;
    const value = plain(valueAt(this.current, from));
    const pasted = [...to.slice(0, -1), key];
    if (into === this && isDeepStrictEqual(from.slice(0, -1), to.slice(0, -1))) {
      this.rename(from, String(to[to.length - 1]));
      return;
    }
    const raw = this.json || into.json ? undefined : this.rawOf(pair);
    const inBlock = raw === undefined ? blockPair(key, value) : `${scalarText(key)}: ${raw}`;
    into.insert(pasted, { value, lines: lines ?? inBlock, raw });
    if (lines === undefined) this.remove(from);
    else this.cut(from);
    const name = String(to[to.length - 1]);
    if (name !== key) into.rename(pasted, name);
  }

  /** Puts an item at the end of a list, which is made where it is missing. */
  public append(path: FieldPath, item: Plain): void {
    const list = valueAt(this.current, path);
    if (!Array.isArray(list) || list.length === 0) {
      this.set(path, [item]);
      return;
    }
    const seq = this.on.nodes.seq(path);
    const last = seq.items[seq.items.length - 1]!;
    if (seq.flow === true) this.write(insertFlow(this.on, seq, seq.items.length, { value: item }));
    else {
      const start = this.on.nodes.start(last);
      const dash = /^( *)-\s+$/.exec(this.source.slice(this.on.nodes.lineStart(start), start));
      if (!dash) throw new Refusal('is a list in a form that is not edited', path);
      const lines = withEol(shift(blockItems([item]), dash[1]!), this.on.eol);
      this.write(insertBelow(this.on, this.on.nodes.end(last), lines));
    }
    (list as Plain[]).push(item);
  }

  private has(path: FieldPath): boolean {
    return valueAt(this.current, path) !== undefined;
  }

  private replace(path: FieldPath, value: Plain): void {
    const node = this.on.nodes.at(path);
    if (isScalar(node) && typeof value !== 'object' && node.range && node.range[0] < node.range[1]) {
      const [start, end] = node.range;
      this.write(this.source.slice(0, start) + this.quoted(node, value) + this.source.slice(end));
    } else {
      const { map, pair } = this.on.nodes.pair(path);
      const start = this.on.nodes.afterColon(pair);
      const end = this.on.nodes.end(pair);
      if (this.on.comments.between(start, end).length > 0)
        throw new Refusal('has comments inside that would be lost', path);
      const name = String(path[path.length - 1]);
      const indent = ' '.repeat(columnOf(this.on, this.on.nodes.start(pair)));
      const block = shift(blockPair(name, value), indent).slice(indent.length + scalarText(name).length + 1);
      const shown = map.flow === true ? ` ${flowText(value, 'json')}` : withEol(block, this.on.eol);
      this.write(this.source.slice(0, start) + shown + this.source.slice(end));
    }
    this.parentOf(path)[path[path.length - 1]!] = value;
  }

  private insert(path: FieldPath, { value, lines, raw }: Fragment, index?: number): void {
    const parent = path.slice(0, -1);
    const key = String(path[path.length - 1]);
    const holder = valueAt(this.current, parent);
    if (!isMapping(holder) && parent.length > 0 && holder !== null) {
      const name = String(parent[parent.length - 1]);
      if (holder !== undefined) throw new Refusal('is no mapping', parent);
      this.insert(parent, {
        value: { [key]: value },
        lines: `${scalarText(name)}:\n${shift(lines, '  ')}`,
        raw: raw === undefined ? undefined : `{${scalarText(key)}: ${raw}}`,
      });
      return;
    }
    if (holder === null) {
      const { pair, map } = this.on.nodes.pair(parent);
      if (map.flow === true) throw new Refusal('is null', parent);
      const indent = ' '.repeat(columnOf(this.on, this.on.nodes.start(pair)) + 2);
      this.write(insertBelow(this.on, this.on.nodes.afterColon(pair), withEol(shift(lines, indent), this.on.eol)));
      this.parentOf(parent)[parent[parent.length - 1]!] = { [key]: value };
      return;
    }
    const map = this.on.nodes.map(parent);
    const at = Math.min(index ?? map.items.length, map.items.length);
    this.write(
      map.flow === true || map.items.length === 0
        ? insertFlow(this.on, map, at, { value, key, raw })
        : insertLines(this.on, map, at, lines),
    );
    const held = holder as Changeable;
    const old = Object.entries(held);
    for (const [name] of old.slice(at)) Reflect.deleteProperty(held, name);
    held[key] = value;
    for (const [name, one] of old.slice(at)) held[name] = one;
  }

  /** Takes a pair out with the comments that were copied. It is looked for again, for the text may have changed before it. */
  private cut(path: FieldPath): void {
    const region = copyLines(this.on, this.on.nodes.pair(path).pair);
    if (!region) throw new Refusal('cannot be moved', path);
    this.write(this.source.slice(0, region.start) + this.source.slice(region.end));
    const holder = this.parentOf(path);
    Reflect.deleteProperty(holder, String(path[path.length - 1]));
    if (Object.keys(holder).length === 0 && path.length > 1) this.remove(path.slice(0, -1));
  }

  /** The outermost field that holds nothing else than this one. */
  private emptied(path: FieldPath): FieldPath {
    const parent = path.slice(0, -1);
    const holder = valueAt(this.current, parent);
    const alone = isMapping(holder) && Object.keys(holder).length === 1;
    return alone && parent.length > 0 && typeof parent[parent.length - 1] === 'string' ? this.emptied(parent) : path;
  }

  /** The text of a value that stands on one line and would be the same in braces. */
  private rawOf(pair: KeyedPair): string | undefined {
    const { value } = pair;
    const flow = isScalar(value) || ((isMap(value) || isSeq(value)) && value.flow === true);
    const [start, end] = value?.range ?? [0, 0];
    const raw = this.source.slice(start, end);
    const plainInBlock = isScalar(value) && value.type === 'PLAIN' && /[,[\]{}]/.test(raw);
    return flow && raw !== '' && !raw.includes('\n') && !plainInBlock ? raw : undefined;
  }

  private parentOf(path: FieldPath): Changeable {
    return valueAt(this.current, path.slice(0, -1)) as Changeable;
  }

  private quoted(node: Scalar, value: Plain): string {
    if (typeof value !== 'string' || node.type === 'QUOTE_DOUBLE') return JSON.stringify(value);
    return node.type === 'QUOTE_SINGLE' ? singleQuoted(value) : scalarText(value);
  }

  private get on(): Parsed {
    this.parsed ??= {
      text: this.source,
      nodes: new Nodes(this.source),
      comments: new Comments(this.source),
      eol: this.source.includes('\r\n') ? '\r\n' : '\n',
    };
    return this.parsed;
  }

  private write(text: string): void {
    if (text !== this.source) this.parsed = undefined;
    this.source = text;
  }
}
