import * as fs from 'fs';
import * as path from 'path';
import { ApiObject, Chart } from 'cdk8s';
import { PlatformApp } from '../../../src/core/platform-app';
import type { PlatformAppProps } from '../../../src/core/platform-app';
import { writeFolders } from '../../../src/core/synth/write';
import { readTree, tempDir } from './support/temp';

const LONG_AGO = new Date('2001-01-01T00:00:00Z');

function configMap(outdir: string, value: string, props: PlatformAppProps = {}): PlatformApp {
  const app = new PlatformApp({ outdir, ...props });
  for (const id of ['one', 'two']) {
    const chart = new Chart(app, id, { namespace: 'ml' });
    const data = { key: id === 'one' ? value : 'same' };
    new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id }, data });
  }
  return app;
}

test('a file that has its text already keeps its time, another one is replaced', () => {
  const outdir = tempDir();
  configMap(outdir, 'a').synth();
  const files = ['one.k8s.yaml', 'two.k8s.yaml'].map((name) => path.join(outdir, name));
  for (const file of files) fs.utimesSync(file, LONG_AGO, LONG_AGO);
  configMap(outdir, 'b').synth();
  expect(files.map((file) => fs.statSync(file).mtimeMs === LONG_AGO.getTime())).toEqual([false, true]);
  expect(readTree(outdir)['one.k8s.yaml']).toContain('key: b');
  expect(fs.readdirSync(outdir).sort()).toEqual(['one.k8s.yaml', 'two.k8s.yaml']);
});

test('text of the same length but other characters is a change', () => {
  const outdir = tempDir();
  writeFolders([{ outdir, files: [{ path: 'a', text: 'ä1' }] }]);
  writeFolders([{ outdir, files: [{ path: 'a', text: 'ö1' }] }]);
  expect(readTree(outdir)).toEqual({ a: 'ö1' });
});

test('a link is replaced by a file even where its target has the text', () => {
  const outdir = tempDir();
  const target = path.join(tempDir(), 'target');
  fs.writeFileSync(target, 'text');
  fs.symlinkSync(target, path.join(outdir, 'a'));
  writeFolders([{ outdir, files: [{ path: 'a', text: 'text' }] }]);
  expect(fs.lstatSync(path.join(outdir, 'a')).isFile()).toBe(true);
});

test('a text that cannot be made leaves all files as they were, and nothing beside them', () => {
  const outdir = tempDir();
  writeFolders([{ outdir, files: [{ path: 'a', text: 'old' }] }]);
  const broken = {
    path: 'b',
    get text(): string {
      throw new Error('no text');
    },
  };
  expect(() => writeFolders([{ outdir, files: [{ path: 'a', text: 'new' }, broken] }])).toThrow('no text');
  expect(readTree(outdir)).toEqual({ a: 'old' });
  expect(fs.readdirSync(outdir)).toEqual(['a']);
});

describe('checks: false', () => {
  // A name that no API server takes.
  const wrong = (checks: false | undefined): { app: PlatformApp; outdir: string } => {
    const outdir = tempDir();
    const app = new PlatformApp({ outdir, ...(checks === false && { checks }) });
    const chart = new Chart(app, 'chart', { namespace: 'ml' });
    new ApiObject(chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'No_Name' } });
    return { app, outdir };
  };

  test('writes what the checks refuse, and finds nothing', () => {
    const { app, outdir } = wrong(false);
    expect(app.check()).toEqual([]);
    app.synth();
    expect(readTree(outdir)['chart.k8s.yaml']).toContain('name: No_Name');
  });

  test('left out, the same is refused', () => {
    const { app, outdir } = wrong(undefined);
    expect(() => {
      app.synth();
    }).toThrow(/No_Name/);
    expect(readTree(outdir)).toEqual({});
  });

  test('writes the same bytes as an app that checks', () => {
    const [one, other] = [tempDir(), tempDir()];
    configMap(one, 'a').synth();
    configMap(other, 'a', { checks: false }).synth();
    expect(readTree(other)).toEqual(readTree(one));
  });
});

describe('an app that is checked and then written', () => {
  test('is refused for what came in between', () => {
    const outdir = tempDir();
    const app = configMap(outdir, 'a');
    expect(app.check().filter(({ severity }) => severity === 'error')).toEqual([]);
    const chart = app.charts[0]!;
    new ApiObject(chart, 'late', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'Late_Name' } });
    expect(() => {
      app.synth();
    }).toThrow(/Late_Name/);
  });

  test('is refused for a value that changed in between', () => {
    const app = configMap(tempDir(), 'a');
    app.check();
    const object = app.charts[0]!.apiObjects[0]!;
    object.metadata.addLabel('bad key', 'x');
    expect(() => {
      app.synth();
    }).toThrow(/bad key/);
  });
});

describe('links in an output directory', () => {
  const folders = (): { outdir: string; outside: string } => ({ outdir: tempDir(), outside: tempDir() });

  test('a folder that is a link out of it is refused before the first file is replaced', () => {
    const { outdir, outside } = folders();
    fs.symlinkSync(outside, path.join(outdir, 'b'));
    const files = [
      { path: 'a', text: 'new' },
      { path: 'b/c/d', text: 'x' },
    ];
    expect(() => writeFolders([{ outdir, files }])).toThrow(
      `${path.join(outdir, 'b')} is a link that leads out of ${outdir}, and b/c/d is to be written there; remove it`,
    );
    expect(fs.readdirSync(outdir)).toEqual(['b']);
    expect(fs.readdirSync(outside)).toEqual([]);
  });

  test('so is one that leads nowhere', () => {
    const { outdir, outside } = folders();
    fs.symlinkSync(path.join(outside, 'none'), path.join(outdir, 'b'));
    expect(() => writeFolders([{ outdir, files: [{ path: 'b/c', text: 'x' }] }])).toThrow('is a link that leads out');
    expect(fs.readdirSync(outside)).toEqual([]);
  });

  test('a link within it is followed, and so is a directory that is a link itself', () => {
    const { outdir, outside } = folders();
    fs.mkdirSync(path.join(outside, 'real'));
    fs.symlinkSync('real', path.join(outside, 'b'));
    const link = path.join(outdir, 'link');
    fs.symlinkSync(outside, link);
    writeFolders([{ outdir: link, files: [{ path: 'b/c', text: 'x' }] }]);
    expect(fs.readFileSync(path.join(outside, 'real/c'), 'utf8')).toBe('x');
  });

  test('prune removes nothing behind a link', () => {
    const { outdir, outside } = folders();
    fs.writeFileSync(path.join(outside, 'theirs.k8s.yaml'), 'x');
    fs.symlinkSync(outside, path.join(outdir, 'link'));
    fs.symlinkSync('.', path.join(outdir, 'circle'));
    fs.writeFileSync(path.join(outdir, 'stale.k8s.yaml'), 'x');
    configMap(outdir, 'a', { prune: true }).synth();
    expect(fs.readdirSync(outside)).toEqual(['theirs.k8s.yaml']);
    expect(fs.readdirSync(outdir).sort()).toEqual(['circle', 'link', 'one.k8s.yaml', 'two.k8s.yaml']);
  });

  test('an edited list of tools removes nothing behind a link', () => {
    const { outdir, outside } = folders();
    const tools = path.join(outdir, 'tools');
    fs.mkdirSync(tools);
    fs.symlinkSync(outside, path.join(tools, 'link'));
    fs.writeFileSync(path.join(outside, 'theirs'), 'x');
    for (const name of ['own', 'stays']) fs.writeFileSync(path.join(tools, name), 'x');
    fs.writeFileSync(path.join(tools, '.tool-files'), 'own\nlink/theirs\n');
    configMap(path.join(outdir, 'manifests'), 'a', { prune: true }).synth();
    expect(fs.readdirSync(outside)).toEqual(['theirs']);
    expect(fs.readdirSync(tools).sort()).toEqual(['link', 'stays']);
  });
});
