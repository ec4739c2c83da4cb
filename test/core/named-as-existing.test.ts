import { ApiObject, Chart } from 'cdk8s';
import * as yaml from 'js-yaml';
import { Deployment, MlPlatform, PlatformApp, SecretSource, Target } from '../../src';
import type { CheckOptions, Finding } from '../../src';
import { check } from '../../src/checks/check';
import { toManifests } from '../../src/checks/manifest';
import type { KubernetesObject } from '../../src/checks/manifest';
import type { External } from '../../src/checks/declarations';
import { declareExternal } from '../../src/core/declare-external';
import { toPassChecks } from '../../src/jest';

const target = Target.generic('1.34');
const REFERENCES = /^(REF00[4-6]|REF01[0-9]|NET00\d) /;
const said = (findings: readonly Finding[]): string[] =>
  findings.map(({ rule, message }) => `${rule} ${message}`).filter((one) => REFERENCES.test(one));

/** An app with a chart `ml`, and what the checks say of it where they know its constructs, and where they see its YAML alone. */
function judged(build: (chart: Chart) => void, checks: CheckOptions = {}): { app: string[]; yaml: string[] } {
  const app = new PlatformApp({ target, checks });
  build(new Chart(app, 'ml', { namespace: 'default' }));
  const manifests = toManifests(app.charts.flatMap((chart) => chart.toJson() as KubernetesObject[]));
  return { app: said(app.check()), yaml: said(check(manifests, target, checks)) };
}

function web(chart: Chart, source: SecretSource): void {
  const containers = [{ name: 'web', image: 'registry.example.com/web:1', secretEnv: { URL: source } }];
  new Deployment(chart, 'web', { template: { containers } });
}

function secret(scope: Chart, key: string): ApiObject {
  return new ApiObject(scope, 'secret', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'queue' },
    stringData: { [key]: 'not-a-secret' },
  });
}

const NO_URL = "REF006 Secret default/queue has no key 'url', it has 'user'";

test.each<[string, (made: ApiObject) => SecretSource]>([
  ['fromSecret', (made) => SecretSource.fromSecret(made, 'url')],
  ['existing', () => SecretSource.existing('queue', 'url')],
])('%s of a Secret of the app that lacks the key', (_name, source) => {
  const lacking = judged((chart) => {
    web(chart, source(secret(chart, 'user')));
  });
  expect(lacking).toEqual({ app: [NO_URL], yaml: [NO_URL] });
  const having = judged((chart) => {
    web(chart, source(secret(chart, 'url')));
  });
  expect(having).toEqual({ app: [], yaml: [] });
});

test('existing of a Secret that a SealedSecret of the app makes without the key', () => {
  const found = judged((chart) => {
    web(chart, SecretSource.existing('queue', 'url'));
    new ApiObject(chart, 'sealed', {
      apiVersion: 'bitnami.com/v1alpha1',
      kind: 'SealedSecret',
      metadata: { name: 'queue' },
      spec: { encryptedData: { user: 'AgBy3i4OJSWK' } },
    });
  });
  expect(found).toEqual({ app: [NO_URL], yaml: [NO_URL] });
});

test('existing of a Secret that the app does not hold, or holds in another namespace, is taken as it is said', () => {
  const none = judged((chart) => {
    web(chart, SecretSource.existing('queue', 'url'));
  });
  expect(none).toEqual({ app: [], yaml: ['REF005 Secret default/queue does not exist'] });
  const elsewhere = judged((chart) => {
    web(chart, SecretSource.existing('queue', 'url'));
    secret(new Chart(chart.node.root, 'other', { namespace: 'kube-system' }), 'user');
  });
  expect(elsewhere.app).toEqual([]);
});

test('a key that a user declares beside a Secret of the app counts', () => {
  const reason = 'the broker adds it';
  const externals: External[] = [{ kind: 'Secret', namespace: 'default', name: 'queue', keys: ['url'], reason }];
  const found = judged(
    (chart) => {
      web(chart, SecretSource.fromSecret(secret(chart, 'user'), 'url'));
    },
    { externals },
  );
  expect(found).toEqual({ app: [], yaml: [] });
});

test('toPassChecks says the same, of an app and of its chart', () => {
  const made = (key: string): Chart => {
    const chart = new Chart(new PlatformApp({ target }), 'ml', { namespace: 'default' });
    web(chart, SecretSource.fromSecret(secret(chart, key), 'url'));
    return chart;
  };
  for (const given of [made('user'), made('user').node.root]) {
    const { pass, message } = toPassChecks(given);
    expect(pass).toBe(false);
    expect(message()).toContain("Secret default/queue has no key 'url', it has 'user'");
  }
  for (const given of [made('url'), made('url').node.root]) expect(toPassChecks(given).pass).toBe(true);
});

/** A pod that needs a key of a ConfigMap, a claim and a Service, each declared by a construct. */
function needy(chart: Chart, held: readonly object[]): void {
  const at = { namespace: 'default', reason: 'named as existing' };
  declareExternal(chart, { kind: 'ConfigMap', name: 'settings', ...at });
  declareExternal(chart, { kind: 'PersistentVolumeClaim', name: 'work', ...at });
  declareExternal(chart, { kind: 'Service', name: 'web', ...at });
  const configMapKeyRef = { name: 'settings', key: 'log' };
  new ApiObject(chart, 'pod', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pod', labels: { app: 'web' } },
    spec: {
      containers: [
        {
          name: 'web',
          image: 'registry.example.com/web:1',
          ports: [{ containerPort: 80 }],
          env: [{ name: 'LOG', valueFrom: { configMapKeyRef } }],
          volumeMounts: [{ name: 'work', mountPath: '/work' }],
        },
      ],
      volumes: [{ name: 'work', persistentVolumeClaim: { claimName: 'work' } }],
    },
  });
  new ApiObject(chart, 'ingress', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web' },
    spec: { ingressClassName: 'nginx', defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
  });
  held.forEach((object, index) => {
    new ApiObject(chart, `held-${index}`, object as { apiVersion: string; kind: string });
  });
}

const SETTINGS = (key: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings' },
  data: { [key]: 'a' },
});
const CLAIM = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'work' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};
const SERVICE = (port: number) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { selector: { app: 'web' }, ports: [{ port, targetPort: 80 }] },
});

test('a ConfigMap, a claim and a Service that constructs declare and the app holds are judged as they are', () => {
  const lacking = judged((chart) => {
    needy(chart, [SETTINGS('level'), CLAIM, SERVICE(8080)]);
  });
  expect(lacking.app).toEqual(lacking.yaml);
  expect(lacking.app).toContain("REF006 ConfigMap default/settings has no key 'log', it has 'level'");
  expect(lacking.app).toContain("REF016 Service default/web has no port '80', it has 8080");
  const having = judged((chart) => {
    needy(chart, [SETTINGS('log'), CLAIM, SERVICE(80)]);
  });
  expect(having).toEqual({ app: [], yaml: [] });
  const outside = judged((chart) => {
    needy(chart, []);
  });
  expect(outside.app).toEqual([]);
  expect(outside.yaml).toHaveLength(3);
});

test('externals.yaml of a platform lists no object that the app holds', () => {
  const app = new PlatformApp({ target: Target.aks('1.34'), checks: { preset: 'default' } });
  new MlPlatform(app, {
    target: { provider: 'aks', kubernetes: '1.34' },
    pools: { a100: { skus: ['Standard_NC24ads_A100_v4'], taint: 'gpu', limits: { gpus: 8 } } },
    devicePlugin: {},
    runner: {
      version: '0.14.2',
      clearTextMessages: true,
      pool: 'a100',
      gpus: 1,
      queueUrl: { existing: { name: 'queue', key: 'url' } },
      queueManagementUrl: { existing: { name: 'broker', key: 'management' } },
    },
  });
  const named = (): string[] => {
    const text = app.synthFiles().tools.find(({ path }) => path === 'externals.yaml')!.text;
    return (yaml.load(text) as External[]).map(({ name }) => name);
  };
  expect(named()).toEqual(['broker', 'queue']);
  new ApiObject(new Chart(app, 'own', { namespace: 'studioml' }), 'broker', {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'broker' },
    spec: {
      secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
      target: { name: 'broker' },
      data: [{ secretKey: 'management', remoteRef: { key: 'broker' } }],
    },
  });
  expect(named()).toEqual(['queue']);
});
