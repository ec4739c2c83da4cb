import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const ROOT = path.resolve(__dirname, '../..');

/** What a consumer has beside the package, in the versions that this repository is developed with. */
const PEERS = ['cdk8s', 'cdk8s-plus-27', 'constructs'];

/** What a command did. */
interface Outcome {
  readonly status: number;
  readonly output: string;
}

/** Someone else's empty folder into which this package is installed from its tarball, as from a registry. */
export class Consumer {
  public readonly dir = fs.mkdtempSync(path.join(os.tmpdir(), 'consumer-'));
  /** Bytes of the tarball. */
  public readonly tarballSize: number;

  public constructor() {
    if (!fs.existsSync(path.join(ROOT, 'dist/lib/src/index.js'))) {
      throw new Error('dist/lib is missing, and nothing can be packed without it: run npm run build first');
    }
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'];
    // The folder is said by `--prefix`, because npm that `npm test` starts can take this repository for it.
    const npm = (...args: string[]): void => void this.exec('npm', [...args, '--prefix', this.dir, ...quiet]);
    const staged = this.stage();
    execFileSync('npm', ['pack', staged, '--pack-destination', this.dir, ...quiet], { cwd: this.dir, stdio: 'pipe' });
    fs.rmSync(staged, { recursive: true });
    const tarball = fs.readdirSync(this.dir).find((file) => file.endsWith('.tgz'))!;
    this.tarballSize = fs.statSync(path.join(this.dir, tarball)).size;
    this.write('package.json', '{ "private": true }');
    npm('install', `./${tarball}`, ...peers(), '--prefer-offline', '--omit=optional');
  }

  /** What `prepack` leaves, in a folder of its own: other tests use `dist/lib` at the same time. */
  private stage(): string {
    const staged = path.join(this.dir, 'staged');
    for (const part of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'docs', 'imports', 'dist', 'src'])
      fs.cpSync(path.join(ROOT, part), path.join(staged, part), { recursive: true });
    const outDir = path.join(staged, 'dist/lib');
    execFileSync('npm', ['run', '--silent', 'strip', '--', '--outDir', outDir], { cwd: ROOT, stdio: 'pipe' });
    for (const step of ['.ci/lazy-index.mjs', 'test/release/declarations.mjs', 'test/release/rule-pages.mjs'])
      execFileSync(process.execPath, [path.join(ROOT, step), outDir]);
    return staged;
  }

  /** Where the package is installed. */
  public get installed(): string {
    return path.join(this.dir, 'node_modules/cdk8s-ml-platform');
  }

  /** The files of the installed package with their sizes, by path with `/`. */
  public get files(): ReadonlyMap<string, number> {
    const files = fs
      .readdirSync(this.installed, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile());
    return new Map(
      files.map((entry) => {
        const file = path.join(entry.parentPath, entry.name);
        return [path.relative(this.installed, file).split(path.sep).join('/'), fs.statSync(file).size];
      }),
    );
  }

  public write(file: string, text: string): void {
    fs.writeFileSync(path.join(this.dir, file), text);
  }

  public read(file: string): string {
    return fs.readFileSync(path.join(this.dir, file), 'utf8');
  }

  /** Runs a file of the folder and returns what it prints. */
  public node(file: string): string {
    return this.exec(process.execPath, [file]);
  }

  /** Checks files of the folder with this repository's TypeScript. */
  public tsc(...args: string[]): Outcome {
    try {
      return {
        status: 0,
        output: this.exec(process.execPath, [require.resolve('typescript/bin/tsc'), '--noEmit', ...args]),
      };
    } catch (error) {
      const { status, stdout } = error as { status: number; stdout: string };
      return { status, output: stdout };
    }
  }

  public remove(): void {
    fs.rmSync(this.dir, { recursive: true, force: true });
  }

  private exec(program: string, args: readonly string[]): string {
    return execFileSync(program, args, { cwd: this.dir, encoding: 'utf8', stdio: 'pipe' });
  }
}

function peers(): string[] {
  const { devDependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  return PEERS.map((name) => `${name}@${devDependencies[name]}`);
}
