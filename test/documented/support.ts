import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import * as yaml from 'js-yaml';

export const ROOT = path.resolve(__dirname, '../..');
export const COMMITTED = path.join(ROOT, 'dist/documented');
const SEEDS = path.resolve(ROOT, '../shared/spec/seeds');

export type Json = Record<string, any>;

/** Whether the documents are beside this checkout; without them only the committed manifests can be compared. */
export const HAVE_DOCUMENTS = fs.existsSync(SEEDS);

/** Writes all documented manifests to a folder of its own. */
export function writeDocumented(outdir: string): void {
  execFileSync(process.execPath, ['test/documented/main.mjs'], {
    cwd: ROOT,
    env: { ...process.env, CDK8S_OUTDIR: outdir },
  });
}

/** What is no manifest stands beside the clusters, in folders of this one. */
const TOOLS = 'tools';

/** The folders of the clusters and those of their tools, each with its files. */
export function foldersIn(outdir: string): ReadonlyMap<string, readonly string[]> {
  const names = fs.readdirSync(outdir).sort();
  const tools = names.includes(TOOLS) ? fs.readdirSync(path.join(outdir, TOOLS)).sort() : [];
  const folders = [...clustersIn(outdir), ...tools.map((name) => `${TOOLS}/${name}`)];
  return new Map(folders.map((folder) => [folder, filesIn(path.join(outdir, folder))]));
}

function filesIn(folder: string): string[] {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** The names of the clusters. */
export function clustersIn(outdir: string): string[] {
  return fs
    .readdirSync(outdir)
    .filter((name) => name !== TOOLS)
    .sort();
}

/** All committed objects of a cluster, file by file. */
export function objectsIn(cluster: string): Json[] {
  const folder = path.join(COMMITTED, cluster);
  const texts = fs
    .readdirSync(folder)
    .sort()
    .map((file) => fs.readFileSync(path.join(folder, file), 'utf8'));
  return texts.flatMap((text) => yaml.loadAll(text) as Json[]);
}

/** The one committed object of a cluster with this kind and name. */
export function committed(cluster: string, kind: string, name: string): Json {
  const found = objectsIn(cluster).filter((object) => object.kind === kind && object.metadata.name === name);
  expect(found).toHaveLength(1);
  return found[0]!;
}

/** A committed file that is no manifest. */
export function tool(cluster: string, name: string): Json {
  return yaml.load(fs.readFileSync(path.join(COMMITTED, TOOLS, cluster, name), 'utf8')) as Json;
}

/** The text of a document. */
export function document(number: string): string {
  const file = fs.readdirSync(SEEDS).find((name) => name.startsWith(number))!;
  return fs.readFileSync(path.join(SEEDS, file), 'utf8');
}

/** The YAML blocks of a document. */
export function blocksOf(number: string): string[] {
  return [...document(number).matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => match[1]!);
}

/** The manifests that a document shows as whole YAML blocks. */
export function manifestsOf(number: string): Json[] {
  const whole = blocksOf(number).filter((block) => /^apiVersion:/m.test(block));
  return whole.flatMap((block) => yaml.loadAll(block) as Json[]).filter((object) => object !== null);
}

/** Tests that need the documents; without them one test says why they are not run. */
export function describeDocument(name: string, tests: () => void): void {
  if (HAVE_DOCUMENTS) describe(name, tests);
  else
    test(`skipped: ${name}, because the documents are not beside this checkout`, () => {
      expect(fs.existsSync(SEEDS)).toBe(false);
    });
}
