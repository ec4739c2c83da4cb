import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { Folder } from './run';

const GOOD = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: good\n  namespace: default\n';
/** Capitals are no part of a name. */
const BAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  namespace: default\n  name: Bad\n';

let folder: Folder;

beforeEach(() => {
  folder = new Folder();
  folder.write('good.yaml', GOOD);
  folder.write('bad.yaml', BAD);
});

afterEach(() => folder.remove());

describe('exit codes', () => {
  test('0 where nothing is found', () => {
    expect(folder.run(['check', 'good.yaml'])).toEqual({
      code: 0,
      stdout: '1 object, 0 errors, 0 warnings\n',
      stderr: '',
    });
  });

  test('1 where something is found', () => {
    const { code, stdout, stderr } = folder.run(['check', 'bad.yaml']);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^ACC001 error {2}ConfigMap default\/Bad {2}metadata\.name\n/);
    expect(stdout).toContain('source: bad.yaml:5\n');
    expect(stdout).toMatch(/1 object, 1 error, 0 warnings\n$/);
  });

  test.each<[string, string[], string]>([
    ['a wrong option', ['check', '--formt', 'json', '.'], '--formt is no option, allowed are --target, --preset, '],
    ['a wrong short option', ['check', '-x', '.'], '-x is no option, allowed are --target, '],
    ['an option without its value', ['check', '.', '--target'], '--target needs a value'],
    ['an empty value', ['check', '.', '--preset='], '--preset needs a value'],
    ['a value that is none', ['check', '.', '--each=yes'], '--each takes no value'],
    [
      'a wrong format',
      ['check', '.', '--format', 'xml'],
      "--format is 'xml', allowed are table, json, sarif, github, junit",
    ],
    ['a wrong preset', ['check', '.', '--preset', 'lax'], "--preset is 'lax', allowed are default, strict, documented"],
    ['a wrong severity', ['check', '.', '--fail-on', 'info'], "--fail-on is 'info', allowed are error, warning"],
    ['a wrong provider', ['check', '.', '--target', 'gke@1.34'], "--target: target provider 'gke' is not known, "],
    ['a wrong version', ['check', '.', '--target', 'aks@1.99'], "--target: target kubernetes version '1.99' is not "],
    ['a target without version', ['check', '.', '--target', 'aks'], "--target: target 'aks' is not provider@version"],
    ['no path', ['check'], 'check needs at least one PATH, or - for standard input'],
  ])('2 for %s', (_name, args, message) => {
    const { code, stdout, stderr } = folder.run(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.startsWith(message)).toBe(true);
    expect(stderr.split('\n')).toEqual([expect.any(String), 'see cdk8s-ml-platform check --help', '']);
  });

  test('2 for a wrong command', () => {
    const { code, stdout, stderr } = folder.run(['chek', '.']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^'chek' is no command, allowed are check\b.*\nsee cdk8s-ml-platform --help\n$/);
  });

  test('2 and the usage without a command, 0 for --help', () => {
    const usage = folder.run(['--help']);
    expect([usage.code, usage.stderr]).toEqual([0, '']);
    expect(usage.stdout).toMatch(/^usage: cdk8s-ml-platform COMMAND/);
    expect(usage.stdout).toMatch(/^ {2}check +checks manifests/m);
    expect(folder.run([])).toEqual({ code: 2, stdout: '', stderr: usage.stdout });
    const check = folder.run(['check', '--help']);
    expect([check.code, check.stderr]).toEqual([0, '']);
    expect(check.stdout).toMatch(/^usage: cdk8s-ml-platform check PATH/);
  });
});

describe('paths', () => {
  test('of a folder every manifest at any depth, hidden folders and node_modules left out', () => {
    folder.write('deep/er/a.yml', GOOD);
    folder.write('deep/b.json', '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"}}');
    folder.write('deep/.hidden/c.yaml', BAD);
    folder.write('deep/node_modules/d.yaml', BAD);
    folder.write('deep/e.txt', 'not read');
    expect(folder.run(['check', 'deep']).stdout).toBe('2 objects, 0 errors, 0 warnings\n');
  });

  test('several are one cluster', () => {
    const { stdout } = folder.run(['check', 'good.yaml', folder.write('again.yaml', GOOD)]);
    expect(stdout).toMatch(/^REF001 error/);
    expect(stdout).toMatch(/\n2 objects, /);
  });

  test('- is standard input', () => {
    expect(folder.run(['check', '-'], GOOD).code).toBe(0);
    const { code, stdout } = folder.run(['check', '-', '--format', 'json'], BAD);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).findings[0]).toMatchObject({ file: '-', line: 5 });
  });

  test('a name that begins as an option does stands after --', () => {
    folder.write('-a.yaml', GOOD);
    expect(folder.run(['check', '--', '-a.yaml']).code).toBe(0);
  });

  test('a folder without manifests is an error', () => {
    folder.write('empty/readme.txt', 'x');
    expect(folder.run(['check', 'empty'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'empty: no manifests found; of a folder every .yaml, .yml and .json file at any depth is read\n',
    });
    expect(folder.run(['check', 'good.yaml', 'empty']).code).toBe(0);
    expect(folder.run(['check', '--each', 'good.yaml', 'empty']).code).toBe(2);
  });

  test('with --each every path is a cluster of its own', () => {
    folder.write('again.yaml', GOOD);
    const table = folder.run(['check', '--each', 'good.yaml', 'again.yaml']);
    const counts = '1 object, 0 errors, 0 warnings\n';
    expect(table).toEqual({ code: 0, stdout: `good.yaml\n${counts}\nagain.yaml\n${counts}`, stderr: '' });
    const json = folder.run(['check', '--each', '--format', 'json', 'good.yaml', 'bad.yaml']);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject([
      { path: 'good.yaml', summary: { objects: 1, errors: 0 }, findings: [] },
      { path: 'bad.yaml', summary: { objects: 1, errors: 1 }, findings: [{ rule: 'ACC001' }] },
    ]);
  });
});

describe('formats', () => {
  test('JSON', () => {
    const { code, stdout, stderr } = folder.run(['check', 'bad.yaml', '--format', 'json']);
    expect([code, stderr]).toEqual([1, '']);
    expect(JSON.parse(stdout)).toEqual({
      summary: { objects: 1, errors: 1, warnings: 0, suppressed: 0 },
      findings: [
        {
          rule: 'ACC001',
          severity: 'error',
          object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name: 'Bad' },
          file: 'bad.yaml',
          document: 0,
          line: 5,
          path: 'metadata.name',
          message: expect.stringContaining('Bad'),
          why: expect.any(String),
          fix: expect.any(String),
          help: 'docs/rules.md#acc001',
        },
      ],
      suppressed: [],
    });
  });

  test('SARIF', () => {
    const { code, stdout, stderr } = folder.run(['check', 'bad.yaml', '--format=sarif']);
    expect([code, stderr]).toEqual([1, '']);
    expect(JSON.parse(stdout)).toMatchObject({ version: '2.1.0', runs: [{ results: [{ ruleId: 'ACC001' }] }] });
  });
});

describe('severities', () => {
  test('a finding that is a warning fails the run only where that is asked for', () => {
    const documented = ['check', 'bad.yaml', '--preset', 'documented'];
    const { code, stdout } = folder.run(documented);
    expect(code).toBe(0);
    expect(stdout).toMatch(/1 object, 0 errors, 1 warning\n$/);
    expect(folder.run([...documented, '--fail-on', 'warning']).code).toBe(1);
    expect(folder.run([...documented, '--fail-on', 'error']).code).toBe(0);
  });

  test('strict', () => {
    expect(folder.run(['check', 'bad.yaml', '--preset', 'strict']).code).toBe(1);
    expect(folder.run(['check', 'good.yaml', '--preset', 'strict']).code).toBe(0);
  });

  test('an annotation with a reason accepts a finding, and the report says so', () => {
    const reason = 'kept as the document has it';
    folder.write('bad.yaml', `${BAD}  annotations:\n    cdk8s-ml-platform/suppress-ACC001: ${reason}\n`);
    const { code, stdout } = folder.run(['check', 'bad.yaml']);
    expect(code).toBe(0);
    expect(stdout).toContain(`accepted: ${reason}\n1 object, 0 errors, 0 warnings, 1 accepted\n`);
    const json = JSON.parse(folder.run(['check', 'bad.yaml', '--format', 'json']).stdout);
    expect(json).toMatchObject({ findings: [], suppressed: [{ rule: 'ACC001', reason }] });
  });
});

test('the target decides what is right', () => {
  folder.write('service.yaml', 'apiVersion: v1\nkind: Service\nmetadata:\n  name: 1a\nspec:\n  ports: [{port: 80}]\n');
  const ids = (target: string): string[] =>
    JSON.parse(folder.run(['check', 'service.yaml', '--format', 'json', '--target', target]).stdout).findings.map(
      ({ rule }: { rule: string }) => rule,
    );
  expect(ids('aks@1.34')).toContain('ACC001');
  expect(ids('kind@1.36')).not.toContain('ACC001');
});

describe('--external', () => {
  test.each([
    ['kind: Secret\n', 'ext.yaml: is not a list of objects with kind, name and reason'],
    ['- 1\n', 'ext.yaml: [0] is not a mapping with kind, name and reason'],
    ['- {kind: Secret, name: a}\n', 'ext.yaml: [0] needs reason'],
    ['- {kind: Secret, name: a, reason: " "}\n', 'ext.yaml: [0] needs reason'],
    ['- {kind: Secret, nam: a, reason: x}\n', "ext.yaml: [0] has 'nam', allowed are kind, name, reason, "],
    ['- {kind: Secret, name: 1, reason: x}\n', 'ext.yaml: [0] name is not text'],
    ['- {kind: Secret, name: a, reason: x, keys: a}\n', 'ext.yaml: [0] keys is not a list of text'],
    ['- [\n', 'ext.yaml:2: is not YAML: '],
  ])('%j is refused', (text, message) => {
    folder.write('ext.yaml', text);
    const { code, stdout, stderr } = folder.run(['check', 'good.yaml', '--external', 'ext.yaml']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.startsWith(message)).toBe(true);
  });

  test('a list is read', () => {
    folder.write('ext.yaml', '- {kind: Secret, name: a, namespace: x, keys: [k], reason: made by the vault}\n');
    expect(folder.run(['check', 'good.yaml', '--external', 'ext.yaml']).code).toBe(0);
  });
});

describe('--crds', () => {
  const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Cluster
  names: {kind: Widget, plural: widgets, singular: widget, listKind: WidgetList}
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
`;
  const WIDGET = 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a, namespace: b}\nspec: {size: 1}\n';

  test('the kinds of a folder of definitions are known', () => {
    folder.write('crds/widget.yaml', CRD);
    folder.write('widget.yaml', WIDGET);
    const ids = (...args: string[]): string[] =>
      JSON.parse(folder.run(['check', 'widget.yaml', '--format', 'json', ...args]).stdout).findings.map(
        ({ message }: { message: string }) => message,
      );
    // A kind that has no namespace is told only where it is known.
    expect(ids('--crds', 'crds')).toContainEqual(expect.stringMatching(/namespace/));
    expect(ids()).not.toContainEqual(expect.stringMatching(/namespace/));
  });

  test('a folder without definitions is an error', () => {
    const { code, stdout, stderr } = folder.run(['check', 'good.yaml', '--crds', 'good.yaml']);
    expect([code, stdout, stderr]).toEqual([2, '', 'good.yaml: no CustomResourceDefinition found\n']);
  });
});

test('a reader that has enough before the end is no error', () => {
  const objects = Array.from({ length: 3000 }, (_value, index) => BAD.replace('Bad', `Bad${index}`)).join('---\n');
  folder.write('many.yaml', objects);
  const cli = path.resolve(__dirname, '../../dist/lib/src/cli.js');
  const command = `"${process.execPath}" "${cli}" check many.yaml --format json | head -n 1`;
  const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: folder.dir, encoding: 'utf8' });
  expect([stdout, stderr]).toEqual(['{\n', '']);
});

const FULL = '/dev/full';

(fs.existsSync(FULL) ? test : test.skip)(
  'standard output on a full disk is said, without a stack (needs /dev/full)',
  () => {
    const cli = path.resolve(__dirname, '../../dist/lib/src/cli.js');
    const full = fs.openSync(FULL, 'w');
    const { status, stderr } = spawnSync(process.execPath, [cli, 'check', 'good.yaml'], {
      cwd: folder.dir,
      encoding: 'utf8',
      stdio: ['ignore', full, 'pipe'],
    });
    fs.closeSync(full);
    expect([status, stderr]).toEqual([2, 'standard output cannot be written: ENOSPC, the disk is full\n']);
  },
);

describe('each build', () => {
  const root = path.resolve(__dirname, '../..');
  const build = (...args: string[]): string =>
    execFileSync(process.execPath, [path.join(root, '.ci/executable.mjs'), ...args], {
      cwd: folder.path('.'),
      encoding: 'utf8',
    });

  test('lets the command be run, which npx does only the first time', () => {
    const { scripts } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(scripts.build).toMatch(/ && node \.ci\/executable\.mjs$/);
    folder.write('lib/src/cli.js', '');
    fs.chmodSync(folder.path('lib/src/cli.js'), 0o644);
    build(folder.path('lib'));
    expect(() => fs.accessSync(folder.path('lib/src/cli.js'), fs.constants.X_OK)).not.toThrow();
  });

  test('links the command among the packages, where npx looks first, and leaves a link that is there', () => {
    folder.write('dist/lib/src/cli.js', '');
    folder.write('node_modules/.bin/other', '');
    const link = folder.path('node_modules/.bin/cdk8s-ml-platform');
    for (const _build of ['first', 'second']) {
      build();
      expect(fs.realpathSync(link)).toBe(fs.realpathSync(folder.path('dist/lib/src/cli.js')));
    }
  });
});
