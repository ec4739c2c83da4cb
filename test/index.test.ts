import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { pathToFileURL } from 'url';
import * as source from '../src/index';

const INDEX = path.join(__dirname, '..', 'dist', 'lib', 'src', 'index.js');

beforeAll(() => {
  if (!fs.existsSync(INDEX)) throw new Error('dist/lib/src/index.js is missing, run `npm run build` first');
});

function run(...args: string[]): unknown {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}

/** The rooms of src of which a program loads something. */
function roomsOf(program: string): string[] {
  const list = 'Object.keys(require.cache).map((file) => require("path").relative(root, file).split(/[\\\\/]/)[0])';
  const script = `const root = ${JSON.stringify(path.dirname(INDEX))};
    const all = require(${JSON.stringify(INDEX)}); ${program}
    console.log(JSON.stringify([...new Set(${list})].filter((room) => room !== '..').sort()));`;
  return run('-e', script) as string[];
}

test('a room is loaded when something of it is asked for', () => {
  expect(roomsOf('')).toEqual(['index.js']);
  expect(roomsOf('all.PlatformApp; all.karpenter.NodePool;')).toEqual([
    'checks',
    'core',
    'facts',
    'index.js',
    'karpenter',
  ]);
  expect(roomsOf('all.Fleet;')).toEqual(expect.arrayContaining(['blueprint', 'fleet', 'runner']));
});

test('require and import give the same names and values, those of src/index.ts', () => {
  const names = Object.keys(source).sort();
  expect(run('-p', `JSON.stringify(Object.keys(require(${JSON.stringify(INDEX)})).sort())`)).toEqual(names);
  const script = `import * as all from ${JSON.stringify(pathToFileURL(INDEX).href)};
    console.log(JSON.stringify(Object.keys(all).filter((name) => name in all.default && all.default[name] === all[name] && name !== '__esModule').sort()));`;
  expect(run('--input-type=module', '-e', script)).toEqual(names);
});
