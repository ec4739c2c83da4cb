import { Folder } from './run';

const POOL = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: t4 }
spec:
  limits: { nvidia.com/gpu: 8 }
  template:
    spec:
      nodeClassRef: { group: karpenter.azure.com, kind: AKSNodeClass, name: default }
      requirements:
        - { key: karpenter.azure.com/sku-name, operator: In, values: [Standard_NC4as_T4_v3, Standard_NC8as_T4_v3] }
      taints: [{ key: nvidia.com/gpu, value: 'true', effect: NoSchedule }]
`;
const job = (tolerations: string): string => `---
apiVersion: batch/v1
kind: Job
metadata: { name: train, namespace: ml }
spec:
  parallelism: 2
  template:
    spec:
      restartPolicy: Never
      tolerations: ${tolerations}
      containers:
        - { name: train, image: 'registry.example.com/train:1', resources: { limits: { nvidia.com/gpu: 1 } } }
`;
const NODE = `---
apiVersion: v1
kind: Node
metadata: { name: one }
status: { allocatable: { cpu: '4', memory: 16Gi, pods: '110' } }
`;

let folder: Folder;

beforeEach(() => {
  folder = new Folder();
  folder.write('good.yaml', POOL + job('[{ key: nvidia.com/gpu, operator: Exists }]'));
  folder.write('bad.yaml', POOL + job('[]') + NODE);
});

afterEach(() => folder.remove());

test('a table says pool, sizes and price, and what the device plugin lacks', () => {
  const { code, stdout, stderr } = folder.run(['schedule', 'good.yaml', '--target', 'aks@1.34', '--region', 'eastus']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(
    /^Job ml\/train {3}2 pods\n {2}pool {2}t4 {2}2 sizes, from Standard_NC4as_T4_v3 [\d.]+ USD\/h to Standard_NC8as_T4_v3 [\d.]+ USD\/h\n/,
  );
  expect(stdout).toContain(
    '\nnote: SCH004 NodePool t4: takes Job train, which asks for GPUs, and no manifest runs a device plugin',
  );
  expect(stdout).toMatch(/\n1 workload, 0 without a place\n$/);
});

test('a table says why not, in the words of Karpenter and of the scheduler', () => {
  const { code, stdout } = folder.run(['schedule', 'bad.yaml']);
  expect(code).toBe(1);
  expect(stdout).toBe(
    [
      'Job ml/train   2 pods   no place',
      '  not pool  t4   did not tolerate taint (taint=nvidia.com/gpu=true:NoSchedule)',
      '  not node  one  Insufficient nvidia.com/gpu (asks for 1, 0 free)',
      '',
      '1 workload, 1 without a place',
      '',
    ].join('\n'),
  );
});

test('JSON', () => {
  const { code, stdout } = folder.run(['schedule', 'good.yaml', '--target', 'aks@1.34', '--format', 'json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual([
    {
      object: { apiVersion: 'batch/v1', kind: 'Job', namespace: 'ml', name: 'train' },
      replicas: 2,
      schedulable: true,
      pools: [
        {
          pool: 't4',
          sizes: [
            { name: 'Standard_NC4as_T4_v3', priceUsdPerHour: expect.any(Number) },
            { name: 'Standard_NC8as_T4_v3', priceUsdPerHour: expect.any(Number) },
          ],
        },
      ],
      nodes: [],
      rejected: [],
    },
  ]);
  const none = folder.write('none.yaml', NODE);
  expect(folder.run(['schedule', none, '--format', 'json'])).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
});

test('sizes of another provider', () => {
  const pool = POOL.replace('karpenter.azure.com/sku-name', 'kubernetes.io/arch').replace(
    /values: \[.*\]/,
    'values: [amd64]',
  );
  folder.write('own.yaml', pool + job('[{ operator: Exists }]'));
  const size = {
    name: 'big',
    labels: { 'kubernetes.io/arch': 'amd64' },
    allocatable: { cpu: 8, memory: '64Gi', pods: 110, 'nvidia.com/gpu': 2 },
  };
  folder.write('sizes.json', JSON.stringify([{ ...size, priceUsdPerHour: 2.5 }]));
  const { stdout } = folder.run(['schedule', 'own.yaml', '--sizes', 'sizes.json']);
  expect(stdout).toContain('  pool  t4  big 2.5 USD/h\n');
});

test.each<[string, string, string]>([
  ['text that is not JSON', 'sizes', 'sizes.json: is not JSON: '],
  ['no list', '{}', 'sizes.json: is not a list of sizes with name, labels and allocatable'],
  ['an empty list', '[]', 'sizes.json: has no size'],
  ['no object', '[1]', 'sizes.json: [0] is not an object with a name'],
  ['no name', '[{"allocatable":{}}]', 'sizes.json: [0] needs name'],
  ['no allocatable', '[{"name":"a"}]', 'sizes.json: [0] allocatable is not a mapping of resource to quantity'],
  [
    'no quantity',
    '[{"name":"a","allocatable":{"cpu":"many"}}]',
    'sizes.json: [0] allocatable is not a mapping of resource',
  ],
  [
    'labels that are no text',
    '[{"name":"a","allocatable":{},"labels":{"x":1}}]',
    'sizes.json: [0] labels is not a mapping',
  ],
  [
    'a price below 0',
    '[{"name":"a","allocatable":{},"priceUsdPerHour":-1}]',
    'sizes.json: [0] priceUsdPerHour is not a number',
  ],
])('2 for sizes with %s', (_name, text, message) => {
  folder.write('sizes.json', text);
  const { code, stdout, stderr } = folder.run(['schedule', 'good.yaml', '--sizes', 'sizes.json']);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr.startsWith(message)).toBe(true);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test.each<[string, string[], string]>([
  ['no path', ['schedule'], 'schedule needs at least one PATH, or - for standard input'],
  [
    'a wrong option',
    ['schedule', '.', '--size', 'x'],
    '--size is no option, allowed are --target, --sizes, --region, --format, --exclude, --help',
  ],
  ['a wrong format', ['schedule', '.', '--format', 'sarif'], "--format is 'sarif', allowed are table, json"],
  ['a wrong target', ['schedule', '.', '--target', 'aks'], "--target: target 'aks' is not provider@version"],
])('2 for %s', (_name, args, message) => {
  const { code, stdout, stderr } = folder.run(args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr.startsWith(message)).toBe(true);
});

test('2 for no manifest and for a file that is not there', () => {
  folder.write('empty.yaml', '# nothing\n');
  expect(folder.run(['schedule', 'empty.yaml'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'empty.yaml: no manifests found\n',
  });
  expect(folder.run(['schedule', 'good.yaml', '--sizes', 'gone.json']).stderr).toMatch(/^gone\.json: /);
});

test('0 and examples for --help', () => {
  const { code, stdout } = folder.run(['schedule', '--help']);
  expect(code).toBe(0);
  expect(stdout).toContain('examples:\n  cdk8s-ml-platform schedule dist/manifests --target aks@1.34\n');
});

test.each([
  ['West Europe', "West Europe', the prices are those of eastus; did you mean 'westeurope'?"],
  ['nowhere', "nowhere', the prices are those of eastus"],
])('a region without prices is told: %s', (region, rest) => {
  const { stdout, stderr } = folder.run(['schedule', 'good.yaml', '--target', 'aks@1.34', '--region', region]);
  expect(stderr).toBe(`Warning: no price is known in the region '${rest}\n`);
  expect(stdout).toContain('USD/h');
});

test('replicas without room: exit code 1, and for how many there is some', () => {
  const apart = `podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: web } } }] }`;
  folder.write(
    'web.yaml',
    `apiVersion: v1
kind: Node
metadata: { name: one, labels: { kubernetes.io/hostname: one } }
status: { allocatable: { cpu: '4', memory: 16Gi, pods: '110' } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      affinity: { ${apart} }
      containers: [{ name: web, image: 'registry.example.com/web:1' }]
`,
  );
  const { code, stdout } = folder.run(['schedule', 'web.yaml']);
  expect(code).toBe(1);
  expect(stdout).toBe(
    'Deployment web   2 pods   room for 1\n  not all at the same time: no two of them share kubernetes.io/hostname, and what takes them has 1: one\n  node  one  exists\n\n1 workload, 1 without a place\n',
  );
  const json = folder.run(['schedule', 'web.yaml', '--format', 'json']);
  expect(JSON.parse(json.stdout)).toMatchObject([{ schedulable: false, atMost: 1, nodes: ['one'] }]);
});

const WEB = `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: default }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
SELECT      containers: [{ name: web, image: registry.example.com/web:1 }]
`;

test('a pod that any node could take is not known to be without a place where only pools are shown', () => {
  folder.write('web.yaml', POOL + WEB.replace('SELECT', ''));
  const { code, stdout } = folder.run(['schedule', 'web.yaml', '--target', 'aks@1.34']);
  expect([code, stdout]).toEqual([
    0,
    [
      'Deployment default/web   place not known',
      '  none of these takes it, and a node that no manifest shows may',
      '  not pool  t4  did not tolerate taint (taint=nvidia.com/gpu=true:NoSchedule)',
      '',
      '1 workload, 0 without a place, 1 not known',
      '',
    ].join('\n'),
  ]);
  const json = folder.run(['schedule', 'web.yaml', '--target', 'aks@1.34', '--format', 'json']);
  expect([json.code, JSON.parse(json.stdout)]).toMatchObject([0, [{ schedulable: false, known: false }]]);
});

test('nothing is known of pods without any node and pool', () => {
  folder.write('web.yaml', WEB.replace('SELECT', ''));
  const { code, stdout } = folder.run(['schedule', 'web.yaml']);
  expect([code, stdout]).toEqual([
    0,
    "Deployment default/web   place not known\n  no node and no pool among the manifests: nothing is known\n\nnote: nodes are given as one more PATH, such as a file with what 'kubectl get nodes -o yaml' prints, and so are NodePools\n\n1 workload, 0 without a place, 1 not known\n",
  ]);
});

test.each([
  ['selects the pool', '      nodeSelector: { karpenter.sh/nodepool: t4 }\n', ''],
  [
    'is asked of nodes too',
    '',
    NODE.replace('name: one }', 'name: one }\nspec: { taints: [{ key: a, effect: NoSchedule }] }'),
  ],
])('a pod that %s has no place', (_, select, nodes) => {
  folder.write('web.yaml', POOL + WEB.replace('SELECT', select) + nodes);
  const { code, stdout } = folder.run(['schedule', 'web.yaml', '--target', 'aks@1.34']);
  expect([code, stdout.split('\n')[0], stdout.endsWith('1 workload, 1 without a place\n')]).toEqual([
    1,
    'Deployment default/web   no place',
    true,
  ]);
});
