import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

const ROOT = path.resolve(__dirname, '../../../..');

/** The compiled `PlatformApp`, made once a test file and removed with {@link removeCompiled}. */
export interface Compiled {
  /** What a plain JavaScript app requires. */
  readonly platformApp: string;
  readonly target: string;
  /** Whose `node_modules` the app uses. */
  readonly root: string;
}

let dir: string | undefined;

/**
 * Compiles with the project's own settings, but only what `PlatformApp` needs, so that the sources of now are tested
 * whatever `dist/lib` holds. It stays inside the checkout, where the packages are found.
 */
export function compile(): Compiled {
  if (!dir) {
    fs.mkdirSync(path.join(ROOT, '.cache'), { recursive: true });
    dir = fs.mkdtempSync(path.join(ROOT, '.cache', 'compiled-'));
    const tsconfig = {
      extends: path.join(ROOT, 'tsconfig.json'),
      compilerOptions: { rootDir: ROOT, outDir: dir, declaration: false },
      files: [path.join(ROOT, 'src/core/platform-app.ts')],
      include: [],
    };
    fs.writeFileSync(path.join(dir, 'tsconfig.json'), JSON.stringify(tsconfig));
    const tsc = require.resolve('typescript/bin/tsc');
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', dir], { cwd: ROOT, encoding: 'utf8' });
    if (status !== 0) throw new Error(stdout);
  }
  return {
    platformApp: path.join(dir, 'src/core/platform-app.js'),
    target: path.join(dir, 'src/facts/target.js'),
    root: ROOT,
  };
}

export function removeCompiled(): void {
  if (dir) fs.rmSync(dir, { recursive: true, force: true });
  dir = undefined;
}
