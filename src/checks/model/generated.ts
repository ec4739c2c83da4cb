import * as path from 'path';

/**
 * What `PlatformApp` writes into a folder of tools, and `fleet synth` into the folder of a cluster: the files that are theirs, a line each,
 * and which of them are none of the cluster's manifests. What delivers a cluster may be of another one: Argo CD has its Applications where
 * it runs.
 */
const LISTS: Readonly<Record<string, (name: string) => boolean>> = {
  '.tool-files': () => true,
  '.fleet-files': (name) => !name.startsWith('manifests/'),
};

/** The tool file that lists what exists outside of the manifests. */
const EXTERNALS = 'externals.yaml';

/**
 * The files of a folder that this library has written beside manifests and that are none of them: lists, patches for objects of others, values, and
 * what an engine delivers them by.
 * They are known by the list that was written with them, and by nothing else: any other file of such a name is read, and has to be a
 * manifest.
 *
 * @param names the files in the folder
 * @param read reads one of them
 */
export function toolFilesIn(folder: string, names: readonly string[], read: (file: string) => string): string[] {
  return names.flatMap((list) => {
    if (!Object.hasOwn(LISTS, list)) return [];
    const isToolFile = LISTS[list]!;
    const lines = read(path.join(folder, list)).split('\n');
    return lines.filter((line) => line !== '' && isToolFile(line)).map((line) => path.join(folder, line));
  });
}

/** Whether a tool file is the list of what exists outside of the manifests. */
export function isExternalsFile(file: string): boolean {
  return path.basename(file) === EXTERNALS;
}
