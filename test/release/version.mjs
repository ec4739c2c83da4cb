// The next version from the notes in `.changeset`: package.json, the lock file, CHANGELOG.md, and where pages name the version.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, tool } from './stage.mjs';

/** Files that name the version beside package.json, the lock file and CHANGELOG.md. */
const NAMING = ['README.md', 'docs/checks.md', 'src/plugin.ts'];

/** Places that mean this package's version: the plugin of cdk8s.yaml, and the name of the tarball. */
const placesOf = (version) => [`version: ${version}`, `cdk8s-ml-platform-${version}.tgz`];

export const versionOf = (dir) => JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')).version;

/** The notes that wait for a release. */
export const notesIn = (dir) =>
  readdirSync(join(dir, '.changeset')).filter((file) => file.endsWith('.md') && file !== 'README.md');

/** What CHANGELOG.md says of a version; nothing where it has no section of it. */
export function changesOf(dir, version) {
  const sections = readFileSync(join(dir, 'CHANGELOG.md'), 'utf8').split(/^## /m);
  return sections
    .find((section) => section.split(/\s/, 1)[0] === version)
    ?.replace(/^.*\n/, '')
    .trim();
}

/** Consumes the notes; the version before and after. Without a note nothing changes. */
export function nextVersion(dir) {
  const before = versionOf(dir);
  if (notesIn(dir).length === 0) return { before, after: before };
  tool('@changesets/cli/bin.js', ['version'], dir);
  const after = versionOf(dir);
  const [from, to] = [placesOf(before), placesOf(after)];
  for (const file of NAMING.map((name) => join(dir, name)).filter((name) => existsSync(name)))
    writeFileSync(
      file,
      from.reduce((text, place, at) => text.replaceAll(place, to[at]), readFileSync(file, 'utf8')),
    );
  const lock = join(dir, 'package-lock.json');
  if (existsSync(lock)) {
    const own = `"name": "cdk8s-ml-platform",\n$1"version": "${after}"`;
    writeFileSync(
      lock,
      readFileSync(lock, 'utf8').replace(/"name": "cdk8s-ml-platform",\n( *)"version": "[^"]*"/g, own),
    );
  }
  return { before, after };
}

if (process.argv[1] === import.meta.filename) {
  const { before, after } = nextVersion(ROOT);
  if (before === after) throw new Error('no note of a change is in .changeset; npx changeset writes one');
  tool('prettier/bin/prettier.cjs', ['--write', 'CHANGELOG.md', 'package.json']);
  console.log(`${before} -> ${after}`);
}
