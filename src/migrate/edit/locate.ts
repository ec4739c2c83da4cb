import { isAlias, isMap, isPair, isScalar, isSeq, parseDocument } from 'yaml';
import type { Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { FieldPath } from '../../checks/field-path';
import { Refusal } from '../refusal';

/** A pair whose key is one scalar, as all keys of manifests are. */
export type KeyedPair = Pair<Scalar, Node | null>;

/** The nodes of one text, with the offsets at which they stand. */
export class Nodes {
  private readonly root: unknown;

  public constructor(private readonly text: string) {
    this.root = parseDocument(text, {
      uniqueKeys: false,
      prettyErrors: false,
      strict: false,
      keepSourceTokens: true,
    }).contents;
  }

  /**
   * The node at a path.
   *
   * @throws `Refusal` where the path leads through an alias, or does not lead to a node of the text itself
   */
  public at(path: FieldPath): Node | null {
    let node = this.root as Node | null;
    for (const [index, key] of path.entries()) {
      const here = path.slice(0, index + 1);
      if (isMap(node)) node = pairOf(node, String(key), here).value;
      else if (isSeq(node) && typeof key === 'number') node = (node.items[key] ?? null) as Node | null;
      else throw new Refusal('the text has no such field of its own', here);
      if (isAlias(node))
        throw new Refusal('is an alias of YAML; write out what it stands for, and run this again', here);
    }
    return node;
  }

  /** The mapping at a path. @throws `Refusal` where there is none */
  public map(path: FieldPath): YAMLMap<Scalar, Node | null> {
    const node = this.at(path);
    if (!isMap(node)) throw new Refusal('is no mapping', path);
    return node as YAMLMap<Scalar, Node | null>;
  }

  /** The list at a path. @throws `Refusal` where there is none */
  public seq(path: FieldPath): YAMLSeq<Node> {
    const node = this.at(path);
    if (!isSeq(node)) throw new Refusal('is no list', path);
    return node as YAMLSeq<Node>;
  }

  /** The pair at a path, and its place in its mapping. @throws `Refusal` where there is none */
  public pair(path: FieldPath): { map: YAMLMap<Scalar, Node | null>; index: number; pair: KeyedPair } {
    const map = this.map(path.slice(0, -1));
    const pair = pairOf(map, String(path[path.length - 1]), path);
    return { map, pair, index: map.items.indexOf(pair) };
  }

  /** Where the text of a pair or a node begins, its anchor and tag included. */
  public start(item: KeyedPair | Node): number {
    if (isPair(item)) {
      const key = item.key;
      return this.start(key);
    }
    const from = (item.range ?? [0, 0, 0])[0];
    const properties = /((&|!)[^\s,[\]{}]*[ \t]+)+$/.exec(this.text.slice(this.lineStart(from), from));
    return properties ? from - properties[0].length : from;
  }

  /** Where the text of a pair or a node ends: before the blanks and the comment that follow it. */
  public end(item: KeyedPair | Node): number {
    if (isPair(item)) return item.value === null ? this.afterColon(item) : this.endOfValue(item);
    if ((isMap(item) || isSeq(item)) && item.flow !== true) {
      const last = item.items[item.items.length - 1] as KeyedPair | Node | undefined;
      if (last) return this.end(last);
    }
    const end = (item.range ?? [0, 0, 0])[1];
    const blockScalar = isScalar(item) && (item.type === 'BLOCK_LITERAL' || item.type === 'BLOCK_FOLDED');
    if (!blockScalar) return end;
    const start = (item.range ?? [0, 0, 0])[0];
    return start + this.text.slice(start, end).trimEnd().length;
  }

  /** Where the line of an offset begins. */
  public lineStart(offset: number): number {
    return this.text.lastIndexOf('\n', offset - 1) + 1;
  }

  private endOfValue(pair: KeyedPair): number {
    const value = pair.value!;
    // A key without a value has an empty scalar somewhere behind its colon.
    const [start, end] = value.range ?? [0, 0];
    return isScalar(value) && start === end ? this.afterColon(pair) : this.end(value);
  }

  /** Where the colon of a pair ends. */
  public afterColon(pair: KeyedPair): number {
    const from = (pair.key.range ?? [0, 0, 0])[1];
    const colon = this.text.indexOf(':', from);
    if (colon < 0 || /[^\s]/.test(this.text.slice(from, colon)))
      throw new Refusal('a key stands in a form that is not edited');
    return colon + 1;
  }
}

function pairOf(map: YAMLMap, name: string, path: FieldPath): KeyedPair {
  const found = map.items.filter(({ key }) => isScalar(key) && String(key.value) === name) as KeyedPair[];
  if (found.length === 1) return found[0]!;
  const merged = map.items.some(({ key }) => isScalar(key) && key.value === '<<');
  if (found.length > 1) throw new Refusal('is given twice in one mapping', path);
  throw new Refusal(
    merged
      ? 'comes from a merge key (<<) of YAML; write it out, and run this again'
      : 'the text has no such field of its own',
    path,
  );
}
