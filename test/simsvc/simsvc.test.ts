import { ApiObject, Chart } from 'cdk8s';
import type { Chart as ChartType } from 'cdk8s';
import { PlatformApp } from '../../src/core/platform-app';
import { Placement } from '../../src/core/placement';
import { SecretSource } from '../../src/core/secret/secret-source';
import { Simsvc } from '../../src/simsvc';
import type { SimsvcExposure, SimsvcProps } from '../../src/simsvc';
import { messageOf, objectsOf, testChart, untyped, yamlFrom } from '../support/chart';
import { Target } from '../../src/facts/target';
import type { Rendered } from '../support/chart';

const IMAGE = 'intens.azurecr.io/simsvc-mpt:1.0';
const HOST = 'intens.example.com';
const htpasswd = SecretSource.existing('intens-pw', 'auth');

const make = (chart: ChartType, props: Partial<SimsvcProps> = {}): Simsvc =>
  new Simsvc(chart, 'mpt', { image: IMAGE, ...props });
const objects = (props: Partial<SimsvcProps> = {}): Rendered[] => objectsOf((chart) => make(chart, props));
const yaml = (props: Partial<SimsvcProps> = {}): string => yamlFrom((chart) => make(chart, props));
const ofKind = (kind: string, from: Rendered[]): Rendered[] => from.filter((object) => object.kind === kind);
const deployment = (component: string, from: Rendered[]): Rendered =>
  ofKind('Deployment', from).find(({ metadata }) => metadata.name.endsWith(`-${component}`));
const podOf = (component: string, from: Rendered[]): Rendered => deployment(component, from).spec.template.spec;

describe('snapshots', () => {
  test('defaults', () => expect(yaml()).toMatchSnapshot());

  test('everything set', () => {
    const props: Partial<SimsvcProps> = {
      release: 'model-2',
      imagePullSecrets: ['intens-acr'],
      workers: {
        replicas: 8,
        threads: 0,
        resources: { limits: { cpu: 4, memory: '8Gi' } },
        env: [{ name: 'OMP_NUM_THREADS', value: '1' }],
        volumes: [{ name: 'models', emptyDir: {} }],
        volumeMounts: [{ name: 'models', mountPath: '/models' }],
        placement: Placement.labels({ pool: 'cpu' }),
        annotations: { 'example.com/note': 'it' },
      },
      scheduler: { resources: { requests: { cpu: 1, memory: '1Gi' } } },
      server: { debug: true, env: [{ name: 'TZ', value: 'UTC' }] },
      work: { storageClassName: 'simsvc-work', size: '20Gi' },
      jobs: { storageClassName: 'managed-csi', size: '1Gi' },
      user: 1000,
    };
    expect(yaml(props)).toMatchSnapshot();
  });

  test.each<[string, Omit<SimsvcExposure, 'htpasswd'>]>([
    ['an Ingress, the server knowing its path', { ingress: { host: HOST, clusterIssuer: 'intens-issuer' } }],
    [
      'an Ingress that cuts the path',
      { ingress: { host: HOST, form: 'rewrite', ingressClassName: 'internal', tlsSecretName: 'own' } },
    ],
    [
      'an HTTPRoute',
      { gateway: { host: HOST, gateway: { name: 'front', namespace: 'istio-system', sectionName: 'https' } } },
    ],
    ['an HTTPRoute that cuts the path', { gateway: { host: HOST, gateway: { name: 'front' }, form: 'rewrite' } }],
    ['a Route of OpenShift', { route: { host: HOST, allowedClients: ['10.0.0.0/8', '192.0.2.1'] } }],
  ])('%s', (_what, way) => expect(yaml({ exposure: { ...way, htpasswd } })).toMatchSnapshot());

  test('on virtual nodes', () => expect(yaml({ virtualNode: true })).toMatchSnapshot());

  test('the chart of document 002', () => {
    expect(yamlFrom((chart) => new Simsvc(chart, 'mpt', untyped({ edition: 'documented' })))).toMatchSnapshot();
  });
});

test('the main object is the server, and a route finds it by its Service', () => {
  const simsvc = make(testChart());
  expect(ApiObject.of(simsvc).name).toBe('mpt-simsvc-server');
  expect(simsvc.service).toEqual({ name: 'mpt-simsvc-server', port: 8080 });
});

describe('what the document has wrong', () => {
  const rewrite = ofKind('Ingress', objects({ exposure: { ingress: { host: HOST, form: 'rewrite' }, htpasswd } }))[0];

  test('SIM-01: the Ingress is of the version that servers take, with path type and class', () => {
    expect(rewrite.apiVersion).toBe('networking.k8s.io/v1');
    expect(rewrite.spec.ingressClassName).toBe('nginx');
    expect(rewrite.spec.rules[0].http.paths[0].pathType).toBe('ImplementationSpecific');
  });

  test('SIM-02: what follows the release is what the server sees', () => {
    const { path } = rewrite.spec.rules[0].http.paths[0];
    const { annotations } = rewrite.metadata;
    const target = annotations['nginx.ingress.kubernetes.io/rewrite-target'];
    const seen = (url: string): string => url.replace(new RegExp(`^${path}`), target);
    expect([seen('/mpt/jobs/1'), seen('/mpt/'), seen('/mpt')]).toEqual(['/jobs/1', '/', '/']);
    const back = new RegExp(annotations['nginx.ingress.kubernetes.io/proxy-redirect-from'].slice(1));
    expect('http://server/jobs/1'.replace(back, annotations['nginx.ingress.kubernetes.io/proxy-redirect-to'])).toBe(
      '/mpt/jobs/1',
    );
    const [root] = ofKind('Ingress', objects({ exposure: { ingress: { host: HOST }, htpasswd } }));
    expect(Object.keys(root.metadata.annotations)).not.toContain('nginx.ingress.kubernetes.io/rewrite-target');
  });

  test('SIM-03: each component carries its own label', () => {
    for (const component of ['scheduler', 'worker', 'server']) {
      const { metadata, spec } = deployment(component, objects());
      expect([metadata.labels.component, spec.template.metadata.labels.component]).toEqual([component, component]);
      expect(spec.selector.matchLabels.component).toBe(component);
    }
  });

  test('SIM-04, SIM-05: no account of Tiller, and no right at all', () => {
    expect(
      objects()
        .map(({ kind }) => kind as string)
        .filter((kind) => /Role|ServiceAccount/.test(kind)),
    ).toEqual([]);
  });

  test("SIM-06: the issuer's annotation is the one that cert-manager reads", () => {
    const [ingress] = ofKind(
      'Ingress',
      objects({ exposure: { ingress: { host: HOST, clusterIssuer: 'ca' }, htpasswd } }),
    );
    expect(ingress.metadata.annotations['cert-manager.io/cluster-issuer']).toBe('ca');
    expect(Object.keys(ingress.metadata.annotations).join()).not.toContain('certmanager.k8s.io');
  });

  test('SIM-11, SIM-13: one scheduler and one server, never two at once, with probes, requests and a user', () => {
    for (const component of ['scheduler', 'server']) {
      const { replicas, strategy } = deployment(component, objects()).spec;
      expect([replicas, strategy]).toEqual([1, { type: 'Recreate' }]);
      const [container] = podOf(component, objects()).containers;
      expect(container.readinessProbe).toBeDefined();
      expect(container.resources.requests).toBeDefined();
    }
    expect(podOf('server', objects()).securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 65534 });
    const [, jobs] = ofKind('PersistentVolumeClaim', objects());
    expect(jobs.spec.accessModes).toEqual(['ReadWriteOnce']);
    for (const image of ['simsvc', 'simsvc:latest', 'intens.azurecr.io/simsvc', 'localhost:5000/simsvc'])
      expect(messageOf(() => objects({ image }))).toBe(
        `[test/mpt] image is '${image}', allowed is one with a tag other than latest, or with a digest`,
      );
    for (const image of ['localhost:5000/simsvc:1.0', `simsvc@sha256:${'0'.repeat(64)}`])
      expect(messageOf(() => objects({ image }))).toBe('nothing was thrown');
  });

  test('SIM-12: no name is longer than 63 characters, however long the release', () => {
    const release = 'a'.repeat(63);
    const names = objects({ release }).map(({ metadata }) => metadata.name as string);
    expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(63);
    expect(new Set(names).size).toBe(names.length - 2);
    const ports = ofKind('Service', objects({ release })).flatMap(({ spec }) => spec.ports as Rendered[]);
    for (const { name } of ports) expect(name.length).toBeLessThanOrEqual(15);
  });

  test('SIM-14: what is added stands beside what is there, and a volume of the same name is refused', () => {
    const added = { volumes: [{ name: 'models', emptyDir: {} }], env: [{ name: 'A', value: 'b' }] };
    const pod = podOf('server', objects({ server: added }));
    expect(pod.volumes.map(({ name }: Rendered) => name)).toEqual(['db', 'work', 'models']);
    expect(pod.containers[0].env.map(({ name }: Rendered) => name)).toEqual([
      'DASK_SCHEDULER_ADDRESS',
      'WORK_DIR',
      'A',
    ]);
    expect(messageOf(() => objects({ server: { volumes: [{ name: 'db', emptyDir: {} }] } }))).toBe(
      "[test/mpt] two volumes are named 'db'",
    );
  });

  test('SIM-15: on virtual nodes names of the own namespace are found, by labels that nodes have today', () => {
    for (const component of ['scheduler', 'worker']) {
      const { dnsConfig, nodeSelector } = podOf(component, objects({ virtualNode: true }));
      expect(dnsConfig.searches[0]).toBe('ml.svc.cluster.local');
      expect(Object.keys(nodeSelector)).not.toContain('beta.kubernetes.io/os');
    }
    expect(podOf('server', objects({ virtualNode: true })).dnsConfig).toBeUndefined();
  });

  test('SIM-16: hashes of bcrypt only, as far as they can be seen, and never in a message', () => {
    const literal = (value: string): SecretSource => SecretSource.insecureLiteral({ name: 'pw', key: 'auth', value });
    const exposed = (value: string): string =>
      messageOf(() => objects({ exposure: { ingress: { host: HOST }, htpasswd: literal(value) } }));
    const good = `intens:$2y$10$${'a'.repeat(53)}`;
    const wrong = (line: number): string =>
      `[test/mpt] exposure.htpasswd, line ${line}, is no user with a hash of bcrypt, allowed are lines of \`htpasswd -nB USER\``;
    expect(exposed(`${good}\n`)).toBe('nothing was thrown');
    expect(exposed('intens:$apr1$abcdefgh$abcdefghijklmnopqrstuv')).toBe(wrong(1));
    expect(exposed(`${good}\nother:plain`)).toBe(wrong(2));
    expect(exposed('')).toBe(wrong(1));
  });

  test('SIM-20: each release has a certificate of its own', () => {
    const [{ spec }] = ofKind('Ingress', objects({ exposure: { ingress: { host: HOST }, htpasswd } }));
    expect(spec.tls).toEqual([{ hosts: [HOST], secretName: 'mpt-simsvc-tls' }]);
  });
});

test.each<[string, Partial<SimsvcProps>, string]>([
  ['a release', { release: '9 lives' }, "release '9 lives' "],
  ['no image', { image: untyped(undefined) }, "image is '', allowed is an image with its tag"],
  ['half a worker', { workers: { replicas: 1.5 } }, 'workers.replicas is 1.5, allowed are whole numbers of at least 0'],
  [
    'a second scheduler',
    { scheduler: untyped({ replicas: 2 }) },
    "scheduler has the unknown field 'replicas', allowed are resources, env, volumes, volumeMounts, placement, annotations",
  ],
  [
    'a second writer of the store',
    { server: untyped({ replicas: 2 }) },
    "server has the unknown field 'replicas', allowed are resources, env, volumes, volumeMounts, placement, annotations, debug",
  ],
  ['root', { user: 0 }, 'user is 0, allowed are whole numbers from 1 to 4294967294'],
  ['a size', { jobs: { size: 'big' } }, "jobs.size is 'big', allowed is a quantity such as 5Gi"],
  [
    'a volume on virtual nodes',
    { virtualNode: true, work: {} },
    'work is given with virtualNode, whose nodes mount no volumes; leave it out, or give false',
  ],
  [
    'a claim on virtual nodes',
    { virtualNode: true, workers: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] } },
    "workers.volumes has 'data' with virtualNode, whose nodes mount no such volume",
  ],
  [
    'a placement on virtual nodes',
    { virtualNode: true, scheduler: { placement: Placement.labels({ a: 'b' }) } },
    'scheduler.placement is given with virtualNode, which says where they run; give one of the two',
  ],
  [
    'two ways in',
    { exposure: { ingress: { host: HOST }, route: { host: HOST }, htpasswd } },
    'exposure has ingress and route, allowed is one of ingress, gateway, route',
  ],
  ['no way in', { exposure: { htpasswd } }, 'exposure has none, allowed is one of ingress, gateway, route'],
  [
    'no passwords',
    { exposure: untyped({ ingress: { host: HOST } }) },
    'exposure.htpasswd is missing, give the source of users and hashes of passwords',
  ],
  [
    'another key with nginx',
    { exposure: { ingress: { host: HOST }, htpasswd: SecretSource.existing('pw', 'htpasswd') } },
    "exposure.htpasswd has the key 'htpasswd', and ingress-nginx reads 'auth'",
  ],
  ['a host', { exposure: { ingress: { host: 'https://x' }, htpasswd } }, "exposure host 'https://x' "],
  [
    'a form',
    { exposure: { ingress: { host: HOST, form: untyped('strip') }, htpasswd } },
    "exposure form is 'strip', allowed are rewrite, root",
  ],
  [
    'options of the documented edition',
    { edition: 'documented', user: 5 },
    "edition 'documented' has the unknown field 'user', allowed are release, image, edition",
  ],
])('%s is refused', (_what, props, message) => {
  expect(messageOf(() => objects(props)).startsWith(`[test/mpt] ${message}`)).toBe(true);
});

test('virtual nodes in a chart without namespace are refused', () => {
  const chart = new Chart(new PlatformApp(), 'test');
  expect(messageOf(() => make(chart, { virtualNode: true }))).toBe(
    '[test/mpt] virtual nodes need the names of the namespace in their DNS settings; give the chart a namespace',
  );
});

test('passwords of a Key Vault: the server mounts the volume without which their Secret does not exist', () => {
  const vault = SecretSource.azureKeyVault({
    name: 'intens-pw',
    key: 'auth',
    vaultName: 'ml',
    tenantId: '11111111-2222-3333-4444-555555555555',
    clientId: '66666666-7777-8888-9999-000000000000',
    objectName: 'htpasswd',
  });
  const { volumes } = podOf('server', objects({ exposure: { ingress: { host: HOST }, htpasswd: vault } }));
  expect(volumes.map(({ csi }: Rendered) => csi?.driver)).toContain('secrets-store.csi.k8s.io');
});

test('virtual nodes are those of AKS; of another cluster little is known', () => {
  const on = (target: Target): string => messageOf(() => make(testChart(target), { virtualNode: true }));
  expect(on(Target.kind('1.34'))).toBe(
    '[test/mpt] virtualNode is given and the target is kind, allowed with it is aks',
  );
  expect(on(Target.aks('1.34'))).toBe('nothing was thrown');
  expect(on(Target.generic('1.34'))).toBe('nothing was thrown');
});

describe('networkPolicy', () => {
  const named = (props: Partial<SimsvcProps>): string[] =>
    ofKind('NetworkPolicy', objects(props)).map(({ metadata }) => metadata.name as string);
  const ingress = { host: HOST, clusterIssuer: 'intens-issuer' };

  test('without it there is the policy of Dask alone', () => {
    expect(named({})).toEqual(['mpt-simsvc-dask']);
    expect(named({ networkPolicy: false })).toEqual(['mpt-simsvc-dask']);
  });

  test('everyone, or those who are named, reach the web server', () => {
    const peer = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } };
    const rules = (networkPolicy: SimsvcProps['networkPolicy']): unknown =>
      ofKind('NetworkPolicy', objects({ networkPolicy }))[1]!.spec.ingress;
    expect(rules(true)).toEqual([{ ports: [{ port: 'http', protocol: 'TCP' }] }]);
    expect(rules({ allowFrom: [peer] })).toEqual([{ from: [peer], ports: [{ port: 'http', protocol: 'TCP' }] }]);
    expect(messageOf(() => objects({ networkPolicy: { allowFrom: [] } }))).toContain(
      'networkPolicy.allowFrom is empty, which lets nobody in; give networkPolicy true for everyone',
    );
  });

  test('the host is proved by pods of cert-manager, where it has an issuer', () => {
    const all = ['mpt-simsvc-dask', 'mpt-simsvc-server', 'mpt-simsvc-egress'];
    expect(named({ networkPolicy: true, exposure: { ingress, htpasswd } })).toEqual([...all, 'mpt-simsvc-http01']);
    expect(named({ networkPolicy: true, exposure: { ingress: { host: HOST }, htpasswd } })).toEqual(all);
    expect(named({ exposure: { ingress, htpasswd } })).toEqual(['mpt-simsvc-dask']);
  });
});
