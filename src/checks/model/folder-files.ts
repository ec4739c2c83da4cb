import * as fs from 'fs';
import * as path from 'path';
import type { Exclude } from './exclude';
import { toolFilesIn } from './generated';
import { InputError } from './input-error';
import { hasPatches, KUSTOMIZATIONS } from './overlay';
import { unreadable } from './unreadable';

const EXTENSIONS = ['.yaml', '.yml', '.json'];

/** What is in a folder, at any depth. */
export interface FolderFiles {
  /** The files that are read as manifests, in the order of their names. */
  readonly manifests: readonly string[];
  /** The files that lists beside manifests call none. */
  readonly tools: readonly string[];
  /** What in it can be no input, each with the reason. */
  readonly errors: readonly InputError[];
}

/**
 * Every `.yaml`, `.yml` and `.json` file of a folder; hidden folders, `node_modules` and what is excluded are left out.
 *
 * @param read reads a list of the folder
 * @param parts whether files are wanted that only together make an object, such as those of an overlay of kustomize
 */
export function filesOfFolder(
  folder: string,
  exclude: Exclude,
  read: (file: string) => string,
  parts = false,
): FolderFiles {
  const listed = new Set<string>();
  const errors: InputError[] = [];
  const files = filesIn(folder);
  return {
    manifests: files.filter((file) => !listed.has(file)),
    tools: files.filter((file) => listed.has(file)),
    errors,
  };

  function filesIn(place: string): string[] {
    const entries = entriesOf(place).filter(({ name }) => {
      const file = path.join(place, name);
      return !exclude(file, path.relative(folder, file));
    });
    if (isChart(entries)) {
      const how = `'helm template ${place}' renders it to standard input, -, and --exclude leaves it out`;
      errors.push(new InputError(place, `is a chart of Helm and no manifest; ${how}`));
      return [];
    }
    const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    for (const file of toolFilesIn(place, names, read)) listed.add(file);
    if (!parts && isOverlay(place, names)) {
      const how = `'kubectl kustomize ${place}' renders it to standard input, -, and --exclude leaves it out`;
      errors.push(new InputError(place, `has patches of kustomize, which are no manifests; ${how}`));
      return [];
    }
    return entries.flatMap((entry) => {
      const file = path.join(place, entry.name);
      if (entry.isDirectory()) return entry.name.startsWith('.') || entry.name === 'node_modules' ? [] : filesIn(file);
      return EXTENSIONS.includes(path.extname(entry.name)) && isFile(file) ? [file] : [];
    });
  }

  /** What a tool is given beside manifests is no overlay of theirs. */
  function isOverlay(place: string, names: readonly string[]): boolean {
    const files = names.filter((name) => KUSTOMIZATIONS.includes(name)).map((name) => path.join(place, name));
    return files.some((file) => {
      if (listed.has(file)) return false;
      try {
        return hasPatches(read(file));
      } catch (error) {
        note(error);
        return false;
      }
    });
  }

  function entriesOf(place: string): fs.Dirent[] {
    try {
      return fs.readdirSync(place, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      note(unreadable(error, place));
      return [];
    }
  }

  /** Whether a name in a folder is a file, or a link to one; a pipe is passed over. */
  function isFile(file: string): boolean {
    try {
      const stat = fs.statSync(file, { throwIfNoEntry: false });
      if (!stat) errors.push(new InputError(file, 'is a link that leads nowhere'));
      return stat?.isFile() ?? false;
    } catch (error) {
      note(unreadable(error, file));
      return false;
    }
  }

  /** Who has thousands of files mends all that cannot be read at once. */
  function note(error: unknown): void {
    if (!(error instanceof InputError)) throw error;
    errors.push(error);
  }
}

/** A chart has its name in `Chart.yaml`; one without templates, such as a library's, is read as the files that it has. */
function isChart(entries: readonly fs.Dirent[]): boolean {
  return (
    entries.some((entry) => entry.name === 'Chart.yaml' && !entry.isDirectory()) &&
    entries.some((entry) => entry.name === 'templates' && entry.isDirectory())
  );
}
