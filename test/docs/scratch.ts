import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { run } from '../../src/commands/run';
import { ROOT } from './blocks';

/** How a command ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a page may name: a copy of what is committed, so that nothing of the checkout is written. */
const COMMITTED = [
  'dist/manifests',
  'dist/tools',
  'dist/kind',
  'dist/platform.schema.json',
  'dist/fleet.schema.json',
  'examples',
  'platform.yaml',
  'cdk8s.yaml',
];

/** A folder in which the commands of a page run, as in a checkout of this repository. */
export class Scratch {
  public readonly dir = fs.mkdtempSync(path.join(os.tmpdir(), 'docs-'));

  public constructor() {
    for (const name of COMMITTED) fs.cpSync(path.join(ROOT, name), this.path(name), { recursive: true });
  }

  public path(name: string): string {
    return path.join(this.dir, name);
  }

  public write(name: string, text: string): void {
    fs.mkdirSync(path.dirname(this.path(name)), { recursive: true });
    fs.writeFileSync(this.path(name), text);
  }

  public read(name: string): string {
    return fs.readFileSync(this.path(name), 'utf8');
  }

  public has(name: string): boolean {
    return fs.existsSync(this.path(name));
  }

  /** Makes it a git repository, in which everything is committed and pushed. */
  public commit(): void {
    const user = '-c user.name=docs -c user.email=docs@example.com';
    const { code, stderr } = this.shell(
      `git init -q -b main . && git add . && git ${user} commit -qm all && git update-ref refs/remotes/origin/main HEAD`,
    );
    if (code !== 0) throw new Error(stderr);
  }

  /** Runs a line by a shell. */
  public shell(line: string): Outcome {
    const { status, stdout, stderr } = spawnSync('bash', ['-ec', line], { cwd: this.dir, encoding: 'utf8' });
    return { code: status ?? -1, stdout, stderr };
  }

  /** Runs a command of this package in this process: a process each would take a minute for all pages. */
  public cli(words: readonly string[]): Outcome {
    const output = { stdout: '', stderr: '' };
    const spies = (['stdout', 'stderr'] as const).map((stream) =>
      jest.spyOn(process[stream], 'write').mockImplementation((text) => {
        output[stream] += String(text);
        return true;
      }),
    );
    const cwd = process.cwd();
    process.chdir(this.dir);
    try {
      const code = run(words);
      return { code, ...output };
    } finally {
      process.chdir(cwd);
      for (const spy of spies) spy.mockRestore();
    }
  }

  public remove(): void {
    fs.rmSync(this.dir, { recursive: true, force: true });
  }
}
