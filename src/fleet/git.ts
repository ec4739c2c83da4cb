import { spawnSync } from 'child_process';
import * as path from 'path';

/** Thrown where git cannot say what a file was. */
export class GitError extends Error {}

/** What a commit of the repository that a folder is in says of files. */
export class Commit {
  private readonly root: string;
  private readonly id: string;

  /**
   * @param folder one of the repository
   * @param revision as git takes it, such as `origin/main` or `HEAD~1`
   * @throws `GitError` where there is no git, no repository or no such commit
   */
  public constructor(
    private readonly folder: string,
    private readonly revision: string,
  ) {
    const root = run(folder, ['rev-parse', '--show-toplevel']);
    if (root.status !== 0) throw new GitError(withoutRoot(folder, root.stderr));
    this.root = root.stdout.replace(/\n$/, '');
    const commit = run(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
    if (commit.status !== 0)
      throw new GitError(`git knows no revision '${revision}' in ${path.resolve(folder)}${this.hint()}`);
    this.id = commit.stdout.trim();
  }

  /** The path that a file had then: its own, or the one that git knows it was renamed from since. */
  public pathOf(file: string): string {
    const name = this.nameOf(file);
    const former = name === undefined || this.idOf(name) !== undefined ? undefined : this.renamed().get(name);
    return former === undefined ? file : path.join(this.root, former);
  }

  /**
   * The text of a file as it was, by its real path.
   *
   * @returns nothing where it was not there, or is not in this repository
   * @throws `GitError` where it was there and git cannot give it
   */
  public textOf(file: string): string | undefined {
    const name = this.nameOf(file);
    return name === undefined ? undefined : this.blob(name);
  }

  private nameOf(file: string): string | undefined {
    const name = path.relative(this.root, file).split(path.sep).join('/');
    return name.startsWith('../') || path.isAbsolute(name) ? undefined : name;
  }

  private idOf(name: string): string | undefined {
    const listed = run(this.root, ['ls-tree', '-z', this.id, '--', `:(literal)${name}`]);
    return /^\d+ blob ([0-9a-f]+)\t/.exec(listed.stdout)?.[1];
  }

  private blob(name: string): string | undefined {
    const id = this.idOf(name);
    if (id === undefined) return undefined;
    const { status, stdout, stderr } = run(this.root, ['cat-file', 'blob', id]);
    // A clone without all objects, which could not fetch this one.
    if (status !== 0) throw new GitError(`git has no ${name} of '${this.revision}': ${stderr.trim()}`);
    return stdout;
  }

  /** The former name of each file by its name now, of those that git knows. */
  private renamed(): Map<string, string> {
    const args = ['diff', '--name-status', '-z', '--find-renames', '--diff-filter=R', '--no-ext-diff', this.id];
    const { stdout } = run(this.root, [...args, '--', ':(glob)**/*.yaml', ':(glob)**/*.yml']);
    const words = stdout.split('\0');
    const pairs = Array.from({ length: Math.floor(words.length / 3) }, (_, index): [string, string] => [
      words[3 * index + 2]!,
      words[3 * index + 1]!,
    ]);
    return new Map(pairs);
  }

  private hint(): string {
    const { stdout } = run(this.folder, ['rev-parse', '--is-shallow-repository']);
    return stdout.trim() === 'true' ? ', which is a shallow clone: fetch the commit first' : '';
  }
}

function withoutRoot(folder: string, said: string): string {
  const place = path.resolve(folder);
  // Such as a repository of another user, which git will not read before it is told to.
  const [reason = ''] = said.split('\n');
  return reason.includes('not a git repository') ? `${place} is in no git repository` : `${place}: ${reason}`;
}

/** A hook has these of the commit that it runs for; here the folder says which repository is meant. */
const OF_HOOKS: readonly string[] = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX'];

interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(cwd: string, args: readonly string[]): Result {
  const ours = Object.entries(process.env).filter(([name]) => !OF_HOOKS.includes(name));
  // In English, for some of its words are told apart.
  const env = { ...Object.fromEntries(ours), LC_ALL: 'C' };
  const options = { cwd, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, env } as const;
  const { error, status, stdout, stderr } = spawnSync('git', args, options);
  if (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new GitError(code === 'ENOENT' ? 'git is not found' : `git cannot be run: ${code ?? error.message}`);
  }
  return { status, stdout, stderr };
}
