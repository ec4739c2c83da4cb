import * as fs from 'fs';
import { parse, parseAllDocuments } from 'yaml';
import { App, Chart } from 'cdk8s';
import { requireSchema } from '../../src/core/require-schema';
import { applySetId } from '../../src/fleet/delivery/kubectl';
import { customKind } from '../../src/facts/schemas';
import { groupOf } from '../../src/facts/kinds';
import { contents, Place } from './fleet-folder';

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

/** The platform of the tests with a gateway and a runner that scales, so that there is something to need. */
const BASE = `target: { provider: aks, kubernetes: '1.34' }
pools:
  a100: { skus: [Standard_NC24ads_A100_v4], taint: gpu, limits: { gpus: 8 } }
devicePlugin: {}
runner:
  version: 0.14.2
  image: quay.io/leafai/studio-go-runner:0.14.2-main-aaaagririzo
  queueUrl: { existing: { name: studioml-queue, key: url } }
  scaling: { queues: [rmq_gpu], maxReplicaCount: 8 }
  encryption: {}
gateway: { host: ml.example.com, issuer: { selfSignedCa: {} } }
`;

/** The files of clusters, by their paths. */
function files(delivery: string, cluster = ''): Record<string, string> {
  const text = `base: platform.yaml\ndelivery: { ${delivery} }\nclusters:\n  one: { ${cluster} }\n  two: {}\n`;
  const report = place.fleet(text, BASE).synth({ outdir: place.path('out') });
  expect(report.messages.filter(({ severity }) => severity === 'error')).toEqual([]);
  return contents(place.path('out'));
}

interface Anything {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [field: string]: any;
}

function objectsIn(all: Record<string, string>, ...prefixes: string[]): Anything[] {
  return Object.entries(all)
    .filter(([file]) => file.endsWith('.yaml') && prefixes.some((prefix) => file.startsWith(prefix)))
    .flatMap(([, text]) => parseAllDocuments(text).map((document) => document.toJS() as Anything));
}

/** Random text that stands for nothing. */
const TOKEN = ['ghp', 'Zq7Tr9Lm2xW4'.repeat(3)].join('_');
const GIT = 'repository: https://git.example.com/fleet.git, path: dist/fleet';

describe('argocd', () => {
  test('an Application and a project of one cluster alone', () => {
    const all = files(`engine: argocd, ${GIT}`);
    expect(all['one/delivery/application.yaml']).toMatchSnapshot();
    expect(all['one/delivery/project.yaml']).toMatchSnapshot();
  });

  test('objects carry the numbers of their files as sync waves', () => {
    const all = files(`engine: argocd, ${GIT}`);
    for (const file of ['00-foundation', '10-capacity', '30-runner', '40-gateway']) {
      const waves = objectsIn(all, `one/manifests/${file}`).map(
        ({ metadata }) => metadata.annotations?.['argocd.argoproj.io/sync-wave'],
      );
      expect(new Set(waves)).toEqual(new Set([String(Number(file.slice(0, 2)))]));
    }
    expect(all['one/manifests/Kustomization']).not.toContain('sync-wave');
  });

  test('without Argo CD there are none', () => {
    const all = files(`engine: kubectl`);
    expect(Object.values(all).join('')).not.toContain('sync-wave');
  });

  test('prerequisites as Applications that never prune, from repositories that the project allows', () => {
    const all = files(`engine: argocd, ${GIT}, prerequisites: argocd`);
    expect(all['one/prerequisites/istio.yaml']).toMatchSnapshot();
    const [project] = objectsIn(all, 'one/delivery/project');
    const repositories = objectsIn(all, 'one/prerequisites').flatMap(({ spec }) =>
      [spec.source ?? spec.sources].flat().map(({ repoURL }) => repoURL),
    );
    expect(repositories.length).toBeGreaterThan(3);
    expect(project!.spec.sourceRepos).toEqual(expect.arrayContaining(repositories));
    for (const { spec } of objectsIn(all, 'one/prerequisites')) expect(spec.syncPolicy.automated.prune).toBe(false);
  });

  test('one ApplicationSet for those that ask for it; it names no cluster', () => {
    const all = files(`engine: argocd, ${GIT}, argocd: { applicationSet: true }`);
    expect(all['_fleet/application-set.yaml']).toMatchSnapshot();
    expect(all['one/delivery/application.yaml']).toBeUndefined();
    expect(JSON.parse(all['one/delivery/application-set-values.json']!)).toEqual({
      name: 'one',
      server: '',
      revision: 'main',
      manifests: 'dist/fleet/one/manifests',
    });
    // Nobody asks any more: it is gone with prune, as a cluster is.
    const report = place.fleet(`base: platform.yaml\nclusters: { one: {}, two: {} }\n`, BASE);
    expect(report.synth({ outdir: place.path('out'), prune: true }).removed).toEqual(['_fleet']);
  });

  test('clusters that cannot share an ApplicationSet are told apart by name', () => {
    const text = `base: platform.yaml
delivery: { engine: argocd, ${GIT}, argocd: { applicationSet: true } }
clusters:
  one: {}
  two: { delivery: { path: elsewhere } }
`;
    const report = place.fleet(text, BASE).synth({ outdir: place.path('out') });
    expect(report.messages.map(({ text: said, clusters }) => [clusters, place.short(said)])).toContainEqual([
      ['two'],
      'fleet.yaml:2:104  delivery.argocd.applicationSet: is true, and its path is elsewhere where that of one is dist/fleet; one ApplicationSet has one',
    ]);
  });

  test('a server in place of a name', () => {
    const all = files(`engine: argocd, ${GIT}`, 'delivery: { argocd: { server: https://one.example.com } }');
    const [application, project] = objectsIn(all, 'one/delivery');
    expect(application!.spec.destination).toEqual({ server: 'https://one.example.com' });
    expect(project!.spec.destinations).toEqual([{ server: 'https://one.example.com', namespace: '*' }]);
  });
});

describe('flux', () => {
  test('a source, and a Kustomization for each phase after the one before', () => {
    const all = files(`engine: flux, ${GIT}`);
    expect(all['one/delivery/source.yaml']).toMatchSnapshot();
    expect(all['one/delivery/kustomizations.yaml']).toMatchSnapshot();
  });

  test('every path is a folder of manifests, and every folder has its Kustomization', () => {
    const all = files(`engine: flux, ${GIT}, prerequisites: flux`);
    const kustomizations = objectsIn(all, 'one/delivery/kustomizations');
    const paths = kustomizations.map(({ spec }) => spec.path.replace('./dist/fleet/', ''));
    const folders = Object.keys(all)
      .filter((file) => /^one\/(manifests|prerequisites)\/.*\.yaml$/.test(file))
      .map((file) => file.slice(0, file.lastIndexOf('/')));
    expect([...paths].sort()).toEqual([...new Set(folders)].sort());
    const names = kustomizations.map(({ metadata }) => metadata.name);
    expect(kustomizations.map(({ spec }) => spec.dependsOn?.[0].name)).toEqual([undefined, ...names.slice(0, -1)]);
    expect(names[0]).toBe('ml-prerequisites');
    expect(kustomizations.map(({ spec }) => spec.prune)).toEqual([false, ...names.slice(1).map(() => true)]);
    const resources = (all['one/manifests/Kustomization']!.match(/\S+\.k8s\.yaml/g) ?? []).map(
      (file) => `one/manifests/${file}`,
    );
    expect(resources.length).toBeGreaterThan(3);
    for (const file of resources) expect(all[file]).toBeDefined();
  });

  test('waits for each Deployment, DaemonSet and NodePool of a phase', () => {
    const all = files(`engine: flux, ${GIT}`);
    const checked = objectsIn(all, 'one/delivery/kustomizations').flatMap(({ spec }) => spec.healthChecks ?? []);
    const workloads = objectsIn(all, 'one/manifests').filter(({ kind }) =>
      /^(Deployment|DaemonSet|NodePool)$/.test(kind),
    );
    expect(checked).toEqual(
      workloads.map(({ apiVersion, kind, metadata: { name, namespace } }) => ({ apiVersion, kind, name, namespace })),
    );
    expect(checked.length).toBeGreaterThan(0);
    // A NodePool that says nothing yet is not ready; every other kind needs no words of ours.
    const told = objectsIn(all, 'one/delivery/kustomizations').filter(({ spec }) => spec.healthCheckExprs);
    expect(told.map(({ metadata, spec }) => [metadata.name, spec.healthCheckExprs])).toEqual([
      [
        'ml-10-capacity',
        [
          {
            apiVersion: 'karpenter.sh/v1',
            kind: 'NodePool',
            current: "has(status.conditions) && status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')",
          },
        ],
      ],
    ]);
  });

  test('prerequisites as HelmReleases, each after the one before', () => {
    expect(files(`engine: flux, ${GIT}, prerequisites: flux`)['one/prerequisites/istio.yaml']).toMatchSnapshot();
  });

  test.each([
    ['oci://registry.example.com/fleet', '', 'OCIRepository', { tag: 'latest' }],
    [
      'oci://registry.example.com/fleet',
      `, revision: "sha256:${'ab'.repeat(32)}"`,
      'OCIRepository',
      { digest: `sha256:${'ab'.repeat(32)}` },
    ],
    ['https://git.example.com/f.git', ', revision: refs/tags/v1', 'GitRepository', { name: 'refs/tags/v1' }],
    ['git@git.example.com:ml/f.git', '', 'GitRepository', { branch: 'main' }],
    ['https://git.example.com/f.git', `, revision: ${'a'.repeat(40)}`, 'GitRepository', { commit: 'a'.repeat(40) }],
  ])('source %s%s', (repository, more, kind, ref) => {
    const [source] = objectsIn(files(`engine: flux, repository: "${repository}"${more}`), 'one/delivery/source');
    expect([source!.kind, source!.spec.ref]).toEqual([kind, ref]);
    expect(source!.spec.url).toBe(repository.replace('git@git.example.com:', 'ssh://git@git.example.com/'));
  });
});

describe('kubectl', () => {
  test('the parent of an ApplySet, its definition and the command', () => {
    const all = files('engine: kubectl');
    expect(all['one/delivery/apply-set.yaml']).toMatchSnapshot();
    expect(all['one/delivery/apply-set-definition.yaml']).toMatchSnapshot();
    expect(all['one/delivery/README.md']).toContain('--applyset=applysets.fleet.cdk8s-ml-platform/one -f manifests\n');
  });

  test('the id is that of kubectl', () => {
    // From kubectl's own test of `apply --applyset`.
    expect(applySetId({ name: 'my-set', namespace: 'test', kind: 'Secret', group: '' })).toBe(
      'applyset-0eFHV8ySqp7XoShsGvyWFQD3s96yqwHmzc4e0HR1dsY-v1',
    );
    const [parent] = objectsIn(files('engine: kubectl'), 'one/delivery/apply-set.yaml');
    expect(parent!.metadata.labels['applyset.kubernetes.io/id']).toBe(
      applySetId({ name: 'one', namespace: '', kind: parent!.kind, group: groupOf(parent!.apiVersion) }),
    );
  });

  test('members carry no label of it, which kubectl would refuse', () => {
    for (const { metadata } of objectsIn(files('engine: kubectl'), 'one/manifests'))
      expect(metadata.labels ?? {}).not.toHaveProperty(['applyset.kubernetes.io/part-of']);
  });
});

describe('what an engine is told of an object', () => {
  const told = (engine: string): Record<string, Record<string, string>> => {
    const text = `base: platform.yaml\nclusters:\n  one: { delivery: { engine: ${engine}, ${GIT} } }\n`;
    const report = place.fleet(text, `${BASE}smokeTest: { pool: a100 }\n`).synth({ outdir: place.path('out') });
    expect(report.messages.filter(({ severity }) => severity === 'error')).toEqual([]);
    const objects = objectsIn(contents(place.path('out')), 'one/manifests');
    return Object.fromEntries(
      ['Namespace', 'Job', 'Deployment', 'DaemonSet', 'NodePool'].map((kind) => {
        const found = objects.find((object) => object.kind === kind);
        const all = Object.entries<string>(found?.metadata.annotations ?? {});
        const own = all.filter(([key]) => /argoproj|fluxcd/.test(key) && !key.endsWith('/sync-wave'));
        const ttl = found?.spec?.ttlSecondsAfterFinished;
        return [kind, { ...Object.fromEntries(own), ...(ttl !== undefined && { ttl }) }];
      }),
    );
  };

  test('argocd: namespaces stay, and a Job is a hook that it does not miss when it is gone', () => {
    expect(told('argocd')).toEqual({
      Namespace: { 'argocd.argoproj.io/sync-options': 'Prune=false' },
      Job: {
        'argocd.argoproj.io/hook': 'Sync',
        'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
        ttl: 3600,
      },
      Deployment: {},
      DaemonSet: {},
      NodePool: {},
    });
  });

  test('flux: namespaces stay, and so does a Job, which it would make again, until it is another one', () => {
    expect(told('flux')).toEqual({
      Namespace: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      Job: { 'kustomize.toolkit.fluxcd.io/force': 'enabled' },
      Deployment: {},
      DaemonSet: {},
      NodePool: {},
    });
  });

  test('kubectl: nothing', () => {
    expect(told('kubectl')).toEqual({ Namespace: {}, Job: { ttl: 3600 }, Deployment: {}, DaemonSet: {}, NodePool: {} });
  });
});

test('what the ApplicationSet makes of the values of a cluster is its Application', () => {
  for (const server of ['', 'server: https://one.example.com, ']) {
    const one = `delivery: { argocd: { ${server}applicationSet: false } }`;
    const [application] = objectsIn(files(`engine: argocd, ${GIT}, revision: v1`, one), 'one/delivery/application');
    fs.rmSync(place.path('out'), { recursive: true });
    const all = files(`engine: argocd, ${GIT}, revision: v1`, one.replace('false', 'true'));
    const values = JSON.parse(all['one/delivery/application-set-values.json']!) as Record<string, string>;
    const [set] = objectsIn(all, '_fleet');
    const fill = (text: string): any =>
      JSON.parse(text.replace(/\{\{ \.(\w+) \}\}/g, (_, key: string) => values[key]!));
    const { metadata, spec } = fill(JSON.stringify(set!.spec.template));
    // The patch is laid over where there is a server; it takes the name away.
    const [, patch = ''] = /^\{\{- if \.server \}\}\n([\s\S]*)\{\{- end \}\}\n$/.exec(set!.spec.templatePatch) ?? [];
    const { destination } = parse(patch.replace('{{ .server }}', values.server!)).spec;
    if (values.server) spec.destination = { server: destination.server };
    expect([destination.name, metadata, spec]).toEqual(['', application!.metadata, application!.spec]);
    expect(set!.spec.generators[0].git.files[0].path).toBe('dist/fleet/*/delivery/application-set-values.json');
    fs.rmSync(place.path('out'), { recursive: true });
  }
});

test('every object of an engine fits the schema of its version', () => {
  const all = [
    ...['argocd', 'flux'].map((engine) => `engine: ${engine}, ${GIT}, prerequisites: ${engine}`),
    `engine: flux, repository: oci://registry.example.com/fleet`,
  ].flatMap((delivery) => objectsIn(files(delivery), 'one/delivery', 'one/prerequisites'));
  const chart = new Chart(new App(), 'test');
  let judged = 0;
  for (const object of all) {
    if (!customKind(groupOf(object.apiVersion), object.kind)) continue;
    judged += 1;
    requireSchema(chart, object);
    const wrong = { ...object, spec: { ...object.spec, intervall: '1m' } };
    expect(() => requireSchema(chart, wrong)).toThrow('intervall');
  }
  expect(judged).toBeGreaterThan(20);
});

test('without a delivery nothing is written for an engine', () => {
  const report = place.fleet(`base: platform.yaml\nclusters: { one: {} }\n`, BASE).synth({ outdir: place.path('out') });
  expect(report.clusters[0]!.state).toBe('written');
  expect(Object.keys(contents(place.path('out'))).filter((file) => !/^one\/(manifests|tools)\//.test(file))).toEqual([
    'one/.fleet-files',
    'one/prerequisites.json',
  ]);
});

test.each([
  [
    'engine: kubectl, prerequisites: flux',
    "delivery.prerequisites: is 'flux', which engine kubectl does not run; allowed is none",
  ],
  ['engine: flux', 'delivery.repository: is missing'],
  ['repository: https://x', 'delivery.engine: is missing'],
  [
    'engine: flux, repository: git.example.com',
    'delivery.repository: is "git.example.com", allowed are URLs of https, ssh and oci, and git@host:path',
  ],
  [
    `engine: flux, repository: https://x, path: ../up`,
    'delivery.path: is "../up", allowed are folders inside of the repository',
  ],
  [
    `engine: flux, repository: "https://user:hunter2@x/y"`,
    'delivery.repository: is a URL with a user or a password, which would stand in the files; allowed is one without, and the engine has them from a Secret',
  ],
  [
    `engine: argocd, repository: "https://hunter2@x/y"`,
    'delivery.repository: is a URL with a user or a password, which would stand in the files; allowed is one without, and the engine has them from a Secret',
  ],
  [
    `engine: flux, repository: "https://x/y?access_token=${TOKEN}"`,
    'delivery.repository: holds what looks like a key or a password, which would stand in the files; allowed is text without, and the engine has them from a Secret',
  ],
  [
    `engine: flux, repository: "https://x/y?ref=main&token=${['gX7kq2', 'PzW9vLm', '4RtB1'].join('')}"`,
    'delivery.repository: holds what looks like a key or a password, which would stand in the files; allowed is text without, and the engine has them from a Secret',
  ],
  [
    `engine: flux, repository: https://x, path: dist/${TOKEN}`,
    'delivery.path: holds what looks like a key or a password, which would stand in the files; allowed is text without, and the engine has them from a Secret',
  ],
  [
    `engine: argocd, repository: https://x, argocd: { server: "https://y/${TOKEN}" }`,
    'delivery.argocd.server: holds what looks like a key or a password, which would stand in the files; allowed is text without, and the engine has them from a Secret',
  ],
  [`engine: flux, repository: https://x, path: ./a`, 'delivery.path: is "./a", allowed are folders such as dist/fleet'],
  [
    `engine: flux, repository: https://x, revision: ""`,
    'delivery.revision: is "", allowed is a branch such as main, a whole ref such as refs/tags/v1.2.3, or a commit of 40 digits',
  ],
  [
    `engine: flux, repository: https://x, revision: a..b`,
    'delivery.revision: is "a..b", allowed is a branch such as main, a whole ref such as refs/tags/v1.2.3, or a commit of 40 digits',
  ],
  [
    `engine: flux, repository: oci://x/y, revision: "sha256:ab"`,
    'delivery.revision: is "sha256:ab", allowed is a tag such as v1.2.3, or a digest as sha256: and 64 digits',
  ],
  [
    `engine: flux, repository: https://x, flux: { namespace: A }`,
    `delivery.flux.namespace: is "A", which must consist of lower-case letters, digits and '-', and begin and end with a letter or digit`,
  ],
  [
    `engine: flux, repository: https://x, flux: { interval: soon }`,
    'delivery.flux.interval: is "soon", allowed are durations such as 10m or 1h30m',
  ],
  [
    `engine: argocd, repository: https://x, argocd: { server: one }`,
    'delivery.argocd.server: is "one", allowed are URLs such as https://10.0.0.1:6443',
  ],
  [
    `engine: argocd, repository: oci://x/y, argocd: { applicationSet: true }`,
    'delivery.argocd.applicationSet: is true, and the repository is an OCI artifact, where it finds no clusters',
  ],
  [`engine: flux, repository: https://x, path: /up`, 'delivery.path: is "/up", allowed are folders such as dist/fleet'],
  [
    `engine: flux, repository: https://x, argocd: { applicationSet: true }`,
    'delivery.argocd.applicationSet: is true, and the engine is flux',
  ],
])('delivery { %s } cannot be used', (delivery, expected) => {
  const text = `base: platform.yaml\ndelivery: { ${delivery} }\nclusters: { one: {} }\n`;
  const report = place.fleet(text, BASE).synth({ outdir: place.path('out') });
  expect(report.messages.map((one) => place.short(one.text).replace(/^\S+ {2}/, ''))).toEqual([expected]);
});
