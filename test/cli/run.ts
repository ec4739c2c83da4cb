import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const CLI = path.resolve(__dirname, '../../dist/lib/src/cli.js');

/** How a run of the command line ended. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with files, in which the compiled command line runs. */
export class Folder {
  public readonly dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cli-'));

  public constructor() {
    if (!fs.existsSync(CLI)) throw new Error('dist/lib/src/cli.js is missing: run npm run build first');
  }

  public path(file: string): string {
    return path.join(this.dir, file);
  }

  public write(file: string, content: string | Buffer): string {
    fs.mkdirSync(path.dirname(this.path(file)), { recursive: true });
    fs.writeFileSync(this.path(file), content);
    return file;
  }

  public run(args: readonly string[], input = ''): Outcome {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
      cwd: this.dir,
      encoding: 'utf8',
      input,
      maxBuffer: 256 * 1024 * 1024,
      timeout: 60_000,
    });
    return { code: status, stdout, stderr };
  }

  public remove(): void {
    fs.rmSync(this.dir, { recursive: true, force: true });
  }
}
