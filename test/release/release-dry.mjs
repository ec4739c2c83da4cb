// All of a release but the upload, in a scratch folder: version, changes, checks of the tarball, and what `npm publish` would send.
import { rmSync } from 'node:fs';
import { checkPackage } from './package-check.mjs';
import { ROOT, pack, run, stage } from './stage.mjs';
import { changesOf, nextVersion, notesIn, versionOf } from './version.mjs';

/** Nobody listens there: what is said here is said without a registry, and nothing can be sent. */
const NOWHERE = ['--registry', 'http://127.0.0.1:9', '--fetch-retries', '0'];

const dir = stage();
try {
  const notes = notesIn(dir);
  const { before, after } = nextVersion(dir);
  console.log(
    before === after
      ? `cdk8s-ml-platform ${after}: no note of a change waits, so it is the version of package.json`
      : `cdk8s-ml-platform ${before} -> ${after}, from ${notes.length} notes`,
  );
  const changes = changesOf(dir, after);
  if (!changes) throw new Error(`CHANGELOG.md has no section '## ${after}' with changes`);
  console.log(`\n${changes}\n`);

  const packed = pack(dir);
  const folders = new Map();
  for (const file of packed.files) {
    const folder = file.includes('/') ? file.split('/').slice(0, 3).slice(0, -1).join('/') : file;
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  for (const [folder, count] of [...folders].sort()) console.log(`${String(count).padStart(6)}  ${folder}`);
  if (!(await checkPackage(packed))) process.exitCode = 1;

  rmSync(packed.tarball);
  // npm wants a tag for a candidate, so that nobody gets it who does not ask for it.
  const tag = versionOf(dir).includes('-') ? ['--tag', 'next'] : [];
  run('npm', ['publish', '--dry-run', '--ignore-scripts', '--loglevel', 'error', ...tag, ...NOWHERE], dir);
  console.log(`npm publish --dry-run: cdk8s-ml-platform@${versionOf(dir)}`);
  const changed = run('git', ['status', '--porcelain']).trim();
  if (changed) console.log(`\nnot committed in ${ROOT}:\n${changed}`);
} finally {
  rmSync(dir, { recursive: true });
}
