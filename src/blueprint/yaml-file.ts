import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import { ConfigError } from './problem';
import type { ConfigPath, ConfigProblem } from './problem';
import { syntaxProblems } from './yaml-errors';

/** A place in a file, from 1. */
export interface Place {
  /** The line, from 1. */
  readonly line: number;
  /** The column in the line, from 1. */
  readonly column: number;
}

/** Keys that JavaScript has a meaning of its own for. */
const RESERVED: readonly unknown[] = ['constructor', '__proto__'];

/** One YAML document with the place of each of its keys. */
export class YamlFile {
  /** What it says, as plain data. */
  public readonly value: unknown;

  private readonly document: Document.Parsed;
  private readonly lines = new LineCounter();

  /**
   * @param name what messages call the file
   * @param text what is in it
   * @throws `ConfigError` with every place where it is no YAML, has a key twice or a reserved one, or an alias that leads nowhere
   */
  public constructor(
    public readonly name: string,
    text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false, logLevel: 'error' });
    const errors = syntaxProblems(this.document.errors, text);
    const problems = errors.length > 0 ? errors : mistakesOf(this.document);
    if (problems.length > 0) {
      throw new ConfigError(
        problems.map(({ offset, message }) => ({ path: [], message, ...this.at(offset) })),
        name,
      );
    }
    try {
      this.value = this.document.toJS();
    } catch {
      const message = 'has too many aliases of aliases, write out what they stand for';
      throw new ConfigError([{ path: [], message }], name);
    }
  }

  /** Where a key stands, or the innermost of its parents that does. */
  public place(path: ConfigPath): Place {
    let node: unknown = this.document.contents;
    let offset = isNode(node) ? node.range?.[0] : undefined;
    for (const key of path) {
      if (isAlias(node)) node = node.resolve(this.document);
      const found = child(node, key);
      if (!found) break;
      offset = found.offset ?? offset;
      node = found.node;
    }
    return this.at(offset ?? 0);
  }

  /** The problem with its place in this file. */
  public error(problem: ConfigProblem): ConfigError {
    return new ConfigError([{ ...problem, ...this.place(problem.path) }], this.name);
  }

  private at(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    return { line, column: col };
  }
}

function child(node: unknown, key: string | number): { readonly offset?: number; readonly node: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((one) => isScalar(one.key) && String(one.key.value) === String(key));
    if (!pair) return undefined;
    return { offset: (pair.key as { range?: [number, number, number] | null }).range?.[0], node: pair.value };
  }
  const item: unknown = isSeq(node) ? node.items[Number(key)] : undefined;
  return isNode(item) ? { offset: item.range?.[0], node: item } : undefined;
}

function mistakesOf(document: Document.Parsed): { offset: number; message: string }[] {
  const mistakes: { offset: number; message: string }[] = [];
  visit(document, {
    Pair: (_, { key }) => {
      if (!isScalar(key) || !RESERVED.includes(key.value)) return;
      const message = `key ${String(key.value)} is not allowed, JavaScript reserves it`;
      mistakes.push({ offset: key.range?.[0] ?? 0, message });
    },
    Alias: (_, alias, ancestors) => {
      const target = alias.resolve(document);
      if (target !== undefined && !ancestors.includes(target)) return;
      const problem = target === undefined ? 'has no anchor before it' : 'stands within its own anchor';
      mistakes.push({ offset: alias.range?.[0] ?? 0, message: `alias *${alias.source} ${problem}` });
    },
  });
  return mistakes;
}
