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

const RIGHTS = `apiVersion: v1
kind: ServiceAccount
metadata: { name: runner, namespace: team }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: runner, namespace: team }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: runner, namespace: team }]
`;

describe('a slip is told', () => {
  test.each([
    [['chek', 'a.yaml'], "'chek' is no command, allowed are check, ", "; did you mean 'check'?\nsee cdk8s"],
    [['check', '--fial-on', 'error', 'a.yaml'], '--fial-on is no option, ', "; did you mean '--fail-on'?\n"],
    [['callers', '--hlep'], '--hlep is no option, ', "; did you mean '--help'?\n"],
    [['check', '--format', 'jsn', 'a.yaml'], "--format is 'jsn', ", "junit; did you mean 'json'?\n"],
    [['check', '--external', 'a', '--external', 'b', 'a.yaml'], '--external is given twice, and takes one\n', ''],
    [['check', '--exclude', '!a.yaml', '.'], "--exclude '!a.yaml': nothing is taken back by !, ", ''],
    [
      ['check', '--exclude', '*', '.'],
      '.: no manifests found; of a folder every ',
      ' but for what --exclude leaves out\n',
    ],
    [
      ['can-i', 'get', 'pods', '--as', 'ana', '--exclude', 'a.yaml', 'a.yaml'],
      'a.yaml: no manifests found, but for',
      '',
    ],
  ])('%j', (args, begins, has) => {
    const { code, out, err } = said(...args);
    expect({ code, out, begins: err.slice(0, begins.length) }).toEqual({ code: 2, out: '', begins });
    expect(err).toContain(has);
  });

  test('what is far from all names is like none of them', () => {
    expect(said('frobnicate').err).not.toContain('did you mean');
    expect(said('check', '-x', 'a.yaml').err).not.toContain('did you mean');
  });

  test('an option that takes one of many has the last', () => {
    expect(said('check', '--format', 'json', '--format', 'table', 'a.yaml').err).toBe('');
  });

  test('a graph names the filters that nothing is of, and draws the others', () => {
    expect(said('graph', 'a.yaml', '-o', 'a.svg', '-n', 'a', '-n', 'nope', '--kind', 'Pod')).toEqual({
      code: 0,
      out: 'a.svg: 1 node, 0 edges\n',
      err: 'Warning: nothing of this graph is of --namespace nope\n',
    });
    expect(said('graph', 'a.yaml', '-o', 'a.svg', '--kind', 'Pdo').err).toMatch(
      /some of them; nothing is of --kind Pdo\n$/,
    );
  });

  test('a graph with two names that become one node has neither for a slip', () => {
    const pods = ['a', 'b', 'c', 'd', 'e'].map((name) => POD.replace('namespace: a', `namespace: ${name}`));
    fs.writeFileSync('many.yaml', pods.join('---\n'));
    expect(
      said('graph', 'many.yaml', '-o', 'a.svg', ...['a', 'b', 'c', 'd', 'e'].flatMap((one) => ['-n', one])).err,
    ).toBe('');
  });

  test('callers from an account of which there are no pods', () => {
    const service =
      '---\napiVersion: v1\nkind: Service\nmetadata: { name: s, namespace: a }\nspec: { selector: { app: s }, ports: [{ port: 80 }] }\n';
    fs.writeFileSync('s.yaml', POD.replace('  name: a\n', '  name: a\n  labels: { app: s }\n') + service);
    expect(said('callers', 's.yaml', '--from', 'a/nobody').err).toBe(
      'Warning: no workload among the manifests is --from a/nobody; a pod without labels is asked for it\n',
    );
    expect(said('callers', 's.yaml', '--from', 'a/default').err).toBe('');
  });

  test.each([
    ['team/runner', "'team/runner' is the name of a user; a service account is system:serviceaccount:NAMESPACE:NAME"],
    [
      'system:serviceaccount:team',
      "'system:serviceaccount:team' is no service account; a service account is system:serviceaccount:NAMESPACE:NAME",
    ],
  ])('can-i --as %s', (subject, warning) => {
    fs.writeFileSync('r.yaml', RIGHTS);
    const err = `Warning: ${warning}\n`;
    expect(said('can-i', 'get', 'pods', '-n', 'team', '--as', subject, 'r.yaml')).toEqual({
      code: 1,
      out: 'no\n',
      err,
    });
    expect(said('can-i', '--list', '--as', subject, 'r.yaml').err).toBe(err);
    expect(said('can-i', 'get', 'pods', '-n', 'team', '--as', 'other/user', 'r.yaml').err).toBe('');
  });

  test('-n=team is the namespace team, as kubectl takes it', () => {
    fs.writeFileSync('r.yaml', RIGHTS);
    const asked = ['can-i', 'get', 'pods', '--as', 'system:serviceaccount:team:runner', 'r.yaml'];
    expect(said(...asked, '-n=team').code).toBe(0);
    expect(said(...asked, '-n=other').code).toBe(1);
    expect(said(...asked, '-n=').err).toMatch(/^--namespace needs a value\n/);
    expect(said(...asked, '-A=x').err).toMatch(/^-/);
  });

  test('a field of a request of a file', () => {
    fs.writeFileSync('q.json', '[{ "url": "http://a.example/", "header": { "x-a": "b" }, "note": "x" }]');
    expect(said('route', '--requests', 'q.json', 'a.yaml')).toEqual(
      error("q.json: [0]: has the unknown field 'header'; did you mean 'headers'?\n"),
    );
  });

  test('a pool of another provider says how its sizes are given', () => {
    fs.writeFileSync(
      'pool.yaml',
      'apiVersion: karpenter.sh/v1\nkind: NodePool\nmetadata: { name: p }\nspec: { template: { spec: { requirements: [],\n' +
        '  nodeClassRef: { group: karpenter.k8s.aws, kind: EC2NodeClass, name: d } } } }\n',
    );
    expect(said('schedule', 'pool.yaml', 'a.yaml').out).toContain(
      'pool  p  sizes of this provider are not known, --sizes gives them\n',
    );
  });
});
