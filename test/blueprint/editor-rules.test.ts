import * as fs from 'fs';
import * as path from 'path';
import Ajv from 'ajv';
import * as fc from 'fast-check';
import type { PlatformConfig } from '../../src/blueprint/config';
import { EDITOR_RULES } from '../../src/blueprint/editor/rules';
import { toPattern } from '../../src/blueprint/editor/rule';
import type { EditorRule } from '../../src/blueprint/editor/rule';
import { withEditorRules } from '../../src/blueprint/editor/with-rules';
import type { WholeSchema } from '../../src/blueprint/editor/with-rules';
import { readSchema } from '../../src/blueprint/read-schema';
import { validateConfig } from '../../src/blueprint/validate-config';
import type { Schema } from '../../src/facts/schemas';
import { expectNothingLacks } from '../support/lacking';
import { EACH_SECTION } from './each-section';
import { appOf } from './platform';

const written = JSON.parse(
  fs.readFileSync(path.resolve(__dirname, '../../dist/platform.schema.json'), 'utf8'),
) as WholeSchema;
const editorTakes = new Ajv({ strict: false, allowUnionTypes: true }).compile(written);

/** What a platform says of a configuration; nothing where it is made. */
function refusal(config: PlatformConfig): string | undefined {
  try {
    appOf(config);
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    // A mistake of this program is no refusal.
    if (/cannot read prop|is not (a function|iterable|defined)/i.test(message)) throw error;
    return message;
  }
}

type Path = readonly (string | number)[];

/** A place of a configuration that a rule is of. */
interface Place {
  readonly section: string;
  readonly path: Path;
}

/** Every place of the configurations, by the type and the keys that a rule of it has. */
const PLACES = new Map<string, Place[]>();
for (const [section, config] of Object.entries(EACH_SECTION)) walk(written, config, ['PlatformConfig'], section, []);

function walk(schema: Schema, value: unknown, keys: readonly string[], section: string, at: Path): void {
  if (typeof schema.$ref === 'string') {
    const type = decodeURIComponent(schema.$ref.replace('#/definitions/', ''));
    walk(written.definitions![type]!, value, [type], section, at);
    return;
  }
  const [type, ...below] = keys;
  const rule = `${type}.${below.join('.')}`;
  PLACES.set(rule, [...(PLACES.get(rule) ?? []), { section, path: at }]);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, one] of Object.entries(value)) {
    const field = schema.properties?.[key];
    const step = Array.isArray(value) ? Number(key) : key;
    if (field) walk(field, one, [...keys, key], section, [...at, step]);
    else walk(schema.items ?? (schema.additionalProperties as Schema), one, keys, section, [...at, step]);
  }
}

const RULES = Object.entries(EDITOR_RULES).flatMap(([type, rules]) =>
  Object.entries(rules).map(([keys, rule]) => [`${type}.${keys}`, rule] as const),
);
const textAt = (name: string): [Place, string][] =>
  (PLACES.get(name) ?? []).flatMap((place) => {
    const value = place.path.reduce<unknown>((found, key) => (found as any)[key], EACH_SECTION[place.section]);
    return typeof value === 'string' ? [[place, value] as [Place, string]] : [];
  });
const mapsAt = (name: string): Place[] =>
  (PLACES.get(name) ?? []).filter(({ section, path: at }) => {
    const value = at.reduce<unknown>((found, key) => (found as any)[key], EACH_SECTION[section]);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  });

function put({ section, path: at }: Place, by: unknown): PlatformConfig {
  const config = structuredClone(EACH_SECTION[section]!);
  const parent = at.slice(0, -1).reduce<any>((found, key) => found[key], config);
  parent[at.at(-1)!] = by;
  return config;
}

function rename({ section, path: at }: Place, by: string): PlatformConfig {
  const [[, value], ...rest] = Object.entries(
    at.reduce<any>((found, key) => found[key], EACH_SECTION[section]) as object,
  ) as [[string, unknown], ...[string, unknown][]];
  return put({ section, path: at }, Object.fromEntries([[by, value], ...rest]));
}

/** Fails with the words of what is to be done, in place of a counterexample alone. */
function expectRefused(rule: string, text: string, config: PlatformConfig): void {
  if (refusal(config) !== undefined) return;
  throw new Error(
    `${rule} of src/blueprint/editor/rules.ts refuses ${JSON.stringify(text)}, of which a platform is made; let the construct refuse it, too, by the same expression, or take another expression`,
  );
}

/** Texts that differ from a valid one by a few characters, where a pattern is most likely to be wrong. */
function near(valid: string): fc.Arbitrary<string> {
  const character = fc.constantFrom(...Array.from('-._/:=%@ ,+*?015aAzmGiKeE\n\u00e9'));
  const edit = fc.record({
    at: fc.nat(valid.length),
    take: fc.nat(2),
    give: fc.string({ unit: character, maxLength: 2 }),
  });
  return fc
    .array(edit, { minLength: 1, maxLength: 2 })
    .map((edits) =>
      edits.reduce((text, { at, take, give }) => text.slice(0, at) + give + text.slice(at + take), valid),
    );
}

test('each rule of an editor has a configuration here', () => {
  const isThere = (name: string, { text, values, keys }: EditorRule): boolean => {
    if (text) return textAt(name).length > 0;
    return mapsAt(name).length > 0 && (!values || textAt(name).length > 0) && (!keys || mapsAt(name).length > 0);
  };
  expectNothingLacks(
    'give test/blueprint/each-section.ts the key of each rule of src/blueprint/editor/rules.ts',
    RULES.filter(([name, rule]) => !isThere(name, rule)).map(([name]) => name),
  );
});

test.each(Object.entries(EACH_SECTION))('an editor and a platform take %s', (_, config) => {
  expect(editorTakes(config) ? undefined : editorTakes.errors).toBeUndefined();
  expect(refusal(config)).toBeUndefined();
});

test('the schema is that of the types with the rules, and is validated by without them', () => {
  expect(written).toEqual(withEditorRules(readSchema('platform'), 'PlatformConfig', EDITOR_RULES));
  expect(JSON.stringify(readSchema('platform'))).not.toMatch(/"(pattern|propertyNames|oneOf|allOf)"/);
});

const TEXTS = RULES.flatMap(([name, { text, values }]) => {
  const rule = text ?? values;
  return rule ? [[name, new RegExp(toPattern(rule), 'u')] as const] : [];
});
const KEYS = RULES.flatMap(([name, { keys }]) => (keys ? [[name, new RegExp(toPattern(keys), 'u')] as const] : []));

describe('what an editor refuses no platform is made of', () => {
  test.each(TEXTS)('%s', (name, pattern) => {
    for (const [place, valid] of textAt(name).slice(0, 2)) {
      expect(valid).toMatch(pattern);
      fc.assert(
        fc.property(near(valid), (text) => pattern.test(text) || expectRefused(name, text, put(place, text))),
        { numRuns: 12 },
      );
    }
  });

  test.each(KEYS)('a key of %s', (name, pattern) => {
    const [place] = mapsAt(name);
    fc.assert(
      fc.property(near('ab-1'), (key) => pattern.test(key) || expectRefused(name, key, rename(place!, key))),
      { numRuns: 12 },
    );
  });
});

/** What people write, and no field of its kind takes; the first of each is what is meant. */
const WRONG: Readonly<Record<string, readonly [right: string, ...wrong: string[]]>> = {
  'PlatformConfig.namespace': ['studioml', 'Studio', 'a.b', 'a_b', ''],
  'TargetConfig.kubernetes': ['1.34', '1.26', '1.99', '1.34.x', 'latest'],
  'TargetConfig.region': ['westeurope', 'West Europe'],
  'NodeClassConfig.vnetSubnetID': [EACH_SECTION.capacity!.nodeClasses!.ubuntu!.vnetSubnetID!, 'gpu', '/subnets/gpu'],
  'PoolConfig.skus': ['Standard_NC24ads_A100_v4', 'Standard NC24ads A100 v4'],
  'PoolConfig.taint': ['gpu', 'gpu=true', 'sku=gpu:noSchedule', 'sku=gpu:Evict', 'sku gpu:NoSchedule', '=a:NoSchedule'],
  'PoolConfig.labels': ['a', 'a b', '-a', 'a/b', 'a'.repeat(64)],
  'PoolConfig.expireAfter': ['Never', '30d', '720', 'never', '1.5h', '10 m'],
  'PoolConfig.terminationGracePeriod': ['1h', 'Never', '1d', '3600'],
  'DisruptionConfig.consolidateAfter': ['5m', '5min', '5', '500ms'],
  'DisruptionBudgetConfig.nodes': ['10%', '110%', '-1', 'all', '1.5'],
  'DisruptionBudgetConfig.duration': ['8h', '30s', '1d', 'Never'],
  'DisruptionBudgetConfig.schedule': [
    '@daily',
    ...['0 8 * *', '0 8 * * * *', '60 * * * *', '0 24 * * *', '0 8 * * 7', '0 8 * * monday', '@reboot', '@every 1h'],
    ...['TZ=Europe/Berlin 0 8 * * *', 'CRON_TZ=Europe/Berlin 0 8 * * *'],
  ],
  'LimitsConfig.cpu': ['1500m', '4Gi', '-1', '4 cores', '4c', '1k1', ''],
  'LimitsConfig.memory': ['64Gi', '64GB', '64', '64 Gi', '-1Gi', 'Gi', '512m', '64gi'],
  'RunnerConfig.workSize': ['80Gi', '0', '80', '80GB', '512Ki'],
  'QuotaConfig.storage': ['250Gi', '250', '250GB', '250g'],
  'VolumeConfig.size': ['20Gi', '0Gi', '20', '20G B'],
  'CacheConfig.size': ['10Gib', '10Gi', '10'],
  'CacheConfig.dir': ['/tmp/cache', 'cache', '~/cache'],
  'RunnerConfig.image': [
    'mirror.example.com/runner:0.9.21',
    'mirror.example.com/Runner:0.9.21',
    'https://mirror.example.com/runner:0.9.21',
    'runner:0.9.21@sha256:abc',
  ],
  'SmokeTestConfig.image': ['a/b:1', 'a/B:1', 'a b', ''],
  'SimsvcConfig.image': ['a/b:1', 'a/b:-1', ' a/b:1'],
  'RegistryConfig.mirror': ['ml.azurecr.io', 'https://ml.azurecr.io', 'ml.azurecr.io/Mirror', 'ml.azurecr.io:tag/'],
  'RunnerConfig.version': ['0.9.21', '0.9', 'latest', 'v1'],
  'RunnerConfig.gpuResource': ['nvidia.com/gpu', 'nvidia.com/', 'a/b/c'],
  'GatewayConfig.host': [
    'ml.example.com',
    ...['https://ml.example.com', 'ML.example.com', 'ml.example.com:443', 'localhost', 'ml.example.com/', '*'],
  ],
  'IssuerConfig.acmeAzureDns.zone': ['example.com', '.example.com', 'Example.com'],
  'IssuerConfig.acmeAzureDns.email': ['ml@example.com', 'ml', 'ml @example.com'],
  'GatewayConfig.loadBalancer.dnsLabel': ['ml-example', 'ml.example', '1ml', 'ml'],
  'SimsvcConfig.ingress.host': ['simsvc.example.com', 'simsvc.example.com:80', 'http://simsvc.example.com'],
  'OidcConfig.issuer': ['https://login.example.com/a', 'login.example.com', 'ftp://login.example.com', 'https://a b'],
  'NfsConfig.inCluster.clients': ['10.0.0.0/16', '10.0.0.0', '0.0.0.0/0', '10.0.0/16', '10.0.0.0/33', '10.0.0.0/1/6'],
  'NfsConfig.inCluster.clusterIP': ['10.96.0.50', '10.96.0', '10.96.0.256', 'None'],
  'NfsConfig.external.server': ['10.0.0.4', 'nfs://10.0.0.4', '10.0.0.4/exports'],
  'NfsConfig.external.path': ['/exports', 'exports'],
  'KindConfig.listenAddress': ['127.0.0.1', 'localhost', '127.0.0.1:80'],
  'KindConfig.etcdBackup.schedule': ['0 */6 * * *', '0 */6 * *', 'every 6 hours', '@every 6'],
  'SecretKeyConfig.name': ['queue', 'Queue', 'a_b'],
  'SecretKeyConfig.key': ['url', 'a/b', '..a', ''],
  'KarpenterConfig.clusterEndpoint': [
    EACH_SECTION.karpenter!.karpenter!.clusterEndpoint,
    'http://ml-dns-1a2b3c4d.hcp.westeurope.azmk8s.io',
    'ml-dns-1a2b3c4d.hcp.westeurope.azmk8s.io:443',
  ],
  'EntraIdConfig.tenantId': ['00000000-0000-0000-0000-00000000000A', 'contoso.onmicrosoft.com', 'common'],
};

describe('an editor and a platform take', () => {
  test.each(Object.entries(WRONG))('%s', (name, [right, ...wrong]) => {
    const [[place]] = textAt(name) as [[Place, string]];
    expect([refusal(put(place, right)), editorTakes(put(place, right))]).toEqual([undefined, true]);
    expect(wrong.filter((text) => refusal(put(place, text)) === undefined)).toEqual([]);
    expect(wrong.filter((text) => editorTakes(put(place, text)))).toEqual([]);
    // The words are those of the platform: to an expression there are none.
    for (const text of wrong) expect(validateConfig(put(place, text))).toEqual([]);
  });

  const { secret } = { secret: { existing: { name: 'a', key: 'b' } } };
  const [{ entraId: signIn, capacity, azureBlob, oidc, nfsServer, runner, registry }] = [EACH_SECTION] as any;
  const inSignIn = (more: object): object => ({ ...signIn, signIn: { ...signIn.signIn, ...more } });
  const BOTH: readonly (readonly [string, object])[] = [
    ['two ways to sign in', inSignIn({ dex: { clientId: 'a', clientSecret: secret } })],
    ['no way to sign in', { ...signIn, signIn: { cookieSecret: secret } }],
    [
      'two kinds of object store',
      { ...azureBlob, kubeflow: { objectStore: { ...azureBlob.kubeflow.objectStore, seaweedFs: {} } } },
    ],
    [
      'an identity and a key of one account',
      {
        ...azureBlob,
        kubeflow: {
          objectStore: {
            ...azureBlob.kubeflow.objectStore,
            azureBlob: { ...azureBlob.kubeflow.objectStore.azureBlob, accountKey: secret },
          },
        },
      },
    ],
    [
      'authorities in two objects',
      {
        ...oidc,
        signIn: {
          ...oidc.signIn,
          oidc: { ...oidc.signIn.oidc, caBundle: { configMap: 'a', secret: 'b', key: 'c' } },
        },
      },
    ],
    [
      'a server of NFS inside and outside',
      { ...nfsServer, storage: { nfs: { ...nfsServer.storage.nfs, external: { server: '10.0.0.4', path: '/' } } } },
    ],
    ['a pool and labels of nodes', { ...runner, runner: { ...runner.runner, nodeSelector: { a: 'b' } } }],
    ['a device plugin and an operator', { ...registry, devicePlugin: {}, gpuOperator: {} }],
    ['less than no CPU', { ...capacity, pools: { general: { ...capacity.pools.general, limits: { cpu: -1 } } } }],
    ['a label of no name', { ...runner, runner: { ...runner.runner, pool: undefined, nodeSelector: { 'a b': 'c' } } }],
    ['a pool of no name', { ...capacity, pools: { 'A 1': capacity.pools.general } }],
  ];

  test.each(BOTH)('not %s', (_, config) => {
    const given = JSON.parse(JSON.stringify(config)) as PlatformConfig;
    expect(refusal(given)).toBeDefined();
    expect(editorTakes(given)).toBe(false);
  });
});
