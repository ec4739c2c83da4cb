import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, Chart } from 'cdk8s';
import { CheckError } from '../../src/checks/finding';
import { PlatformApp, ToolFile } from '../../src';
import type { ToolFileContent } from '../../src';
import { messageOf, untyped } from '../support/chart';
import { readTree, tempDir } from './synth/support/temp';

function appIn(dir: string, files: Record<string, ToolFileContent>, options: { prune?: boolean; bad?: boolean } = {}) {
  const app = new PlatformApp({ outdir: path.join(dir, 'manifests'), prune: options.prune });
  const chart = new Chart(app, 'chart');
  const name = options.bad === true ? 'Not_Fine' : 'fine';
  new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
  for (const [file, content] of Object.entries(files)) new ToolFile(chart, file, { name: file, content });
  return app;
}

const manifest = { 'manifests/chart.k8s.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: fine\n' };

describe('what is written', () => {
  test('YAML, JSON and text, beside the manifests and never among them', () => {
    const dir = tempDir();
    const app = appIn(dir, {
      'values.yaml': { replicas: 2, nested: { list: ['a'] } },
      'data.json': { replicas: 2 },
      'patches/note.txt': 'as it is',
    });
    app.synth();
    expect(readTree(dir)).toEqual({
      ...manifest,
      'tools/values.yaml': 'replicas: 2\nnested:\n  list:\n    - a\n',
      'tools/data.json': '{\n  "replicas": 2\n}\n',
      'tools/patches/note.txt': 'as it is\n',
    });
    expect(app.synthYaml()).not.toContain('replicas');
  });

  test('toolsOutdir says where', () => {
    const dir = tempDir();
    const app = new PlatformApp({ outdir: path.join(dir, 'out'), toolsOutdir: path.join(dir, 'elsewhere') });
    new ToolFile(app, 'it', { name: 'it.txt', content: 'x' });
    app.synth();
    expect(readTree(dir)).toEqual({ 'elsewhere/it.txt': 'x\n' });
  });

  test('content is asked at synthesis where it is a function', () => {
    const names: string[] = [];
    const file = new ToolFile(new PlatformApp(), 'it', { name: 'it.yaml', content: () => ({ names: [...names] }) });
    names.push('later');
    expect(file.toText()).toBe('names:\n  - later\n');
  });

  test('content is copied where it is data', () => {
    const content = { names: ['first'] };
    const file = new ToolFile(new PlatformApp(), 'it', { name: 'it.yaml', content });
    content.names.push('later');
    expect(file.toText()).toBe('names:\n  - first\n');
  });

  test('no folder is made where there is no tool file', () => {
    const dir = tempDir();
    appIn(dir, {}, { prune: true }).synth();
    expect(fs.readdirSync(dir)).toEqual(['manifests']);
  });

  test('cdk8s synth --stdout leaves them out', () => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-'));
    const before = { ...process.env };
    Object.assign(process.env, { CDK8S_OUTDIR: dir, CDK8S_RECORD_CONSTRUCT_METADATA: 'false' });
    try {
      const app = new PlatformApp({ toolsOutdir: path.join(dir, '../tools-of-test') });
      new ToolFile(app, 'it', { name: 'it.txt', content: 'x' });
      app.synth();
      expect(fs.existsSync(path.join(dir, '../tools-of-test'))).toBe(false);
    } finally {
      process.env = before;
      fs.rmSync(dir, { recursive: true });
    }
  });
});

describe('all or nothing', () => {
  test('a failing check leaves earlier files of both folders as they were', () => {
    const dir = tempDir();
    appIn(dir, { 'a.txt': 'old' }).synth();
    expect(() => appIn(dir, { 'a.txt': 'new' }, { bad: true }).synth()).toThrow(CheckError);
    expect(readTree(dir)).toEqual({ ...manifest, 'tools/a.txt': 'old\n' });
  });

  test('a directory in place of a tool file is found before a manifest is replaced', () => {
    const dir = tempDir();
    fs.mkdirSync(path.join(dir, 'tools/a.txt'), { recursive: true });
    expect(() => appIn(dir, { 'a.txt': 'new' }).synth()).toThrow(/a\.txt is a directory, and a file is to be written/);
    expect(readTree(dir)).toEqual({});
    expect(fs.readdirSync(path.join(dir, 'tools'))).toEqual(['a.txt']);
  });
});

describe('prune', () => {
  test('removes what an earlier synthesis wrote, and nothing of another origin', () => {
    const dir = tempDir();
    appIn(dir, { 'a.txt': 'a', 'below/b.txt': 'b' }, { prune: true }).synth();
    fs.writeFileSync(path.join(dir, 'tools/mine.sh'), 'mine');
    appIn(dir, { 'a.txt': 'a' }, { prune: true }).synth();
    expect(readTree(dir)).toEqual({
      ...manifest,
      'tools/a.txt': 'a\n',
      'tools/mine.sh': 'mine',
      'tools/.tool-files': 'a.txt\n',
    });
    expect(fs.existsSync(path.join(dir, 'tools/below'))).toBe(false);
  });

  test('the last tool file takes the list and the folder with it', () => {
    const dir = tempDir();
    appIn(dir, { 'a.txt': 'a' }, { prune: true }).synth();
    appIn(dir, {}, { prune: true }).synth();
    expect(fs.readdirSync(dir)).toEqual(['manifests']);
  });

  test('without prune an earlier file stays', () => {
    const dir = tempDir();
    appIn(dir, { 'a.txt': 'a' }).synth();
    appIn(dir, { 'b.txt': 'b' }).synth();
    expect(Object.keys(readTree(path.join(dir, 'tools'))).sort()).toEqual(['a.txt', 'b.txt']);
  });

  test('a list that names a file elsewhere removes nothing there', () => {
    const dir = tempDir();
    fs.mkdirSync(path.join(dir, 'tools'));
    fs.writeFileSync(path.join(dir, 'mine.txt'), 'mine');
    fs.writeFileSync(path.join(dir, 'tools/.tool-files'), `../mine.txt\n${path.join(dir, 'mine.txt')}\n`);
    appIn(dir, {}, { prune: true }).synth();
    expect(readTree(dir)['mine.txt']).toBe('mine');
  });
});

describe('refused', () => {
  const allowed = "allowed is file names of letters, digits, '-', '_' and '.', with '/' between them";

  test.each(['', '../values.yaml', '/etc/passwd', '.hidden', 'a//b', 'a/', 'a b.yaml', 'C:\\x'])('name %j', (name) => {
    expect(messageOf(() => new ToolFile(new PlatformApp(), 'it', { name, content: '' }))).toBe(
      `[it] name is '${name}', ${allowed}`,
    );
  });

  test('a name that is no text', () => {
    expect(messageOf(() => new ToolFile(new PlatformApp(), 'it', untyped({ name: 1, content: '' })))).toBe(
      `[it] name is 1, ${allowed}`,
    );
  });

  test('two files of one name, with both constructs', () => {
    const app = new PlatformApp({ outdir: path.join(tempDir(), 'out') });
    for (const id of ['one', 'two']) new ToolFile(app, id, { name: 'a.yaml', content: {} });
    expect(messageOf(() => app.synth())).toBe(
      "[two] the file 'a.yaml' is also written by [one]; rename one of the two",
    );
  });

  test('a file that is the folder of another one', () => {
    const app = new PlatformApp({ outdir: path.join(tempDir(), 'out') });
    new ToolFile(app, 'one', { name: 'a', content: '' });
    new ToolFile(app, 'two', { name: 'a/b', content: '' });
    expect(messageOf(() => app.synth())).toBe("[one] the file 'a' is a folder of the file 'a/b' of [two]");
  });

  test.each(['', 'inside'])('a folder of tools within the output directory: %j', (below) => {
    const outdir = tempDir();
    const toolsOutdir = path.join(outdir, below);
    const app = new PlatformApp({ outdir, toolsOutdir });
    new ToolFile(app, 'one', { name: 'a', content: '' });
    expect(messageOf(() => app.synth())).toBe(
      `toolsOutdir is '${toolsOutdir}', allowed are directories outside of outdir '${outdir}', whose files are taken for manifests`,
    );
  });
});
