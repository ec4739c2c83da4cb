import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, Chart } from 'cdk8s';
import * as yaml from 'js-yaml';
import { MlPlatform, PlatformApp, Target, ToolFile } from '../../src';
import type { PlatformConfig } from '../../src';
import { check } from '../../src/checks/check';
import { toManifests } from '../../src/checks/manifest';
import type { KubernetesObject } from '../../src/checks/manifest';
import { readExternals } from '../../src/checks/model/read-externals';

const RUNNER: PlatformConfig = {
  target: { provider: 'aks', kubernetes: '1.34' },
  pools: { a100: { skus: ['Standard_NC24ads_A100_v4'], taint: 'gpu', limits: { gpus: 8 } } },
  devicePlugin: {},
  runner: {
    version: '0.14.2',
    clearTextMessages: true,
    pool: 'a100',
    gpus: 1,
    queueUrl: { existing: { name: 'studioml-queue', key: 'url' } },
    queueManagementUrl: { existing: { name: 'studioml-queue', key: 'management' } },
  },
};

function app(config: PlatformConfig): PlatformApp {
  const made = new PlatformApp({ target: Target.aks('1.34'), checks: { externals: config.externals } });
  new MlPlatform(made, config);
  return made;
}

function listOf(made: PlatformApp): string | undefined {
  return made.synthFiles().tools.find((file) => file.path === 'externals.yaml')?.text;
}

test('lists each object once, with all of its keys, and those of the configuration', () => {
  const reason = 'written by the vault';
  const externals = [{ kind: 'Secret', namespace: 'studioml', name: 'other', reason }];
  expect(yaml.load(listOf(app({ ...RUNNER, externals }))!)).toEqual([
    { kind: 'Secret', namespace: 'studioml', name: 'other', reason },
    {
      kind: 'Secret',
      namespace: 'studioml',
      name: 'studioml-queue',
      keys: ['management', 'url'],
      reason: 'named as existing, so nothing here makes it',
    },
  ]);
});

test('a platform that needs nothing has no list', () => {
  const { runner: _runner, ...config } = RUNNER;
  expect(listOf(app(config))).toBeUndefined();
  expect(
    app(config)
      .node.findAll()
      .some((construct) => construct instanceof ToolFile),
  ).toBe(false);
});

test('with the list, the YAML alone is judged as the synthesis judged it', () => {
  const made = app(RUNNER);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'externals-'));
  const file = path.join(folder, 'externals.yaml');
  fs.writeFileSync(file, listOf(made)!);
  const manifests = toManifests(yaml.loadAll(made.synthYaml()) as KubernetesObject[]);
  const missing = (options: object): string[] =>
    check(manifests, made.target, options).flatMap(({ rule, severity }) => (rule === 'REF005' ? [severity] : []));
  expect(missing({})).toEqual(['warning']);
  expect(missing({ externals: readExternals(file) })).toEqual([]);
  fs.rmSync(folder, { recursive: true });
});

test('each object has a list of keys of its own, no alias of YAML', () => {
  const list = listOf(app({ ...RUNNER, devicePlugin: {}, registry: { imagePullSecrets: ['acr'] } }))!;
  expect(list.match(/^ {4}- \.dockerconfigjson$/gm)).toHaveLength(2);
  expect(list).not.toMatch(/[&*]a\d/);
});

const { target } = RUNNER;
const findingsOf = (config: PlatformConfig): string[] =>
  app(config)
    .check()
    .map(({ rule, object: { name } }) => `${rule} ${name}`);

test('the namespace of Kubeflow exists where its profiles are, also without a gateway', () => {
  const config: PlatformConfig = { target, kubeflow: { profiles: { vision: { owner: 'vision@example.com' } } } };
  expect(findingsOf(config)).toEqual([]);
  expect(listOf(app(config))).toContain('name: kubeflow\n  reason: made by the installation of Kubeflow\n');
});

test.each([
  [undefined, { kind: 'ClusterSecretStore' }],
  ['SecretStore', { kind: 'SecretStore', namespace: 'studioml' }],
] as const)('the store of an external secret of kind %s exists, for nothing in the file makes one', (kind, store) => {
  const externalSecret = { name: 'studioml-queue', key: 'url', store: { name: 'vault', kind }, remoteKey: 'amqp' };
  const config: PlatformConfig = {
    ...RUNNER,
    runner: { ...RUNNER.runner!, queueUrl: { externalSecret }, queueManagementUrl: undefined },
  };
  expect(findingsOf(config)).toEqual([]);
  expect(yaml.load(listOf(app(config))!)).toContainEqual({
    group: 'external-secrets.io',
    ...store,
    name: 'vault',
    reason: 'named as existing, so nothing here makes it',
  });
});

test('a store that a program adds in another place is asked for as ever', () => {
  const made = app({ target });
  new ApiObject(new Chart(made, 'own'), 'secret', {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'own', namespace: 'default' },
    spec: {
      secretStoreRef: { name: 'vault', kind: 'ClusterSecretStore' },
      data: [{ secretKey: 'a', remoteRef: { key: 'b' } }],
    },
  });
  expect(made.check().map(({ rule }) => rule)).toEqual(['REF007']);
});
