// What `npm pack` would put into the tarball after `prepack`, in a folder of its own: `dist/lib` stays as it is.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Nothing here asks a registry: a version that is out already is for `npm publish` itself to refuse. */
const OFFLINE = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'];

/** Runs a program and gives what it prints; where it fails, that is the error. */
export function run(command, args, cwd = ROOT) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')} failed\n${stdout}${stderr}`);
  return stdout;
}

/** Runs a tool of this repository. */
export const tool = (file, args, cwd) => run(process.execPath, [join(ROOT, 'node_modules', file), ...args], cwd);

/** A folder as `prepack` leaves this one, with the notes of changes beside. */
export function stage() {
  const dir = mkdtempSync(join(tmpdir(), 'release-'));
  for (const part of [
    'package.json',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
    '.changeset',
    'docs',
    'imports',
    'src/facts',
  ])
    if (existsSync(join(ROOT, part))) cpSync(join(ROOT, part), join(dir, part), { recursive: true });
  for (const schema of readdirSync(join(ROOT, 'dist')).filter((file) => file.endsWith('.schema.json')))
    cpSync(join(ROOT, 'dist', schema), join(dir, 'dist', schema));
  const outDir = join(dir, 'dist/lib');
  tool('typescript/bin/tsc', ['-p', 'tsconfig.json', '--outDir', outDir]);
  tool('typescript/bin/tsc', ['-p', 'tsconfig.json', '--outDir', outDir, '--removeComments', '--declaration', 'false']);
  for (const step of ['.ci/lazy-index.mjs', 'test/release/declarations.mjs', 'test/release/rule-pages.mjs'])
    run(process.execPath, [join(ROOT, step), outDir]);
  return dir;
}

/** Packs a folder; the path of the tarball, its bytes, those of what is in it, and its files. */
export function pack(dir) {
  const told = run('npm', ['pack', '--json', '--pack-destination', dir, ...OFFLINE], dir);
  const [{ filename, size, unpackedSize, files }] = JSON.parse(told);
  return { tarball: join(dir, filename), size, unpackedSize, files: files.map(({ path }) => path) };
}
