import { Folder } from './run';

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

// A Service that the API server refuses before 1.36, and takes from then on.
const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: 1a\nspec:\n  ports: [{port: 80}]\n';
const pools = 'nodeClasses: { ubuntu: {} }\npools: { cpu: { skuFamilies: [D] } }\n';

beforeAll(() => {
  folder.write('service.yaml', SERVICE);
});

/** The rules that report the Service, by the target that a file says. */
function rules(name: string, target: string): string[] {
  folder.write(name, `target: ${target}\n${pools}`);
  const { stdout, stderr } = folder.run(['check', 'service.yaml', '--format', 'json', '--target', name]);
  expect(stderr).toBe('');
  return JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule);
}

test('--target takes the platform.yaml that says it', () => {
  expect(rules('platform.yaml', "{ provider: aks, kubernetes: '1.34' }")).toContain('ACC001');
  expect(rules('clusters/lab.yml', "{ provider: kind, kubernetes: '1.36', dataplane: cilium }")).not.toContain(
    'ACC001',
  );
});

test.each([
  ['report', 'service.yaml', '-o', 'report'],
  ['schedule', 'service.yaml'],
  ['graph', 'service.yaml', '-o', 'graph.svg'],
  ['diff', 'service.yaml', 'service.yaml'],
  ['migrate', 'service.yaml'],
])('so does %s', (...args) => {
  folder.write('platform.yaml', `target: { provider: aks, kubernetes: '1.34' }\n${pools}`);
  const { stderr, code } = folder.run([...args, '--target', 'platform.yaml']);
  expect([stderr, code]).toEqual([
    folder.run([...args, '--target', 'aks@1.34']).stderr,
    folder.run([...args, '--target', 'aks@1.34']).code,
  ]);
});

test.each([
  ['is not there', undefined, '--target: platform.yaml  cannot be read: ENOENT, there is no such file\n'],
  ['says no target', pools, '--target: platform.yaml:1:1  target: is missing\n'],
  [
    'says a version that there is not',
    "target: { provider: aks, kubernetes: '1.99' }\n",
    "--target: target.kubernetes: target kubernetes version '1.99' is not known, ",
  ],
  ['is not YAML', 'target: [', '--target: platform.yaml:'],
  [
    'has another mistake',
    `target: { provider: aks, kubernetes: '1.34' }\npool: {}\n`,
    '--target: platform.yaml:2:1  pool: unknown key, ',
  ],
])('a file that %s is told of in a line', (_, text, expected) => {
  folder.remove();
  folder.write('service.yaml', SERVICE);
  if (text !== undefined) folder.write('platform.yaml', text);
  const { code, stdout, stderr } = folder.run(['check', 'service.yaml', '--target', 'platform.yaml']);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(expected);
  expect(stderr).toMatch(/see cdk8s-ml-platform check --help\n$/);
  expect(stderr).not.toMatch(/^ +at /m);
});
