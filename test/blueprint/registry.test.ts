import type { PlatformConfig } from '../../src/blueprint/config';
import type { RegistryConfig } from '../../src/blueprint/config/registry';
import { POD_TEMPLATES } from '../../src/checks/pod-templates';
import { appOf } from './platform';
import { EVERYTHING } from './everything';

interface Pod {
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  readonly containers: readonly { readonly image: string }[];
}

/** A platform of which no system is told its image or its registry secret. */
const PLAIN: PlatformConfig = {
  ...EVERYTHING,
  devicePlugin: {},
  runner: { version: '0.9.21', pool: 'a100', sqsSecret: 'sqs' },
  simsvc: { mpt: { image: 'intens.azurecr.io/simsvc-mpt:1.0' } },
};

/** The pods of all workloads, by kind and name. */
function podsOf(config: PlatformConfig): ReadonlyMap<string, Pod> {
  const found = new Map<string, Pod>();
  for (const chart of appOf(config).charts)
    for (const object of chart.toJson() as { apiVersion: string; kind: string; metadata: { name: string } }[]) {
      const [group, version] = object.apiVersion.split('/');
      const path = POD_TEMPLATES[`${version === undefined ? '' : group}/${object.kind}`];
      if (!path) continue;
      const pod = [...path, 'spec'].reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], object);
      found.set(`${object.kind} ${object.metadata.name}`, pod as Pod);
    }
  return found;
}

function withRegistry(registry: RegistryConfig | undefined, config = PLAIN): PlatformConfig {
  return { ...config, registry };
}

test('with a mirror every image of every pod is of it, under the path that it has elsewhere', () => {
  const before = podsOf(withRegistry(undefined));
  const after = podsOf(withRegistry({ mirror: 'ml.azurecr.io/copies/' }));
  expect(before.size).toBeGreaterThan(7);
  const images = (pods: ReadonlyMap<string, Pod>): string[] =>
    [...pods.values()].flatMap(({ containers }) => containers.map(({ image }) => image));
  expect(images(after)).toEqual(
    images(before).map((image) => `ml.azurecr.io/copies/${image.replace(/^[^/]*[.][^/]*\//, '')}`),
  );
  expect(images(before).some((image) => image.startsWith('ml.azurecr.io'))).toBe(false);
});

test('dist/tools lists what to copy, and an image that is in the mirror already is none of it', () => {
  const simsvc = { mpt: { image: 'ml.azurecr.io/simsvc-mpt:1.0' } };
  const { tools } = appOf(withRegistry({ mirror: 'ml.azurecr.io' }, { ...PLAIN, simsvc })).synthFiles();
  const list = tools.find(({ path }) => path === 'mirror-images.txt')?.text ?? '';
  expect(list).toContain('\nquay.io/oauth2-proxy/oauth2-proxy:');
  expect(list).toMatch(
    /^docker\.io\/leafai\/studio-go-runner@sha256:[0-9a-f]{64} ml\.azurecr\.io\/leafai\/studio-go-runner:0\.9\.21$/m,
  );
  expect(list).not.toContain('simsvc');
});

test('every pod gets the registry secrets, but one that has its own, and they alone are known to exist', () => {
  const simsvc = { mpt: { image: 'intens.azurecr.io/simsvc-mpt:1.0', imagePullSecrets: ['intens'] } };
  const config = withRegistry({ imagePullSecrets: ['acr'] }, { ...PLAIN, simsvc });
  for (const [name, { imagePullSecrets }] of podsOf(config))
    expect([name, imagePullSecrets]).toEqual([name, [{ name: name.includes('mpt') ? 'intens' : 'acr' }]]);
  const app = appOf(config);
  const missed = app.check().filter(({ rule }) => rule === 'REF005');
  expect(new Set(missed.map(({ message }) => message))).toEqual(new Set(['Secret simsvc/intens does not exist']));
  const externals = app.synthFiles().tools.find(({ path }) => path === 'externals.yaml')?.text ?? '';
  for (const namespace of ['studioml', 'gpu-resources', 'sign-in', 'kubeflow'])
    expect(externals).toMatch(new RegExp(`kind: Secret\n {2}namespace: ${namespace}\n {2}name: acr\n`));
});

test.each([
  [{ mirror: 'https://ml.azurecr.io' }, "registry.mirror: is 'https://ml.azurecr.io', allowed is a host, perhaps with"],
  [{ mirror: 'mirror' }, "registry.mirror: is 'mirror', allowed is a host, perhaps with a path, such as ml.azurecr.io"],
  [{ imagePullSecrets: ['ACR'] }, "registry.imagePullSecrets.0: 'ACR' must consist of lower-case letters"],
])('%j is refused', (registry, message) => {
  expect(() => appOf(withRegistry(registry))).toThrow(message);
});
