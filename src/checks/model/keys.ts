import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Document, Node } from 'yaml';
import type { YamlProblem } from '../manifest';
import type { DocumentText } from './documents';

/** What a parser that returns plain values cannot tell of the keys of a document. */
export interface KeyProblems {
  /** Every key that one mapping has twice, where it stands the second time. */
  readonly duplicates: readonly YamlProblem[];
  /** The first key that no JSON text can have. */
  readonly unusable?: YamlProblem;
}

/** Reads a document again with its nodes. It is slow, so it is asked only where something is wrong with a key. */
export function inspectKeys(source: DocumentText): KeyProblems {
  const lines = new LineCounter();
  const document = parseDocument(source.text, {
    lineCounter: lines,
    uniqueKeys: false,
    prettyErrors: false,
    strict: false,
  });
  const duplicates: YamlProblem[] = [];
  const unusable: YamlProblem[] = [];
  visit(document, {
    Map: (_key, map) => {
      const seen = new Set<string>();
      for (const pair of map.items) {
        const key = nodeOf(pair.key, document);
        const at = offsetOf(pair.key) ?? offsetOf(map) ?? 0;
        const line = source.line + lines.linePos(at).line - 1;
        const problem = unusableKey(key);
        if (problem !== undefined) {
          unusable.push({ message: problem, line });
          continue;
        }
        const name = String((key as { value: unknown }).value);
        if (seen.has(name) && name !== '<<') {
          duplicates.push({ message: `key ${JSON.stringify(name)} is given twice in one mapping`, line });
        }
        seen.add(name);
      }
    },
  });
  return { duplicates, ...(unusable[0] && { unusable: unusable[0] }) };
}

function unusableKey(key: unknown): string | undefined {
  if (isMap(key)) {
    const first = key.items[0]?.key;
    // `{{ .Values.name }}` is a mapping in a mapping to YAML.
    const template = isMap(first) || key.flow ? ', a template in {{ }} must be rendered first' : '';
    return `a key is a mapping, which no object can have${template}`;
  }
  if (isSeq(key)) return 'a key is a list, which no object can have';
  if (!isScalar(key) || key.value === null || key.value === undefined) return 'a key is null, which no object can have';
  return undefined;
}

function nodeOf(key: unknown, document: Document): unknown {
  return isAlias(key) ? key.resolve(document) : key;
}

function offsetOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

/** A cheap sign, without parsing, that a document may have a key that no JSON text can have. */
const ODD_KEY =
  /\{\s*[{[]|[\]}][ \t]*:(\s|$)|(^|[\s,{])\?\s|(^|[\s,{])(~|null|Null|NULL)[ \t]*:(\s|$)|^[ \t]*(-[ \t]+)*:(\s|$)|[{,]\s*:\s/m;

/** Whether it is worth while to ask {@link inspectKeys} of a document that was read without an error. */
export function mayHaveOddKeys(text: string): boolean {
  return ODD_KEY.test(text);
}
