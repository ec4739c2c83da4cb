import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ConfigError } from '../../src/blueprint/problem';
import { Fleet } from '../../src/fleet/fleet';

/** A platform with few objects, so that a test renders it in no time. */
export const BASE = `target: { provider: aks, kubernetes: '1.34' }
pools:
  a100: { skus: [Standard_NC24ads_A100_v4], taint: gpu, limits: { gpus: 8 } }
devicePlugin: {}
`;

/** A folder with files, removed after the test. */
export class Place {
  public readonly dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'fleet-')));

  /** The path of a file. */
  public path(...names: string[]): string {
    return path.join(this.dir, ...names);
  }

  /** Writes a file and gives its path. */
  public write(name: string, text: string): string {
    fs.mkdirSync(path.dirname(this.path(name)), { recursive: true });
    fs.writeFileSync(this.path(name), text);
    return this.path(name);
  }

  /** The fleet of a text, with {@link BASE} as `platform.yaml` beside it. */
  public fleet(text: string, base = BASE): Fleet {
    this.write('platform.yaml', base);
    return Fleet.fromFile(this.write('fleet.yaml', text));
  }

  /** What is said of the text of a fleet.yaml, without the folder that it stands in. */
  public mistakes(text: string, base = BASE): string[] {
    try {
      this.fleet(text, base);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return this.short(error.message).split('\n');
    }
    return [];
  }

  /** A text without the path of this folder. */
  public short(text: string): string {
    return text.replaceAll(`${this.dir}/`, '');
  }

  /** Runs git here, with nobody's settings. */
  public git(...args: string[]): void {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
    const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
    const { status, stderr } = spawnSync('git', [...who, ...args], { cwd: this.dir, encoding: 'utf8', env });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  }

  public remove(): void {
    fs.rmSync(this.dir, { recursive: true, force: true });
  }
}

/** Every file below a folder with its text, in the order of their paths. */
export function contents(folder: string): Record<string, string> {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
  return Object.fromEntries(files.map((file) => [file, fs.readFileSync(path.join(folder, file), 'utf8')]));
}

/** Numbers from 0 to 1, the same for a seed at all times. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
