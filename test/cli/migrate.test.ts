import * as fs from 'fs';
import { execFileSync } from 'child_process';
import { Folder } from './run';

const OLD = `# nightly
apiVersion: batch/v1beta1
kind: CronJob
metadata: { name: nightly }
`;
const NEW = OLD.replace('v1beta1', 'v1');
const LEFT = 'apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata: { name: a }\n';
const PDB = 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: a }\nspec: { selector: {} }\n';

let folder: Folder;

beforeEach(() => {
  folder = new Folder();
});

afterEach(() => folder.remove());

const read = (file: string): string => fs.readFileSync(folder.path(file), 'utf8');

test('shows the difference and what is to be known, and changes nothing', () => {
  folder.write('dir/a.yaml', OLD);
  folder.write('dir/b.yaml', PDB);
  folder.write('dir/c.yaml', NEW);
  const { code, stdout, stderr } = folder.run(['migrate', 'dir']);
  expect([code, stderr]).toEqual([1, '']);
  expect(stdout).toBe(`--- a/dir/a.yaml
+++ b/dir/a.yaml
@@ -1,4 +1,4 @@
 # nightly
-apiVersion: batch/v1beta1
+apiVersion: batch/v1
 kind: CronJob
 metadata: { name: nightly }
--- a/dir/b.yaml
+++ b/dir/b.yaml
@@ -1,4 +1,4 @@
-apiVersion: policy/v1beta1
+apiVersion: policy/v1
 kind: PodDisruptionBudget
 metadata: { name: a }
 spec: { selector: {} }

warning: dir/b.yaml:4 PodDisruptionBudget a spec.selector
  is empty, which chose no pod in policy/v1beta1 and chooses every pod of the namespace in policy/v1; without a selector it chooses none (kubernetes-disruption-budget-v1)

2 files would change, 1 warning, 0 left for you
`);
  expect([read('dir/a.yaml'), read('dir/b.yaml')]).toEqual([OLD, PDB]);
});

test('git applies what it shows, with the notes below, and that is what --write writes', () => {
  folder.write('a.yaml', OLD);
  folder.write('b/c.yaml', PDB);
  folder.write('left.yaml', LEFT);
  const { stdout } = folder.run(['migrate', '.']);
  expect(stdout).toContain(
    'left for you: left.yaml:1 PodSecurityPolicy a\n  PodSecurityPolicy was removed in Kubernetes 1.25',
  );
  execFileSync('git', ['apply', '-'], { cwd: folder.dir, input: stdout });
  const patched = [read('a.yaml'), read('b/c.yaml'), read('left.yaml')];
  folder.write('a.yaml', OLD);
  folder.write('b/c.yaml', PDB);
  folder.run(['migrate', '.', '--write']);
  expect([read('a.yaml'), read('b/c.yaml'), read('left.yaml')]).toEqual(patched);
  expect(patched).toEqual([NEW, PDB.replace('v1beta1', 'v1'), LEFT]);
});

test('--write changes the files, and then all is current', () => {
  folder.write('a.yaml', OLD);
  expect(folder.run(['migrate', 'a.yaml', '--write'])).toEqual({
    code: 0,
    stdout: 'a.yaml: kubernetes-api-versions\n\n1 file changed, 0 warnings, 0 left for you\n',
    stderr: '',
  });
  expect(read('a.yaml')).toBe(NEW);
  expect(folder.run(['migrate', 'a.yaml', '--write'])).toEqual({
    code: 0,
    stdout: '1 file, all current\n',
    stderr: '',
  });
});

test('--write ends with 1 as long as something is left', () => {
  folder.write('a.yaml', `${OLD}---\n${LEFT}`);
  expect(folder.run(['migrate', 'a.yaml', '--write']).code).toBe(1);
  const second = folder.run(['migrate', 'a.yaml', '--write']);
  expect([second.code, second.stdout]).toEqual([
    1,
    expect.stringContaining('0 files changed, 0 warnings, 1 left for you'),
  ]);
});

test('--write keeps a byte order mark, lines of Windows, access rights and links, and leaves nothing beside', () => {
  const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(OLD.replace(/\n/g, '\r\n'))]);
  folder.write('real/a.yaml', bytes);
  fs.chmodSync(folder.path('real/a.yaml'), 0o640);
  fs.mkdirSync(folder.path('links'));
  fs.symlinkSync('../real/a.yaml', folder.path('links/a.yaml'));
  expect(folder.run(['migrate', 'links', '--write']).code).toBe(0);
  expect(fs.readFileSync(folder.path('real/a.yaml'))).toEqual(
    Buffer.from(bytes.toString('utf8').replace('v1beta1', 'v1'), 'utf8'),
  );
  expect(fs.statSync(folder.path('real/a.yaml')).mode & 0o777).toBe(0o640);
  expect(fs.lstatSync(folder.path('links/a.yaml')).isSymbolicLink()).toBe(true);
  expect(fs.readdirSync(folder.path('real'))).toEqual(['a.yaml']);
});

test('--write does not touch a file that is current', () => {
  folder.write('a.yaml', NEW);
  fs.utimesSync(folder.path('a.yaml'), 1000, 1000);
  expect(folder.run(['migrate', 'a.yaml', '--write']).code).toBe(0);
  expect(fs.statSync(folder.path('a.yaml')).mtimeMs).toBe(1_000_000);
});

test('--write writes nothing where one of the files is unusable', () => {
  folder.write('dir/a.yaml', OLD);
  folder.write('dir/b.yaml', 'a: [\n');
  const { code, stdout, stderr } = folder.run(['migrate', 'dir', '--write']);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^dir\/b\.yaml:2: is not YAML/);
  expect(read('dir/a.yaml')).toBe(OLD);
});

test('JSON for programs', () => {
  folder.write('a.yaml', `---\n${PDB}`);
  const { code, stdout } = folder.run(['migrate', 'a.yaml', '--format', 'json']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    written: false,
    summary: { changed: 1, warnings: 1, manual: 0 },
    files: [
      {
        file: 'a.yaml',
        changed: true,
        diff: expect.stringContaining('+apiVersion: policy/v1\n'),
        changes: [
          {
            migration: 'kubernetes-disruption-budget-v1',
            title: expect.any(String),
            object: 'PodDisruptionBudget a',
            line: 2,
          },
        ],
        notes: [
          {
            severity: 'warning',
            migration: 'kubernetes-disruption-budget-v1',
            file: 'a.yaml',
            line: 5,
            object: 'PodDisruptionBudget a',
            field: 'spec.selector',
            message: expect.any(String),
          },
        ],
      },
    ],
  });
});

test('standard input is shown', () => {
  const { code, stdout } = folder.run(['migrate', '-'], OLD);
  expect(code).toBe(1);
  expect(stdout).toContain('--- a/stdin\n+++ b/stdin\n');
});

test('a file that is given twice is read once', () => {
  folder.write('dir/a.yaml', OLD);
  expect(folder.run(['migrate', 'dir', './dir/a.yaml']).stdout).toContain('1 file would change');
  fs.symlinkSync('a.yaml', folder.path('dir/b.yaml'));
  expect(folder.run(['migrate', 'dir', '--write']).stdout).toContain('1 file changed');
  expect(read('dir/b.yaml')).toBe(NEW);
});

test('--istio and --target', () => {
  folder.write('a.yaml', 'apiVersion: networking.istio.io/v1beta1\nkind: Gateway\nmetadata: { name: a }\n');
  expect(folder.run(['migrate', 'a.yaml']).code).toBe(0);
  expect(folder.run(['migrate', 'a.yaml', '--istio', '1.21.3']).code).toBe(0);
  expect(folder.run(['migrate', 'a.yaml', '--istio', '1.22']).stdout).toContain(
    '+apiVersion: networking.istio.io/v1\n',
  );
});

describe('2 for', () => {
  test.each<[string, string[], string]>([
    ['no path', [], 'migrate needs at least one PATH, or - for standard input'],
    ['writing of standard input', ['-', '--write'], '--write has no file to change for -, standard input'],
    ['a wrong format', ['a.yaml', '--format', 'table'], "--format is 'table', allowed are text, json"],
    ['a wrong Istio', ['a.yaml', '--istio', 'new'], "--istio is 'new', write it as 1.24"],
    [
      'a wrong option',
      ['a.yaml', '--dry-run'],
      '--dry-run is no option, allowed are --write, --target, --istio, --format, --exclude, --help',
    ],
  ])('%s', (_what, args, message) => {
    const { code, stdout, stderr } = folder.run(['migrate', ...args]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.split('\n')).toEqual([message, 'see cdk8s-ml-platform migrate --help', '']);
  });

  test.each<[string, string | Buffer, string]>([
    ['a binary file', Buffer.from([0, 1, 2]), 'a.yaml: is binary, not YAML or JSON\n'],
    ['an empty file', '', 'a.yaml: no manifests found\n'],
    ['comments alone', '# a\n', 'a.yaml: no manifests found\n'],
    [
      'a key that is given twice',
      'kind: A\nkind: B\n',
      'a.yaml:2: key "kind" is given twice in one mapping; take one away first\n',
    ],
  ])('%s', (_what, content, message) => {
    folder.write('a.yaml', content);
    expect(folder.run(['migrate', 'a.yaml'])).toEqual({ code: 2, stdout: '', stderr: message });
    expect(folder.run(['migrate', 'absent.yaml']).code).toBe(2);
  });

  test('nothing on standard input', () => {
    expect(folder.run(['migrate', '-'])).toEqual({ code: 2, stdout: '', stderr: '-: no manifests found\n' });
    expect(folder.run(['migrate', '-'], '# nothing\n')).toEqual({
      code: 2,
      stdout: '',
      stderr: '-: no manifests found\n',
    });
  });
});

test('help has examples', () => {
  const { code, stdout } = folder.run(['migrate', '--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('cdk8s-ml-platform migrate manifests --target aks@1.34 --write');
});
