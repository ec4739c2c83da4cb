import { isDeepStrictEqual } from 'util';
import { formatPath } from '../checks/field-path';
import type { FieldPath } from '../checks/field-path';
import { lineOf } from '../checks/model/lines';
import { parseManifests } from '../checks/model/parse';
import { isMapping } from '../facts/is-mapping';
import { editableDocuments } from './documents';
import type { EditableDocument } from './documents';
import type { Snapshot } from './edit/document-editor';
import type { DocumentEditor } from './edit/document-editor';
import type { Change, MigrateOptions, Migration, MigrationContext, Note } from './migration';
import { MIGRATIONS } from './migrations';
import { ObjectEditor } from './object-editor';
import type { Remark } from './object-editor';
import { Refusal } from './refusal';
import { hideSecrets } from '../checks/secret/hide-secrets';

/** A file as text. */
export interface TextFile {
  readonly file: string;
  readonly text: string;
}

/** What became of one file. */
export interface MigratedFile extends TextFile {
  /** The text after all migrations; the same text where nothing was to do. */
  readonly migrated: string;
  /** What changed which object, in the order of the file. */
  readonly changes: readonly Change[];
  /** What is to be known, in the order of the file. */
  readonly notes: readonly Note[];
}

interface Subject {
  readonly object: ObjectEditor;
  readonly document: EditableDocument;
  readonly file: OpenFile;
  /** Its name before any change. */
  readonly name: string;
  /** What changed it. Lines are looked for when all is done, document by document, for each look parses the document. */
  readonly changedBy: Set<Migration>;
  readonly said: { readonly by: Migration; readonly remark: Remark }[];
}

interface OpenFile extends TextFile {
  readonly documents: readonly EditableDocument[];
}

/**
 * Applies every migration to every object. Files are seen together, as what moves from one object to another may cross them.
 * Nothing is written; the texts are returned.
 *
 * @throws `InputError` where a file cannot be read as manifests
 */
export function migrate(files: readonly TextFile[], options: MigrateOptions): MigratedFile[] {
  const open = files.map(({ file, text }): OpenFile => ({
    file,
    text,
    documents: editableDocuments(text, file),
  }));
  const undo = new Map<DocumentEditor, Snapshot>();
  const touched = new Set<ObjectEditor>();
  const onTouch = (object: ObjectEditor): void => {
    touched.add(object);
    if (!undo.has(object.document)) undo.set(object.document, object.document.snapshot());
  };
  const subjects = open.flatMap((file) =>
    file.documents.flatMap((document) =>
      document.prefixes.map((prefix): Subject => {
        const object = new ObjectEditor(document.editor, prefix, onTouch);
        return { object, document, file, name: object.name, changedBy: new Set(), said: [] };
      }),
    ),
  );
  const byObject = new Map(subjects.map((subject) => [subject.object, subject]));
  const context: MigrationContext = { ...options, objects: subjects.map(({ object }) => object) };
  for (const migration of MIGRATIONS) {
    for (const subject of subjects) {
      if (migration.onlyWhereNothingIsLeft && isLeft(subject)) continue;
      undo.clear();
      touched.clear();
      if (!step(migration, subject, context, undo)) touched.clear();
      for (const object of touched) byObject.get(object)!.changedBy.add(migration);
      for (const object of new Set([subject.object, ...touched])) collect(byObject.get(object)!, migration);
    }
  }
  return open.map((file) => {
    const own = subjects.filter((subject) => subject.file === file);
    const migrated = assembled(file.text, file.documents);
    requireSame(migrated, file.file, own);
    return {
      file: file.file,
      text: file.text,
      migrated,
      changes: own.flatMap(changesOf),
      notes: own.flatMap(notesOf).sort((a, b) => a.line - b.line),
    };
  });
}

/** Applies one migration to one object. @returns whether it went through; if not, everything is as it was before */
function step(
  migration: Migration,
  { object }: Subject,
  context: MigrationContext,
  undo: Map<DocumentEditor, Snapshot>,
): boolean {
  try {
    migration.apply(object, context);
    for (const document of undo.keys()) document.verify();
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    for (const [document, snapshot] of undo) document.restore(snapshot);
    for (const other of context.objects) other.remarks = [];
    object.remarks = [{ severity: 'manual', path: object.own(error.path), message: error.message }];
    return false;
  }
}

function isLeft({ said }: Subject): boolean {
  return said.some(({ remark }) => remark.severity === 'manual');
}

function collect({ object, said }: Subject, by: Migration): void {
  for (const remark of object.remarks) said.push({ by, remark });
  object.remarks = [];
}

function changesOf(subject: Subject): Change[] {
  return [...subject.changedBy].map(({ id, title }) => ({
    migration: id,
    title,
    object: subject.name,
    line: lineIn(subject, []),
  }));
}

function notesOf(subject: Subject): Note[] {
  return subject.said.map(({ by, remark: { severity, path, message } }) => ({
    severity,
    migration: by.id,
    file: subject.file.file,
    line: lineIn(subject, path),
    object: subject.name,
    field: formatPath(path),
    message: hideSecrets(message),
  }));
}

function lineIn({ object, document }: Subject, path: FieldPath): number {
  return lineOf(document.source, [...document.place, ...object.full(path)]);
}

/** What is written holds the objects that the migrations made, and nothing else; anything else would be a defect here. */
function requireSame(text: string, file: string, subjects: readonly Subject[]): void {
  const found = parseManifests(text, file).map(({ object }) => object);
  const meant = subjects.map(({ object: { object } }, index) => {
    // In a list of one kind an item need not say it, and the reader does.
    const { apiVersion, kind } = found[index] ?? {};
    return isMapping(object) && !('kind' in object) && kind !== undefined ? { ...object, apiVersion, kind } : object;
  });
  if (!isDeepStrictEqual(found, meant))
    throw new Error(`${file}: the migrated text does not hold the migrated objects`);
}

/** The file with the texts of its documents as they are now. */
function assembled(text: string, documents: readonly EditableDocument[]): string {
  let result = '';
  let end = 0;
  for (const { editor, offset, length, padding } of documents) {
    result += text.slice(end, offset) + editor.text.slice(padding);
    end = offset + length;
  }
  return result + text.slice(end);
}
