import { documentsOf } from '../checks/model/documents';
import type { DocumentText } from '../checks/model/documents';
import { InputError } from '../checks/model/input-error';
import { jsonDocuments } from '../checks/model/json-text';
import { parseManifests } from '../checks/model/parse';
import { DocumentEditor } from './edit/document-editor';
import { load } from './edit/load';
import { isMapping } from './edit/render';

/** One document of a file that may be edited. */
export interface EditableDocument {
  readonly editor: DocumentEditor;
  /** Its text as it was, and its first line. */
  readonly source: DocumentText;
  /** Where it begins in the text of the file. */
  readonly offset: number;
  /** Where its objects stand in it: the document itself, or the items of a list. */
  readonly prefixes: readonly (readonly (string | number)[])[];
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
    if (typeof value.apiVersion === 'string' && value.apiVersion.startsWith('kustomize.config.k8s.io/')) continue;
    const editor = new DocumentEditor(source.text, json !== undefined, value);
    documents.push({ editor, source, offset, prefixes: prefixesOf(value) });
  }
  return documents;
}

function prefixesOf({ kind, items }: Readonly<Record<string, unknown>>): (string | number)[][] {
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items))
    return items.map((_, index) => ['items', index]);
  return [[]];
}
