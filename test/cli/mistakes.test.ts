import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { COMMANDS } from '../../src/commands';
import { run } from '../../src/commands/run';

const OBJECT = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n';
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: a\nspec:\n  containers:\n    - name: a\n      image: a:1\n';
const NAMES = COMMANDS.map(({ name }) => name);
/** What each command needs beside paths. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  'can-i': ['--list', '--as', 'ana'],
  route: ['GET https://a.example.com/'],
  graph: ['-o', 'a.svg'],
  report: ['-o', 'page'],
  fleet: ['synth'],
};
/** The paths of a command, where one is given. */
const pathsOf = (name: string, given: string): string[] => (name === 'diff' ? [given, given] : [given]);

const home = process.cwd();
let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mistakes-'));
  process.chdir(folder);
  fs.writeFileSync('a.yaml', OBJECT + '---\n' + POD);
  fs.writeFileSync('file', 'x');
  fs.mkdirSync('empty');
  fs.mkdirSync('other/deep', { recursive: true });
  fs.writeFileSync('other/deep/a.txt', OBJECT);
  fs.symlinkSync('nowhere', 'dangling');
});
afterEach(() => {
  jest.restoreAllMocks();
  process.chdir(home);
  fs.rmSync(folder, { recursive: true, force: true });
});

function said(...args: readonly string[]): { readonly code: number; readonly out: string; readonly err: string } {
  const texts = ['', ''];
  for (const [index, stream] of [process.stdout, process.stderr].entries())
    jest.spyOn(stream, 'write').mockImplementation((chunk) => (texts[index] += String(chunk)) !== '');
  const code = run(args);
  jest.restoreAllMocks();
  return { code, out: texts[0]!, err: texts[1]! };
}

const error = (err: string): unknown => ({ code: 2, out: '', err });
const usage = (name: string, line: string): unknown => error(`${line}\nsee cdk8s-ml-platform ${name} --help\n`);

test('--version', () => {
  expect(said('--version')).toEqual({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/), err: '' });
});

describe.each(NAMES)('%s', (name) => {
  const words = WORDS[name] ?? [];

  test('--help has every option with what it takes, and the exit codes', () => {
    const { code, out } = said(name, '--help');
    expect(code).toBe(0);
    expect(out).toMatch(/^usage: cdk8s-ml-platform /);
    expect(out).toMatch(/exit code 0: .*2: input that cannot be used/s);
    const [, listed] = /allowed are (.*)\n/.exec(said(name, '--no-such-option').err)!;
    for (const option of listed!.split(', ')) expect(out).toContain(option);
  });

  test('an option that there is not', () => {
    const { code, out, err } = said(name, '--no-such-option', 'a.yaml');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^--no-such-option is no option, allowed are --.*--help\nsee cdk8s-ml-platform \S+ --help\n$/);
  });

  test('no path', () => {
    const { code, out, err } = said(name, ...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/ needs .*\nsee cdk8s-ml-platform \S+ --help\n$/);
  });

  test('an empty word', () => {
    expect(said(name, ...words, '')).toEqual(
      usage(name, 'an argument is empty, as where a variable of the shell is not set'),
    );
  });

  test('a path that is not there', () => {
    const at =
      name === 'fleet'
        ? 'nope  cannot be read: ENOENT, there is no such file'
        : 'nope: there is no such file or folder';
    expect(said(name, ...words, ...pathsOf(name, 'nope'))).toEqual(error(`${at}\n`));
  });

  test.each(['empty', 'other'])('the folder %s, without YAML', (given) => {
    const paths = pathsOf(name, given);
    expect(said(name, ...words, ...paths)).toEqual(
      error(
        name === 'fleet'
          ? `${given}  cannot be read: EISDIR, it is a folder, give a file\n`
          : `${paths.join(', ')}: no manifests found; of a folder every .yaml, .yml and .json file at any depth is read\n`,
      ),
    );
  });
});

test.each([
  [['-o', 'empty.svg'], 'empty.svg: cannot be written: EISDIR, a folder stands there, give a file'],
  [['-o', 'no/a.svg'], 'no/a.svg: cannot be written: ENOENT, a folder of its path is missing, make it first'],
  [['-o', 'file/a.svg'], 'file/a.svg: cannot be written: ENOTDIR, a part of its path is a file and no folder'],
])('graph %j', (args, line) => {
  fs.mkdirSync('empty.svg');
  expect(said('graph', 'a.yaml', ...args)).toEqual(error(`${line}\n`));
});

test.each([
  ['file', 'EEXIST, a file stands there, give a folder'],
  ['file/page', 'ENOTDIR, a part of its path is a file and no folder'],
  // Below both of them Node's own way to make a folder does not come back.
  ['dangling/page', 'EEXIST, a file stands there, give a folder'],
  ['/proc/page', 'ENOENT, a folder of its path is missing, make it first'],
])('report and fleet to %s', (at, problem) => {
  if (at.startsWith('/proc') && process.platform !== 'linux') return;
  expect(said('report', 'a.yaml', '-o', at)).toEqual(error(`${at}: cannot be written: ${problem}\n`));
  const fleet = path.resolve(__dirname, '../../examples/fleet/fleet.yaml');
  const { code, err } = said('fleet', 'synth', fleet, '--only', 'lab-1', '-o', at);
  expect({ code, lines: err.split('\n').length }).toEqual({ code: 2, lines: 3 });
  expect(err).toMatch(/^\S+ cannot be written: E[A-Z]+, .*\nsee cdk8s-ml-platform fleet --help\n$/);
});

test.each([
  [['check', '--external', 'nope', 'a.yaml'], 'nope: cannot be read: ENOENT, there is no such file'],
  [['check', '--external', 'empty', 'a.yaml'], 'empty: cannot be read: EISDIR, it is a folder, give a file'],
  [['schedule', '--sizes', 'empty', 'a.yaml'], 'empty: cannot be read: EISDIR, it is a folder, give a file'],
  [['can-i', '--questions', 'nope', 'a.yaml'], 'nope: cannot be read: ENOENT, there is no such file'],
  [['route', '--requests', 'nope', 'a.yaml'], 'nope: cannot be read: ENOENT, there is no such file'],
])('%j', (args, line) => {
  expect(said(...args)).toEqual(error(`${line}\n`));
});

test.each([
  [['--to', 'absent.a'], 'no Service with pods is --to absent.a, which is SERVICE.NAMESPACE[:PORT]'],
  [['--from', 'absent'], 'no workload is --from absent, which is NAMESPACE[/ACCOUNT]'],
  [
    ['--from', 'absent', '--to', 'absent.a'],
    'no workload is --from absent, which is NAMESPACE[/ACCOUNT], ' +
      'or no Service with pods is --to absent.a, which is SERVICE.NAMESPACE[:PORT]',
  ],
  [[], 'there is no workload, or no Service with pods'],
])('callers %j of what is not there are said to be none', (options, why) => {
  expect(said('callers', ...options, 'a.yaml')).toMatchObject({
    code: 0,
    err: `Warning: ${why}; the names are those of the manifests\n`,
  });
});

describe('what is no manifest is no answer of nothing', () => {
  const PLATFORM = "target: { provider: aks, kubernetes: '1.34' }\n";
  const commands = NAMES.filter((name) => !['check', 'report', 'fleet'].includes(name));
  test.each(commands)('%s of a platform.yaml', (name) => {
    fs.writeFileSync('platform.yaml', PLATFORM);
    const { code, out, err } = said(name, ...(WORDS[name] ?? []), ...pathsOf(name, 'platform.yaml'));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(
      'platform.yaml: is no manifest, it has neither apiVersion nor kind; of a platform.yaml npm run synth writes the manifests, give their folder',
    );
  });

  test('diff of manifests and a fleet.yaml', () => {
    fs.writeFileSync('fleet.yaml', 'base: platform.yaml\nclusters: { a: {} }\n');
    expect(said('diff', 'a.yaml', 'fleet.yaml').err).toContain(
      'fleet.yaml: is no manifest, it has neither apiVersion nor kind; of a fleet.yaml fleet synth writes the manifests, give the folder of a cluster',
    );
  });

  test('beside manifests it is passed over', () => {
    fs.writeFileSync('b.yaml', 'replicas: 1\n');
    expect(said('callers', 'a.yaml', 'b.yaml').code).toBe(0);
  });
});
