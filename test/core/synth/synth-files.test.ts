import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Chart } from 'cdk8s';
import { CheckError, KubeObject, PlatformApp, ToolFile } from '../../../src';

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'synth-files-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

function app(kustomization = false): PlatformApp {
  const made = new PlatformApp({ outdir: path.join(folder, 'manifests'), kustomization });
  const chart = new Chart(made, 'settings', { namespace: 'team' });
  new KubeObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
  new KubeObject(chart, 'map', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'map' },
    data: { LOG: 'debug' },
  });
  new ToolFile(chart, 'values', { name: 'helm/values.yaml', content: { replicas: 2 } });
  return made;
}

function read(name: string): { path: string; text: string }[] {
  const below = path.join(folder, name);
  return fs
    .readdirSync(below, { recursive: true, encoding: 'utf8' })
    .filter((file) => fs.statSync(path.join(below, file)).isFile())
    .map((file) => ({ path: file, text: fs.readFileSync(path.join(below, file), 'utf8') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

test.each([true, false])('the texts are those that synth() writes, with kustomization %s', (kustomization) => {
  const { manifests, tools } = app(kustomization).synthFiles();
  app(kustomization).synth();
  expect([...manifests].sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual(read('manifests'));
  expect(tools).toEqual(read('tools'));
});

test('nothing is written', () => {
  app().synthFiles();
  expect(fs.readdirSync(folder)).toEqual([]);
});

test('warnings come with them, and an error is thrown as synth() throws it', () => {
  const made = app();
  const chart = made.charts[0]!;
  const pod = (image: string): Record<string, unknown> => ({ containers: [{ name: 'a', image }] });
  new KubeObject(chart, 'pod', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pod' },
    spec: pod('busybox:latest'),
  });
  expect(made.synthFiles().warnings.map(({ rule, severity }) => `${rule} ${severity}`)).toContain('IMG002 warning');
  new KubeObject(chart, 'bad', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bad' }, spec: { containers: [] } });
  expect(() => made.synthFiles()).toThrow(CheckError);
});
