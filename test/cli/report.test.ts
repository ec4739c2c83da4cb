import * as fs from 'fs';
import { Folder } from './run';

const YAML = `apiVersion: v1
kind: Pod
metadata: { name: one, namespace: team }
spec: { containers: [{ name: a, image: 'r.example.com/a:1' }] }
`;
/** Capitals are no part of a name. */
const BAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  namespace: default\n  name: Bad\n';

let folder: Folder;
const read = (file = 'out/index.html'): string => fs.readFileSync(folder.path(file), 'utf8');

beforeEach(() => {
  folder = new Folder();
  folder.write('10-team.k8s.yaml', YAML);
});

afterEach(() => folder.remove());

test('one page is written, the same bytes each time', () => {
  const written = folder.run(['report', '10-team.k8s.yaml', '-o', 'out', '--target', 'aks@1.34', '--title', 'A & B']);
  expect(written).toMatchObject({ code: 0, stderr: '' });
  expect(written.stdout).toMatch(/^out\/index\.html: 1 object, 0 errors, \d+ warnings?\n$/);
  expect(read()).toMatch(/^<!doctype html>/);
  expect(read()).toContain('<title>A &amp; B</title>');
  const first = read();
  folder.run(['report', '10-team.k8s.yaml', '-o', 'out', '--target', 'aks@1.34', '--title', 'A & B']);
  expect(read()).toBe(first);
  expect(fs.readdirSync(folder.path('out'))).toEqual(['index.html']);
});

test('the title of a platform.yaml is its host, unless one is given; elsewhere it names none', () => {
  const pools =
    'pools:\n  general: { skuFamilies: [D], nodeClass: ubuntu }\nnodeClasses:\n  ubuntu: { imageFamily: Ubuntu2204 }\n';
  const target = 'target: { provider: aks, kubernetes: "1.34" }\n';
  const gateway = 'gateway: { host: ml.example.com, issuer: { selfSignedCa: {} } }\n';
  folder.write('with.yaml', target + pools + gateway);
  folder.write('without.yaml', target + pools);
  const titleOf = (...args: string[]): string | undefined => {
    expect(folder.run(['report', '10-team.k8s.yaml', '-o', 'out', ...args])).toMatchObject({ code: 0, stderr: '' });
    return /<title>(.*)<\/title>/.exec(read())?.[1];
  };
  expect(titleOf('--target', 'with.yaml')).toBe('Platform at ml.example.com');
  expect(titleOf('--target', 'with.yaml', '--title', 'Ours')).toBe('Ours');
  expect(titleOf('--target', 'without.yaml')).toBe('Platform report');
  expect(titleOf('--target', 'aks@1.34')).toBe('Platform report');
});

test('from standard input, and from an absolute path, whose folders are not on the page', () => {
  expect(folder.run(['report', '-', '-o', 'out'], YAML).code).toBe(0);
  expect(folder.run(['report', folder.dir, '-o', 'out']).code).toBe(0);
  expect(read()).not.toContain(`${folder.dir}/`);
  expect(read()).toContain('/10-team.k8s.yaml');
});

test('--fail-on says by the exit code what was found; the page is written all the same', () => {
  folder.write('bad.yaml', BAD);
  const run = (...args: string[]): number | null => folder.run(['report', 'bad.yaml', '-o', 'out', ...args]).code;
  expect([run(), run('--fail-on', 'error'), run('--fail-on', 'error', '--preset', 'documented')]).toEqual([0, 1, 0]);
  expect(run('--fail-on', 'warning', '--preset', 'documented')).toBe(1);
  expect(read()).toContain('ACC001');
});

test('--external, --sizes and --region are those of check and schedule', () => {
  folder.write('external.yaml', '- { kind: Namespace, name: team, reason: by hand }\n');
  const before = folder.run(['report', '10-team.k8s.yaml', '-o', 'out']);
  const after = folder.run(['report', '10-team.k8s.yaml', '-o', 'out', '--external', 'external.yaml']);
  expect(before.stdout).toContain('0 errors, 1 warning');
  expect(after.stdout).toContain('0 errors, 0 warnings');
  folder.write('sizes.json', '[]');
  expect(folder.run(['report', '10-team.k8s.yaml', '-o', 'out', '--sizes', 'sizes.json'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'sizes.json: has no size\n',
  });
});

test('bad input leaves the old page whole', () => {
  folder.run(['report', '10-team.k8s.yaml', '-o', 'out']);
  const old = read();
  folder.write('bad.yaml', 'a: [');
  expect(folder.run(['report', '10-team.k8s.yaml', 'bad.yaml', '-o', 'out']).code).toBe(2);
  expect(read()).toBe(old);
  expect(fs.readdirSync(folder.path('out'))).toEqual(['index.html']);
});

test.each<[args: string[], message: string]>([
  [['10-team.k8s.yaml'], 'report needs -o DIR\nsee cdk8s-ml-platform report --help\n'],
  [['-o', 'out'], 'report needs at least one PATH, or - for standard input\nsee cdk8s-ml-platform report --help\n'],
  [
    ['10-team.k8s.yaml', '-o', 'out', '--preset', 'lax'],
    "--preset is 'lax', allowed are default, strict, documented\nsee cdk8s-ml-platform report --help\n",
  ],
  [
    ['10-team.k8s.yaml', '-o', 'out', '--fail-on', 'info'],
    "--fail-on is 'info', allowed are error, warning, never\nsee cdk8s-ml-platform report --help\n",
  ],
  [['none', '-o', 'out'], 'none: there is no such file or folder\n'],
  [
    ['10-team.k8s.yaml', '-o', '10-team.k8s.yaml'],
    '10-team.k8s.yaml: cannot be written: EEXIST, a file stands there, give a folder\n',
  ],
])('%j cannot be used', (args, message) => {
  expect(folder.run(['report', ...args])).toEqual({ code: 2, stdout: '', stderr: message });
  expect(fs.readdirSync(folder.dir)).toEqual(['10-team.k8s.yaml']);
});
