import * as fs from 'fs';
import * as path from 'path';
import type { KubernetesObject, Manifest } from '../../../src/checks/manifest';
import { readPaths } from '../../../src/checks/model/read-paths';

const ROOT = path.resolve(__dirname, '../../..');

/** The manifests of one cluster. */
export interface Cluster {
  readonly name: string;
  readonly manifests: readonly Manifest[];
}

function folders(folder: string): string[] {
  return fs
    .readdirSync(path.join(ROOT, folder))
    .filter((name) => name !== 'tools')
    .map((name) => `${folder}/${name}`);
}

function clusterOf(name: string): Cluster {
  return { name, manifests: readPaths([path.join(ROOT, name)]) };
}

/** What this package writes of its own `platform.yaml`. */
export const PLATFORM = clusterOf('dist/manifests');
/** What the documents say, each a cluster. */
export const DOCUMENTED = folders('dist/documented').map(clusterOf);
/** Manifests that are right, each file a cluster. */
export const INNOCENT = folders('test/false-alarms/manifests').map(clusterOf);

/** The texts of the files of the clusters. */
export const TEXTS = [
  ...folders('dist/manifests').filter((file) => file.endsWith('.yaml')),
  ...folders('dist/documented').flatMap(folders),
  ...folders('test/false-alarms/manifests'),
].map((file) => fs.readFileSync(path.join(ROOT, file), 'utf8'));

/** The labelled cases of a question, as clusters; none where they are not beside this checkout. */
export function labelledClusters(question: string): Cluster[] {
  const file = path.join(ROOT, '../shared/cases', question, 'cases.jsonl');
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line) => {
    if (line === '') return [];
    const { id, objects } = JSON.parse(line) as { id: string; objects: KubernetesObject[] };
    const manifests = objects.map((object, document) => ({ object, origin: { file: 'case.yaml', document } }));
    return [{ name: `${question} ${id}`, manifests }];
  });
}
