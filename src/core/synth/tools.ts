import * as fs from 'fs';
import * as path from 'path';
import type { ToolFile } from '../tool-file';
import { isInside } from './inside';
import type { Folder, TextFile } from './write';

/**
 * Lists what a synthesis that prunes has written into the folder of tools, one path a line. Manifests are known by the end of their
 * names; tool files have any name, and a file of another origin in that folder must stay.
 */
const LIST = '.tool-files';

/** Where tool files go unless an app says otherwise: beside the output directory. */
export function defaultToolsOutdir(outdir: string): string {
  return path.join(path.dirname(path.resolve(outdir)), 'tools');
}

/**
 * The folder of tools of an app, with its list where the app prunes; `undefined` where there is nothing to write.
 *
 * @throws where the folder is the output directory or inside of it, whose files are taken for manifests
 */
export function toolsFolder(
  tools: readonly ToolFile[],
  outdir: string,
  toolsOutdir: string,
  prune: boolean,
): Folder | undefined {
  const files: TextFile[] = tools.map((file) => ({ path: file.name, text: file.toText() }));
  if (files.length === 0) return undefined;
  const [parent, child] = [path.resolve(outdir), path.resolve(toolsOutdir)];
  if (child === parent || child.startsWith(parent + path.sep)) {
    throw new Error(
      `toolsOutdir is '${toolsOutdir}', allowed are directories outside of outdir '${outdir}', whose files are taken for manifests`,
    );
  }
  if (prune) files.push({ path: LIST, text: files.map((file) => `${file.path}\n`).join('') });
  return { outdir: toolsOutdir, files };
}

/** The tool files of an earlier synthesis, as its list has them. Read before a new list is written. */
export function earlierToolFiles(toolsOutdir: string): string[] {
  const list = path.join(toolsOutdir, LIST);
  if (!fs.existsSync(list)) return [];
  const names = fs.readFileSync(list, 'utf8').split('\n');
  // A list that was edited cannot make this remove a file elsewhere.
  return names.filter((name) => name !== '' && !path.isAbsolute(name) && !name.split('/').includes('..'));
}

/** Removes those of an earlier synthesis that this one did not write, and the folders that this empties. */
export function pruneToolFiles(toolsOutdir: string, earlier: readonly string[], written: readonly TextFile[]): void {
  const keep = new Set(written.map((file) => file.path));
  const gone = written.length === 0 && earlier.length > 0 ? [...earlier, LIST] : earlier;
  for (const name of gone.filter((one) => !keep.has(one))) {
    const file = path.join(toolsOutdir, name);
    if (!isInside(toolsOutdir, name) || !fs.lstatSync(file).isFile()) continue;
    fs.rmSync(file);
    removeEmpty(path.dirname(file), path.resolve(toolsOutdir));
  }
}

function removeEmpty(folder: string, top: string): void {
  for (let at = path.resolve(folder); at.startsWith(top); at = path.dirname(at)) {
    if (fs.readdirSync(at).length > 0) return;
    fs.rmdirSync(at);
  }
}
