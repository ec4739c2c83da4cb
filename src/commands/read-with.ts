import type { Manifest } from '../checks/manifest';
import { readPaths } from '../checks/model/read-paths';
import type { ProgressBar } from '../checks/report/progress-bar';
import { requireManifests } from './require-some';

/**
 * Reads the manifests of a command whose answer takes as long as its files, each file being a step of its bar.
 *
 * @returns the manifests, and what is called after each further step with the number of those
 * @throws `InputError` where a file cannot be used, or there is no manifest
 */
export function readWith(
  bar: ProgressBar,
  paths: readonly string[],
  exclude: readonly string[] | undefined,
): { readonly manifests: readonly Manifest[]; readonly step: (steps: number) => void } {
  let read = 0;
  const onFile = (files: number): void => {
    read = files;
    bar.step(files * 2);
  };
  const manifests = readPaths(paths, { exclude, onFile });
  requireManifests(paths, manifests, exclude);
  return {
    manifests,
    step: (steps) => {
      bar.step(read + steps);
    },
  };
}
