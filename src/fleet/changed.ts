import * as fs from 'fs';
import * as path from 'path';
import { ConfigError } from '../blueprint/problem';
import { Fleet } from './fleet';
import { Commit } from './git';
import { readFleet } from './read-fleet';

/** What differs between the fleet at a commit and that of now. */
export interface ChangedClusters {
  /** Those that are new, and those whose configuration, delivery or prerequisites differ, in the order of the fleet. */
  readonly changed: readonly string[];
  /** Those that the fleet had and has no longer. */
  readonly left: readonly string[];
}

/**
 * The clusters for which something else holds than at a commit of the repository. What is on the disk counts, committed or not; the commit
 * may be of any branch. What a new release of this library would render differently is none of it.
 *
 * @param file the path of the fleet.yaml
 * @param revision as git takes it, such as `origin/main` or `HEAD~1`
 * @throws `GitError` where git cannot say what the files were; `ConfigError` where the fleet of today cannot be used
 */
export function changedSince(file: string, revision: string, now: Fleet = Fleet.fromFile(file)): ChangedClusters {
  const commit = new Commit(path.dirname(realPath(file)), revision);
  let then: Fleet;
  try {
    const real = realPath(file);
    const former = commit.pathOf(real);
    then = new Fleet(readFleet(former === real ? file : former, (name) => textAt(commit, revision, name)));
  } catch (error) {
    // What was not there, or could not be used, rendered nothing.
    if (error instanceof ConfigError) return { changed: now.clusters, left: [] };
    throw error;
  }
  return {
    changed: now.clusters.filter((cluster) => now.digestOf(cluster) !== then.digestOf(cluster)),
    left: then.clusters.filter((cluster) => !now.clusters.includes(cluster)),
  };
}

/** @throws `ConfigError` where the file was not there, as for one that is not on the disk */
function textAt(commit: Commit, revision: string, file: string): string {
  const text = commit.textOf(realPath(file));
  if (text === undefined) throw new ConfigError([{ path: [], message: `is not in git at ${revision}` }], file);
  return text;
}

/** The real path of a file that may be gone, for git follows no links. */
function realPath(file: string): string {
  if (fs.existsSync(file)) return fs.realpathSync(file);
  const whole = path.resolve(file);
  return path.join(realPath(path.dirname(whole)), path.basename(whole));
}
