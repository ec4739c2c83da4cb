import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { ConfigError } from '../blueprint/problem';
import { Fleet } from './fleet';
import { readFleet } from './read-fleet';

/** Thrown where git cannot say what a file was. */
export class GitError extends Error {}

/**
 * The clusters for which something else holds than at a revision of the repository: those that are new, and those whose configuration,
 * delivery or prerequisites differ. What a new release of this library would render differently is none of it.
 *
 * @param file the path of the fleet.yaml
 * @param revision as git takes it, such as `origin/main` or `HEAD~1`
 * @throws `GitError` where there is no git, no repository or no such revision; `ConfigError` where the fleet of today cannot be used
 */
export function changedSince(file: string, revision: string, now: Fleet = Fleet.fromFile(file)): string[] {
  const folder = path.dirname(file);
  requireCommit(folder, revision);
  let then: Fleet;
  try {
    then = new Fleet(readFleet(file, (name) => textAt(folder, revision, name)));
  } catch (error) {
    // What was not there, or could not be used, rendered nothing.
    if (error instanceof ConfigError) return [...now.clusters];
    throw error;
  }
  return now.clusters.filter((cluster) => now.digestOf(cluster) !== then.digestOf(cluster));
}

function requireCommit(folder: string, revision: string): void {
  git(folder, ['rev-parse', '--git-dir'], () => `${path.resolve(folder)} is in no git repository`);
  const commit = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  git(folder, commit, () => `git knows no revision '${revision}' in ${path.resolve(folder)}`);
}

/** @throws `ConfigError` where the file was not there, as for one that is not on the disk */
function textAt(folder: string, revision: string, file: string): string {
  // git takes a path for one from the root of the repository unless it begins with a dot.
  const name = path.relative(
    fs.realpathSync(folder),
    path.join(fs.realpathSync(path.dirname(file)), path.basename(file)),
  );
  const result = run(folder, ['show', '--end-of-options', `${revision}:./${name.split(path.sep).join('/')}`]);
  if (result.status === 0) return result.stdout;
  throw new ConfigError([{ path: [], message: `is not in git at ${revision}` }], file);
}

function git(folder: string, args: readonly string[], problem: () => string): void {
  if (run(folder, args).status !== 0) throw new GitError(problem());
}

function run(cwd: string, args: readonly string[]): { readonly status: number | null; readonly stdout: string } {
  const { error, status, stdout } = spawnSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  if (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new GitError(code === 'ENOENT' ? 'git is not found' : `git cannot be run: ${code ?? error.message}`);
  }
  return { status, stdout };
}
