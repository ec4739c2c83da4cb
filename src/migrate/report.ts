import * as path from 'path';
import { count } from '../facts/count';
import type { MigratedFile } from './migrate';
import type { Note } from './migration';
import { unifiedDiff } from './unified-diff';

/** What a report says of all files. */
export interface Summary {
  readonly changed: number;
  readonly warnings: number;
  readonly manual: number;
}

/** Counts what was found. */
export function summaryOf(files: readonly MigratedFile[]): Summary {
  const notes = files.flatMap((one) => one.notes);
  return {
    changed: files.filter(({ text, migrated }) => text !== migrated).length,
    warnings: notes.filter(({ severity }) => severity === 'warning').length,
    manual: notes.filter(({ severity }) => severity === 'manual').length,
  };
}

/** For people, and for `git apply`, which passes over what stands below the differences. */
export function toText(files: readonly MigratedFile[], written: boolean): string {
  const { changed, warnings, manual } = summaryOf(files);
  const notes = files.flatMap((one) => one.notes).map(noteText);
  if (changed === 0 && notes.length === 0) return `${count(files.length, 'file')}, all current\n`;
  const shown = written
    ? files.filter(({ text, migrated }) => text !== migrated).map((one) => `${one.file}: ${changesText(one)}\n`)
    : files.map(({ file, text, migrated }) => unifiedDiff(diffName(file), text, migrated));
  const verb = written ? 'changed' : `would change`;
  const summary = `${count(changed, 'file')} ${verb}, ${count(warnings, 'warning')}, ${manual} left for you`;
  const parts = [shown.join(''), notes.map((note) => `${note}\n`).join(''), `${summary}\n`];
  return parts.filter((part) => part !== '').join('\n');
}

/** For programs. The fields are those of the text report. */
export function toJson(files: readonly MigratedFile[], written: boolean): unknown {
  return {
    written,
    summary: summaryOf(files),
    files: files.map(({ file, text, migrated, changes, notes }) => ({
      file,
      changed: text !== migrated,
      diff: unifiedDiff(diffName(file), text, migrated),
      changes,
      notes,
    })),
  };
}

function noteText({ severity, file, line, object, field, message, migration }: Note): string {
  const what = severity === 'manual' ? 'left for you' : 'warning';
  return `${what}: ${file}:${line} ${object}${field === '' ? '' : ` ${field}`}\n  ${message} (${migration})`;
}

function changesText({ changes }: MigratedFile): string {
  return [...new Set(changes.map(({ migration }) => migration))].join(', ');
}

/** A patch names files from its folder on. */
function diffName(file: string): string {
  return file === '-' ? 'stdin' : path.normalize(file).replace(/^\/+/, '').replace(/\\/g, '/');
}
