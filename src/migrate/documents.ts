import { isDeepStrictEqual } from 'util';
import type { FieldPath } from '../checks/field-path';
import { documentsOf } from '../checks/model/documents';
import type { DocumentText } from '../checks/model/documents';
import { InputError } from '../checks/model/input-error';
import { jsonDocuments } from '../checks/model/json-text';
import { listItems, parseManifests } from '../checks/model/parse';
import { DocumentEditor } from './edit/document-editor';
import { load } from './edit/load';
import { Nodes } from './edit/locate';
import { isMapping } from '../facts/is-mapping';
import { Refusal } from './refusal';

/** One document of a file, or one item of a list, that may be edited. */
export interface EditableDocument {
  readonly editor: DocumentEditor;
  /** The document as it was, with its first line. */
  readonly source: DocumentText;
  /** Where the text that is edited begins in the text of the file, and how long it was. */
  readonly offset: number;
  readonly length: number;
  /** How many blanks stand before the text in the editor that are not in the file. */
  readonly padding: number;
  /** Where its value stands in the document. */
  readonly place: FieldPath;
  /** Where its objects stand in that value. */
  readonly prefixes: readonly FieldPath[];
}

/**
 * Takes a file apart into its documents.
 *
 * @throws `InputError` where the file cannot be read as manifests
 */
export function editableDocuments(text: string, file: string): EditableDocument[] {
  // What every command refuses, this one refuses too, in the same words.
  for (const { origin } of parseManifests(text, file)) {
    const problem = origin.yamlProblems?.[0];
    if (problem) throw new InputError(`${file}:${problem.line}`, `${problem.message}; take one away first`);
  }
  const json = jsonDocuments(text);
  const sources = json?.map(({ source }) => source) ?? documentsOf(text, file);
  const documents: EditableDocument[] = [];
  let end = 0;
  for (const source of sources) {
    const offset = text.indexOf(source.text, end);
    end = offset + source.text.length;
    const value = load(source.text, json !== undefined);
    if (!isMapping(value)) continue;
    const { apiVersion } = value;
    if (typeof apiVersion === 'string' && apiVersion.startsWith('kustomize.config.k8s.io/')) continue;
    const items = listItems(value);
    const each = items && editItems(source, offset, items, json !== undefined);
    if (each) documents.push(...each);
    else {
      const editor = new DocumentEditor(source.text, json !== undefined, value);
      const prefixes = items?.map((_, index) => ['items', index]) ?? [[]];
      documents.push({ editor, source, offset, length: source.text.length, padding: 0, place: [], prefixes });
    }
  }
  return documents;
}

/**
 * Each item of a list as a document of its own, so that a list of a whole cluster is not read again for each change. What stands before an
 * item on its line becomes blanks, so that its lines have their columns.
 *
 * @returns `undefined` where an item does not stand for itself, as one with an alias of another
 */
function editItems(
  source: DocumentText,
  offset: number,
  items: readonly unknown[],
  json: boolean,
): EditableDocument[] | undefined {
  try {
    const nodes = new Nodes(source.text);
    const found = nodes.seq(['items']);
    return found.items.map((node, index) => {
      const start = nodes.start(node);
      const restOfLine = /^[ \t]*(#[^\r\n]*)?(?=\r?\n|$)/.exec(source.text.slice(nodes.end(node)));
      const end = nodes.end(node) + (restOfLine?.[0].length ?? 0);
      const padding = source.text.slice(nodes.lineStart(start), start).replace(/\S/g, ' ');
      const text = padding + source.text.slice(start, end);
      const value = load(text, json);
      if (!isDeepStrictEqual(value, items[index])) throw new Refusal('is no document of its own');
      const editor = new DocumentEditor(text, json, value);
      const place = ['items', index];
      return {
        editor,
        source,
        offset: offset + start,
        length: end - start,
        padding: padding.length,
        place,
        prefixes: [[]],
      };
    });
  } catch {
    return undefined;
  }
}
