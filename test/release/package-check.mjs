// Reads the tarball of the package as Node, bundlers and TypeScript would: publint and are-the-types-wrong. `package-check.mjs [TARBALL]`
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { ROOT, pack, stage } from './stage.mjs';

/** Modules that `exports` has by a pattern, which are-the-types-wrong does not resolve by itself. */
const PATTERNS = ['imports/karpenter.sh', 'imports/kubernetes'];

/** What publint says, suggestions too. */
async function lint(tarball) {
  const { messages, pkg } = await publint({
    pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer },
    strict: true,
  });
  const said = (message) => formatMessage(message, pkg, { color: false });
  return { pkg, problems: messages.map((message) => `publint: ${message.type}: ${said(message)}`) };
}

/** What are-the-types-wrong says where a module is required and where it is imported. */
function types(tarball, pkg) {
  const modules = pkg.exports?.['./imports/*'] ? ['--include-entrypoints', ...PATTERNS] : [];
  const attw = join(ROOT, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  const options = ['--profile', 'node16', '--format', 'ascii', '--no-color', '--no-emoji', ...modules];
  const { status, stdout, stderr } = spawnSync(process.execPath, [attw, tarball, ...options], { encoding: 'utf8' });
  return status === 0 ? [] : [`are-the-types-wrong:\n${stdout}${stderr}`];
}

/** All that is wrong with a tarball. */
export async function check(tarball) {
  const { pkg, problems } = await lint(tarball);
  return [...problems, ...types(tarball, pkg)];
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;

/** Checks a package and says how large it is. */
export async function checkPackage({ tarball, files, size, unpackedSize }) {
  const problems = await check(tarball);
  for (const problem of problems) console.error(problem);
  console.log(
    `${files.length} files, ${megabytes(size)} packed, ${megabytes(unpackedSize)} unpacked, ${problems.length} problems`,
  );
  return problems.length === 0;
}

if (process.argv[1] === import.meta.filename) {
  const given = process.argv[2];
  if (given !== undefined) {
    const problems = await check(resolve(given));
    for (const problem of problems) console.error(problem);
    process.exitCode = problems.length === 0 ? 0 : 1;
  } else {
    const dir = stage();
    if (!(await checkPackage(pack(dir)))) process.exitCode = 1;
    rmSync(dir, { recursive: true });
  }
}
