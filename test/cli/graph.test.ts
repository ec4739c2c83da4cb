import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { Folder } from './run';

const YAML = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: general }
spec:
  template:
    spec:
      nodeClassRef: { group: karpenter.azure.com, kind: AKSNodeClass, name: default }
      requirements: [{ key: karpenter.azure.com/sku-name, operator: In, values: [Standard_D4s_v5] }]
---
apiVersion: v1
kind: Pod
metadata: { name: one, namespace: team }
spec: { containers: [{ name: a, image: 'r.example.com/a:1' }] }
`;

let folder: Folder;
const read = (file: string): string => fs.readFileSync(folder.path(file), 'utf8');

beforeEach(() => {
  folder = new Folder();
  folder.write('10-team.k8s.yaml', YAML);
});

afterEach(() => folder.remove());

test('the ending of the file says what is written', () => {
  const draw = (file: string): unknown => folder.run(['graph', '10-team.k8s.yaml', '-o', file, '--target', 'aks@1.34']);
  expect(draw('a.mmd')).toEqual({ code: 0, stdout: 'a.mmd: 2 nodes, 1 edge\n', stderr: '' });
  expect(read('a.mmd')).toBe(`flowchart LR
  accTitle: Where pods run, what reaches them, and what they may do
  accDescr: 1 pool, 1 workload.
  subgraph g0 ["Nodes"]
    n1[["general<br/>NodePool<br/>Standard_D4s_v5"]]
  end
  subgraph g1 ["team"]
    n0["one<br/>Pod"]
  end
  n1 --> n0
`);
  draw('a.dot');
  expect(read('a.dot')).toMatch(/^digraph platform \{\n/);
  draw('a.svg');
  expect(read('a.svg')).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" class="platform-graph" role="img"/);
  const first = read('a.svg');
  draw('a.svg');
  expect(read('a.svg')).toBe(first);
});

test('a part of it, from standard input', () => {
  expect(folder.run(['graph', '-', '-o', 'a.mmd', '--view', 'capacity', '--kind', 'pod'], YAML).stdout).toBe(
    'a.mmd: 2 nodes, 1 edge\n',
  );
  expect(folder.run(['graph', '10-team.k8s.yaml', '-o', 'a.mmd', '--system', 'team', '--namespace', 'team']).code).toBe(
    0,
  );
});

test.each<[args: string[], message: string]>([
  [['10-team.k8s.yaml'], 'graph needs -o FILE\nsee cdk8s-ml-platform graph --help\n'],
  [
    ['10-team.k8s.yaml', '-o', 'a.png'],
    "-o is 'a.png', allowed are files that end in .svg, .mmd, .dot\nsee cdk8s-ml-platform graph --help\n",
  ],
  [['-o', 'a.svg'], 'graph needs at least one PATH, or - for standard input\nsee cdk8s-ml-platform graph --help\n'],
  [
    ['10-team.k8s.yaml', '-o', 'a.svg', '--view', 'x'],
    "--view is 'x', allowed are capacity, routes, access, all\nsee cdk8s-ml-platform graph --help\n",
  ],
  [
    ['10-team.k8s.yaml', '-o', 'a.svg', '--namespace', 'x'],
    '10-team.k8s.yaml: nothing of it is in this graph, which has pools, pods, hosts, Services and roles; --view, --namespace, --kind and --system take some of them; nothing is of --namespace x\n',
  ],
  [['none', '-o', 'a.svg'], 'none: there is no such file or folder\n'],
  [
    ['10-team.k8s.yaml', '-o', 'no/a.mmd'],
    'no/a.mmd: cannot be written: ENOENT, a folder of its path is missing, make it first\n',
  ],
])('%j cannot be used', (args, message) => {
  expect(folder.run(['graph', ...args])).toEqual({ code: 2, stdout: '', stderr: message });
  expect(fs.readdirSync(folder.dir)).toEqual(['10-team.k8s.yaml']);
});

(process.platform === 'win32' ? test.skip : test)(
  'what cannot be written whole leaves the picture that was there (needs the ulimit of a shell)',
  () => {
    fs.writeFileSync(folder.path('a.svg'), 'old\n');
    const cli = path.resolve(__dirname, '../../dist/lib/src/cli.js');
    const command = `ulimit -f 1; "${process.execPath}" "${cli}" graph 10-team.k8s.yaml -o a.svg`;
    const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: folder.dir, encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, 'a.svg: cannot be written: EFBIG\n']);
    expect(fs.readFileSync(folder.path('a.svg'), 'utf8')).toBe('old\n');
    expect(fs.readdirSync(folder.dir).sort()).toEqual(['10-team.k8s.yaml', 'a.svg']);
  },
);
