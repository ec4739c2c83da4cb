import { Target } from '../../src/facts/target';
import { migrate } from '../../src/migrate/migrate';
import type { MigratedFile } from '../../src/migrate/migrate';
import type { MigrateOptions } from '../../src/migrate/migration';

/** Migrates one file, for Kubernetes 1.34 where nothing else is given. */
export function run(text: string, options: Partial<MigrateOptions> = {}, file = 'a.yaml'): MigratedFile {
  return migrate([{ file, text }], { target: Target.generic('1.34'), ...options })[0]!;
}

/** Its text afterwards. */
export function migrated(text: string, options: Partial<MigrateOptions> = {}): string {
  return run(text, options).migrated;
}

/** Its notes, a line each. */
export function notes(text: string, options: Partial<MigrateOptions> = {}): string[] {
  return run(text, options).notes.map(
    ({ severity, line, object, field, message }) => `${severity} ${line} ${object} ${field}: ${message}`,
  );
}
