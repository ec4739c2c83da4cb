import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { InputError } from '../../../src/checks/model/input-error';
import { readPaths } from '../../../src/checks/model/read-paths';

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'read-paths-'));
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), text);
}

function refusal(exclude?: string[]): string[] {
  try {
    readPaths([folder], { exclude });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message.replaceAll(`${folder}${path.sep}`, '').split('\n');
  }
  return [];
}

describe('a folder', () => {
  test('all files that cannot be read are told at once', () => {
    write('a.yaml', 'kind: A\n');
    write('b/patch.yaml', '- op: replace\n');
    write('c.yaml', 'kind: {{ .Values.kind }}\n');
    expect(refusal()).toEqual([
      'b/patch.yaml:1: a document is a mapping with apiVersion and kind, this one is a list; leave it out, in a command by --exclude',
      'c.yaml:1: a key is a mapping, which no object can have, a template in {{ }} must be rendered first',
    ]);
  });

  test('a file that several paths and links lead to is read once, and another one of the same text is read too', () => {
    write('a.yaml', 'kind: A\n');
    write('b/c.yaml', 'kind: A\n');
    fs.symlinkSync('a.yaml', path.join(folder, 'link.yaml'));
    const file = path.join(folder, 'a.yaml');
    expect(readPaths([file, file]).map(({ origin }) => origin.file)).toEqual([file]);
    expect(readPaths([path.join(folder, 'b', '..', 'a.yaml'), folder])).toHaveLength(2);
  });

  test('of very many it names twenty', () => {
    for (let index = 0; index < 23; index += 1) write(`${String(index).padStart(2, '0')}.yaml`, '- 1\n');
    const lines = refusal();
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('and 3 more files');
  });

  test('one that can be read whole has no refusal', () => {
    write('a.yaml', 'kind: A\n');
    write('kustomization.yaml', 'resources: [a.yaml]\n');
    expect(refusal()).toEqual([]);
    expect(readPaths([folder]).map(({ object }) => object.kind)).toEqual(['A']);
  });
});

describe('a folder in which not all can be read', () => {
  const CHART =
    "chart: is a chart of Helm and no manifest; 'helm template chart' renders it to standard input, -, and --exclude leaves it out";

  function chart(name: string): void {
    write(`${name}/Chart.yaml`, 'apiVersion: v2\nname: a\nversion: 1.0.0\n');
    write(`${name}/values.yaml`, 'replicas: 1\n');
    write(`${name}/templates/a.yaml`, 'kind: {{ .Values.kind }}\n');
    write(`${name}/charts/b/templates/b.yaml`, 'kind: {{ .Values.kind }}\n');
  }

  test('a link that leads nowhere hides no other file', () => {
    write('a.yaml', '- 1\n');
    fs.symlinkSync('nowhere.yaml', path.join(folder, 'b.yaml'));
    expect(refusal()).toEqual([
      'b.yaml: is a link that leads nowhere',
      'a.yaml:1: a document is a mapping with apiVersion and kind, this one is a list; leave it out, in a command by --exclude',
    ]);
  });

  test('a chart of Helm is told once, with what renders it', () => {
    write('a.yaml', 'kind: A\n');
    chart('chart');
    expect(refusal()).toEqual([CHART]);
  });

  describe('of kustomize', () => {
    const told =
      "prod: has patches of kustomize, which are no manifests; 'kubectl kustomize prod' renders it to standard input, -, and --exclude leaves it out";

    test.each([
      ['patches', 'kustomization.yaml', 'patches: [{ path: a.yaml }]\n'],
      ['patchesStrategicMerge', 'kustomization.yml', 'patchesStrategicMerge: [a.yaml]\n'],
      ['patchesJson6902', 'Kustomization', 'patchesJson6902: [{ path: a.yaml }]\n'],
    ])('an overlay with %s is told once, with what renders it', (_field, name, text) => {
      write('prod/a.yaml', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec: { replicas: 3 }\n');
      write('prod/b.yaml', '- op: remove\n');
      write(`prod/${name}`, text);
      expect(refusal()).toEqual([told]);
      expect(refusal(['prod'])).toEqual([]);
    });

    test('files of a kustomization without patches are read', () => {
      write('base/a.yaml', 'apiVersion: v1\nkind: ConfigMap\n');
      write('base/kustomization.yaml', 'resources: [a.yaml]\nnamespace: b\npatches: []\n');
      expect(refusal()).toEqual([]);
    });

    test('patches are read where parts of objects are wanted', () => {
      write('prod/a.yaml', 'apiVersion: apps/v1\nkind: Deployment\n');
      write('prod/kustomization.yaml', 'patches: [{ path: a.yaml }]\n');
      expect(readPaths([path.join(folder, 'prod')], { parts: true })).toHaveLength(1);
    });
  });

  test('definitions beside the Chart.yaml of a library are read', () => {
    write('crds/Chart.yaml', 'apiVersion: v2\nkind: X\n');
    write('crds/a.yaml', 'kind: A\n');
    expect(readPaths([folder]).map(({ object }) => object.kind)).toEqual(['X', 'A']);
  });

  test('what is excluded is not read', () => {
    write('a.yaml', 'kind: A\n');
    write('deploy/patches/a.yaml', '- 1\n');
    chart('deploy/chart');
    fs.symlinkSync('nowhere.yaml', path.join(folder, 'b.yaml'));
    expect(refusal(['chart', '*/patches', 'b.yaml'])).toEqual([]);
    expect(refusal(['chart', 'b.yaml'])).toHaveLength(1);
  });
});
