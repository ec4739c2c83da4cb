import { draw, edges, PLATFORM } from './support';

const documents = PLATFORM.split('---\n');
const names = (view: Parameters<typeof draw>[1]): string[] =>
  draw(PLATFORM, view)
    .nodes.map(({ lines }) => lines[0]!)
    .sort();

test('capacity: from the pool over the device plugin to the pods', () => {
  expect(edges(draw(PLATFORM, { view: 'capacity' }))).toEqual([
    'general -runs-> web',
    'plugin -runs-> train (1 nvidia.com/gpu)',
    't4 -runs-> plugin',
  ]);
  expect(draw(PLATFORM, { view: 'capacity' }).nodes.map(({ lines }) => lines)).toEqual([
    ['plugin', 'device plugin on t4'],
    ['web', 'Deployment · 3 pods'],
    ['train', 'Job · 2 pods', '1 GPU each'],
    ['general', 'NodePool', 'Standard_D4s_v5'],
    ['t4', 'NodePool', 'Standard_NC4as_T4_v3', 'only nvidia.com/gpu:NoSchedule', 'at most 8 nvidia.com/gpu'],
  ]);
});

test('capacity: a pool whose GPUs no plugin offers', () => {
  const yaml = documents.filter((one) => !one.includes('kind: DaemonSet')).join('---\n');
  const graph = draw(yaml, { view: 'capacity' });
  expect(edges(graph)).toEqual(['general -runs-> web', 't4 -broken-> train']);
  expect(graph.nodes.find(({ lines }) => lines[0] === 't4')!.lines).toContain('no device plugin');
});

test('capacity: a workload without a place says why', () => {
  const untolerating = PLATFORM.replace(
    'tolerations: [{ key: nvidia.com/gpu, operator: Exists }]\n      containers: [{ name: a',
    'containers: [{ name: a',
  );
  // What asks for no GPU may run on a node that no manifest shows, and nothing is known of it.
  const plain = untolerating.replace('nvidia.com/gpu: 1 } }', 'cpu: 1000 } }');
  expect(draw(plain, { view: 'capacity' }).nodes.find(({ lines }) => lines[0] === 'train')!.kind).toBe('workload');
  const yaml = untolerating.replace('nvidia.com/gpu: 1 } }', 'nvidia.com/gpu: 1, cpu: 1000 } }');
  const train = draw(yaml, { view: 'capacity' }).nodes.find(({ lines }) => lines[0] === 'train')!;
  expect([train.kind, train.lines]).toEqual(['problem', ['train', 'Job · 2 pods', '1 GPU each', 'no place']]);
  expect(train.title).toMatch(
    /^Job ml\/train\nJob · 2 pods\n1 GPU each\nno pool and no node takes it\npool general: .+\npool t4: no instance type has enough resources/,
  );
});

test('capacity: without pools and nodes nothing is known of places', () => {
  const [train] = draw(
    documents.find((one) => one.includes('kind: Job'))!,
    { view: 'capacity' },
  ).nodes;
  expect(train!.kind).toBe('workload');
});

test('capacity: nodes that exist', () => {
  const node =
    'apiVersion: v1\nkind: Node\nmetadata: { name: one }\nstatus: { allocatable: { cpu: 4, memory: 8Gi, pods: 10 } }\n---\n';
  expect(edges(draw(node + documents.find((one) => one.includes('kind: Deployment'))!, { view: 'capacity' }))).toEqual([
    'one -runs-> web',
  ]);
});

test('routes: from host and path over the Service to the pods, and what is not there', () => {
  const graph = draw(PLATFORM, { view: 'routes' });
  expect(edges(graph)).toEqual([
    '/app/* -routes-> web',
    '/lost -routes-> lost.site.svc:80',
    'site.example.com -routes-> /app/*',
    'site.example.com -routes-> /lost',
    'web -routes-> web',
  ]);
  expect(graph.nodes.find(({ kind }) => kind === 'problem')!.lines).toEqual(['lost.site.svc:80', 'is not there']);
});

test('routes: Ingress, HTTPRoute and a LoadBalancer', () => {
  const service = documents.find((one) => one.startsWith('apiVersion: v1\nkind: Service\n'))!;
  const ingress =
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: i, namespace: site }\nspec: { ingressClassName: nginx, rules: [{ host: i.example, http: { paths: [{ path: /x, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }] }\n';
  const route = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: g, namespace: site }
spec: { gatewayClassName: a, listeners: [{ name: http, port: 80, protocol: HTTP }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: r, namespace: site }
spec: { parentRefs: [{ name: g }], hostnames: [r.example], rules: [{ matches: [{ path: { type: Exact, value: /y }, method: GET }], backendRefs: [{ name: web, port: 80 }, { name: lost, port: 80 }] }] }
`;
  expect(
    edges(
      draw([service.replace('spec: {', 'spec: { type: LoadBalancer,'), ingress, route].join('---\n'), {
        view: 'routes',
      }),
    ),
  ).toEqual([
    '/x* -routes-> web',
    '/y GET -routes-> Service site/lost',
    '/y GET -routes-> web',
    'LoadBalancer site/web -routes-> web',
    'i.example -routes-> /x*',
    'r.example -routes-> /y GET',
  ]);
});

test('access: from the pods over account and role to what they may do', () => {
  const graph = draw(PLATFORM, { view: 'access' });
  expect(edges(graph)).toEqual([
    'reader -may-> pods, pods/log: get list',
    'train -as-> trainer',
    'trainer -may-> reader',
  ]);
  const may = graph.nodes.find(({ kind }) => kind === 'permission')!;
  expect(may.lines).toEqual(['pods, pods/log: get list', 'workflows: everything']);
  expect(may.title).toBe('in ml:\npods, pods/log: get list\nworkflows.argoproj.io: everything');
});

test('access: pods without a token of their account say so', () => {
  const yaml = PLATFORM.replace(
    'serviceAccountName: trainer',
    'serviceAccountName: trainer\n      automountServiceAccountToken: false',
  );
  expect(edges(draw(yaml, { view: 'access' }))).toContain('train -as-> trainer (no token)');
});

test('the order of files makes no difference', () => {
  expect(draw([...documents].reverse().join('---\n'))).toEqual(draw(PLATFORM));
});

test('groups are namespaces with their systems, pools and ways in', () => {
  expect(draw(PLATFORM).groups.map(({ label }) => label)).toEqual(['Ways in', 'Nodes', 'gpu', 'ml', 'site']);
  expect(draw(PLATFORM, {}, 'dist/30-runner.k8s.yaml').groups.map(({ label }) => label)).toEqual([
    'Ways in',
    'Nodes',
    'gpu (runner)',
    'ml (runner)',
    'site (runner)',
  ]);
});

test('a name that is none stops nothing', () => {
  expect(draw('apiVersion: v1\nkind: Pod\nmetadata: { name: 1 }\nspec: { containers: [] }').nodes).toHaveLength(1);
  expect(draw('apiVersion: v1\nkind: Service\nmetadata: { name: 2 }\nspec: { type: LoadBalancer }').nodes).toHaveLength(
    2,
  );
});

test('the description counts', () => {
  expect(draw(PLATFORM).description).toBe(
    '2 pools, 2 workloads, 1 host, 2 paths, 1 Service, 1 service account, 1 role, 1 thing that is missing or has no place.',
  );
  expect(draw('').description).toBe('Nothing to show.');
});

describe('filters take what leads there, and where it leads, and nothing beside', () => {
  test('namespace', () => {
    expect(names({ namespaces: ['ml'] })).toEqual([
      'plugin',
      'pods, pods/log: get list',
      'reader',
      't4',
      'train',
      'trainer',
    ]);
  });

  test('kind, in any case', () => {
    expect(names({ kinds: ['deployment'] })).toEqual(['/app/*', 'general', 'site.example.com', 'web', 'web']);
  });

  test('system', () => {
    expect(draw(PLATFORM, { systems: ['runner'] }, '30-runner.k8s.yaml').nodes.length).toBe(
      draw(PLATFORM).nodes.length,
    );
    expect(draw(PLATFORM, { systems: ['runner'] }, '30-other.k8s.yaml').nodes).toEqual([]);
  });

  test('both must hold', () => {
    expect(names({ namespaces: ['ml'], kinds: ['Deployment'] })).toEqual([]);
  });
});

describe('collapsing', () => {
  const copies = (count: number, edit: (yaml: string, index: number) => string, of: string): string =>
    Array.from({ length: count }, (_, index) => edit(of, index)).join('---\n');
  const web = documents.find((one) => one.includes('kind: Deployment'))!;
  const pool = documents[1]!;

  test('more than three workloads that hang on the same become one', () => {
    const many = (count: number): string =>
      `${pool}---\n${copies(count, (yaml, index) => yaml.replace('name: web, n', `name: web-${index}, n`), web)}`;
    expect(edges(draw(many(3), { view: 'capacity' }))).toHaveLength(3);
    const graph = draw(many(5), { view: 'capacity' });
    expect(edges(graph)).toEqual(['general -runs-> 5 workloads']);
    const [node] = graph.nodes.filter(({ kind }) => kind === 'workload');
    expect(node!.lines).toEqual(['5 workloads', 'web-0', 'web-1', 'web-2', 'and 2 more']);
    expect(node!.title).toBe('web-0\nweb-1\nweb-2\nweb-3\nweb-4');
    expect(draw(many(5), { view: 'capacity', collapse: false }).nodes).toHaveLength(6);
  });

  test('namespaces that are alike become one, and one that differs stays', () => {
    const access = documents.slice(4, 7).join('---\n');
    const teams = copies(5, (yaml, index) => yaml.replaceAll('namespace: ml', `namespace: team-${index}`), access);
    const graph = draw(
      teams.replace(
        "namespace: team-4 }\nrules:\n  - { apiGroups: [''], resources: [pods, pods/log]",
        "namespace: team-4 }\nrules:\n  - { apiGroups: [''], resources: [secrets]",
      ),
    );
    expect(graph.groups.map(({ label }) => label)).toEqual(['team-0 and 3 namespaces alike', 'team-4']);
    expect(graph.nodes).toHaveLength(6);
  });
});
