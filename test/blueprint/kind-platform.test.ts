import * as fs from 'fs';
import * as path from 'path';
import * as yaml from 'js-yaml';
import { readConfig } from '../../src/blueprint/read-config';
import { appOf } from './platform';

const ROOT = path.resolve(__dirname, '../..');
const KIND = path.join(ROOT, 'dist/kind');

type Json = Record<string, any>;

const { config } = readConfig(path.join(ROOT, 'examples/kind.yaml'));

function objectsIn(folder: string): Json[] {
  const files = fs.readdirSync(path.join(ROOT, folder)).filter((file) => file.endsWith('.yaml'));
  return files.flatMap((file) => yaml.loadAll(fs.readFileSync(path.join(ROOT, folder, file), 'utf8')) as Json[]);
}

test('the platform on kind is clean under strict', () => {
  expect(appOf(config, undefined, { preset: 'strict' }).check()).toEqual([]);
});

test('what stands in dist/kind is what examples/kind.yaml gives', () => {
  const committed = objectsIn('dist/kind/manifests')
    .map((object) => JSON.stringify(object))
    .sort();
  const text = appOf(config).synthYaml();
  expect((yaml.loadAll(text) as Json[]).map((object) => JSON.stringify(object)).sort()).toEqual(committed);
});

test('ANS-01: etcd writes where the machine keeps it, and the directories of the server and the backup are mounts', () => {
  const kind = yaml.load(fs.readFileSync(path.join(KIND, 'tools/kind.yaml'), 'utf8')) as Json;
  const mounts = new Map<string, string>(
    kind.nodes[0].extraMounts.map(({ containerPath, hostPath }: Json) => [containerPath, hostPath]),
  );
  expect(mounts.get('/var/lib/etcd')).toBe('/data/etcd');
  const paths = JSON.stringify(objectsIn('dist/kind/manifests')).match(/"hostPath":\{"path":"(\/mnt[^"]*)"/g) ?? [];
  expect(paths).toHaveLength(2);
  for (const found of paths) expect([...mounts.keys()]).toContain(/"path":"([^"]*)"/.exec(found)![1]);
});

test('ANS-18: what goes into the namespace of a profile is in a later file than the profile', () => {
  const fileOf = (kind: string): string =>
    fs
      .readdirSync(path.join(KIND, 'manifests'))
      .find((file) => fs.readFileSync(path.join(KIND, 'manifests', file), 'utf8').includes(`\nkind: ${kind}\n`))!;
  expect(fileOf('Profile') < fileOf('PodDefault')).toBe(true);
});

test('nothing but its place sets it apart from the platform on AKS', () => {
  const names = (folder: string): Set<string> =>
    new Set(objectsIn(folder).map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`));
  const aks = names('dist/manifests');
  const both = [...names('dist/kind/manifests')].filter((name) => aks.has(name));
  expect(both.length).toBeGreaterThan(25);
});

test.each(['/data/etcd', '/data/etcd/backup'])('a backup of etcd at %s, among its data, is refused', (hostPath) => {
  const kind = { ...config.kind, etcdBackup: { hostPath } };
  expect(() => appOf({ ...config, kind })).toThrow(
    `kind.etcdBackup.hostPath: is '${hostPath}', in the data of etcd at '/data/etcd'; allowed is a directory of its own`,
  );
  expect(() => appOf({ ...config, kind: { ...kind, etcdBackup: { hostPath: '/data/etcd-2' } } })).not.toThrow();
});
