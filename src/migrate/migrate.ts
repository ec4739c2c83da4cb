import { formatPath } from '../checks/field-path';
import { lineOf } from '../checks/model/lines';
import { editableDocuments } from './documents';
import type { EditableDocument } from './documents';
import type { Snapshot } from './edit/document-editor';
import type { DocumentEditor } from './edit/document-editor';
import type { Change, MigrateOptions, Migration, MigrationContext, Note } from './migration';
import { MIGRATIONS } from './migrations';
import { ObjectEditor } from './object-editor';
import { Refusal } from './refusal';

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
}

interface OpenFile extends TextFile {
  readonly documents: readonly EditableDocument[];
  readonly changes: Change[];
  readonly notes: Note[];
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
    changes: [],
    notes: [],
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
        return { object, document, file, name: object.name };
      }),
    ),
  );
  const byObject = new Map(subjects.map((subject) => [subject.object, subject]));
  const context: MigrationContext = { ...options, objects: subjects.map(({ object }) => object) };
  for (const migration of MIGRATIONS) {
    for (const subject of subjects) {
      undo.clear();
      touched.clear();
      if (!step(migration, subject, context, undo)) touched.clear();
      for (const object of touched) noteChange(byObject.get(object)!, migration);
      for (const object of new Set([subject.object, ...touched])) collect(byObject.get(object)!, migration);
    }
  }
  return open.map(({ file, text, documents, changes, notes }) => ({
    file,
    text,
    migrated: assembled(text, documents),
    changes: [...changes].sort((a, b) => a.line - b.line),
    notes: [...notes].sort((a, b) => a.line - b.line),
  }));
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

function noteChange({ object, document, file, name }: Subject, { id, title }: Migration): void {
  const line = lineOf(document.source, object.full([]));
  if (!file.changes.some((one) => one.migration === id && one.line === line))
    file.changes.push({ migration: id, title, object: name, line });
}

function collect({ object, document, file, name }: Subject, { id }: Migration): void {
  for (const { severity, path, message } of object.remarks) {
    const line = lineOf(document.source, object.full(path));
    file.notes.push({ severity, migration: id, file: file.file, line, object: name, field: formatPath(path), message });
  }
  object.remarks = [];
}

/** The file with the texts of its documents as they are now. */
function assembled(text: string, documents: readonly EditableDocument[]): string {
  let result = '';
  let end = 0;
  for (const { editor, source, offset } of documents) {
    result += text.slice(end, offset) + editor.text;
    end = offset + source.text.length;
  }
  return result + text.slice(end);
}
